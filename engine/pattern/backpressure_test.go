package pattern_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// newBuffer returns a buffer of 2 that notes what it drops.
func newBuffer(tr *trace, policy pattern.Policy) *pattern.Buffer[string] {
	b := pattern.NewBuffer[string](2, policy)
	b.OnDrop = func(job string, reason error) {
		tr.note("%s dropped: %v", job, reason)
	}
	return b
}

// consume takes a job at a time and works on it for a second, until the end.
func consume(tr *trace, b *pattern.Buffer[string]) {
	for {
		job, err := b.Take(context.Background())
		if err != nil {
			tr.note("no more: %v", err)
			return
		}
		tr.note("%s taken", job)
		time.Sleep(time.Second)
	}
}

// Five jobs at once and one after 5s, by each policy, with a consumer that
// begins after half a second.
func TestPolicies(t *testing.T) {
	for policy, want := range map[pattern.Policy]string{
		pattern.Block: `
			0s a put: <nil>
			0s b put: <nil>
			500ms a taken
			500ms c put: <nil>
			1.5s b taken
			1.5s d put: <nil>
			2.5s c taken
			2.5s e put: <nil>
			3.5s d taken
			4.5s e taken
			5s f put: <nil>
			5.5s f taken
			6.5s no more: closed
		`,
		pattern.DropNewest: `
			0s a put: <nil>
			0s b put: <nil>
			0s c put: queue is full
			0s d put: queue is full
			0s e put: queue is full
			500ms a taken
			1.5s b taken
			5s f put: <nil>
			5s f taken
			6s no more: closed
		`,
		pattern.DropOldest: `
			0s a dropped: queue is full
			0s a put: <nil>
			0s b dropped: queue is full
			0s b put: <nil>
			0s c dropped: queue is full
			0s c put: <nil>
			0s d put: <nil>
			0s e put: <nil>
			500ms d taken
			1.5s e taken
			5s f put: <nil>
			5s f taken
			6s no more: closed
		`,
	} {
		t.Run(policy.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tr := newTrace()
				b := newBuffer(tr, policy)
				time.AfterFunc(time.Second/2, func() { consume(tr, b) })
				for _, job := range []string{"a", "b", "c", "d", "e"} {
					tr.note("%s put: %v", job, b.Put(t.Context(), job))
				}
				time.Sleep(time.Until(tr.start.Add(5 * time.Second)))
				tr.note("f put: %v", b.Put(t.Context(), "f"))
				b.Close()
				time.Sleep(time.Minute)
				tr.want(t, want)
			})
		})
	}
}

// The consumer comes after 2s: only what is still of use is handed to it.
func TestTakeShedsWhatIsLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := pattern.NewBuffer[string](9, pattern.Block)
		b.OnDrop = func(job string, reason error) {
			tr.note("%s dropped: %v", job, reason)
		}
		put := func(job string, patience time.Duration) {
			err := b.PutUntil(t.Context(), job, time.Now().Add(patience))
			tr.note("%s put: %v", job, err)
		}
		put("one second", time.Second)
		put("just in time", 2*time.Second)
		put("two seconds", 2*time.Second)
		tr.note("patient put: %v", b.Put(t.Context(), "patient"))
		put("one minute", time.Minute)
		b.Close()
		time.Sleep(2 * time.Second)
		for range 3 {
			job, err := b.Take(t.Context())
			tr.note("took %q, %v", job, err)
			time.Sleep(time.Hour)
		}
		tr.want(t, `
			0s just in time put: <nil>
			0s one minute put: <nil>
			0s one second put: <nil>
			0s patient put: <nil>
			0s two seconds put: <nil>
			2s one second dropped: deadline has passed
			2s took "just in time", <nil>
			1h0m2s took "patient", <nil>
			1h0m2s two seconds dropped: deadline has passed
			2h0m2s one minute dropped: deadline has passed
			2h0m2s took "", closed
		`)
	})
}

func TestPutGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := newBuffer(tr, pattern.Block)
		put := func(ctx context.Context, job string) {
			tr.note("%s put: %v", job, b.Put(ctx, job))
		}
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		put(short, "a")
		put(short, "b")
		go put(short, "hasty")
		go put(t.Context(), "patient")
		time.Sleep(2 * time.Second)
		b.Close()
		b.Close()
		put(t.Context(), "late")
		put(short, "too late")
		consume(tr, b)
		tr.want(t, `
			0s a put: <nil>
			0s b put: <nil>
			1s hasty put: context deadline exceeded
			2s a taken
			2s late put: shut down
			2s patient put: shut down
			2s too late put: context deadline exceeded
			3s b taken
			4s no more: closed
		`)
	})
}

// A send on a closed channel would panic. See lateCtx.
func TestBufferIsNotClosedUnderASender(t *testing.T) {
	for range 20 { // as select would choose by chance
		synctest.Test(t, func(t *testing.T) {
			b := pattern.NewBuffer[int](1, pattern.Block)
			if err := b.Put(t.Context(), 1); err != nil {
				t.Error(err)
			}
			err := b.Put(lateCtx{t.Context(), b.Close}, 2)
			if err != pattern.ErrShutdown {
				t.Errorf("Put: %v", err)
			}
		})
	}
}

func TestEveryPolicyRefusesAfterClose(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, policy := range policies {
		b := pattern.NewBuffer[int](1, policy)
		if err := b.Put(ended, 1); err != context.Canceled {
			t.Errorf("%v: ended ctx: %v", policy, err)
		}
		b.Close()
		if err := b.Put(t.Context(), 1); err != pattern.ErrShutdown {
			t.Errorf("%v: closed: %v", policy, err)
		}
		if b.Len() != 0 {
			t.Errorf("%v: %d queued", policy, b.Len())
		}
	}
}

var policies = []pattern.Policy{
	pattern.Block, pattern.DropNewest, pattern.DropOldest,
}

func TestTakeGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := newBuffer(tr, pattern.Block)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for range 2 {
			_, err := b.Take(ctx)
			tr.note("took nothing: %v", err)
			if err := b.Put(t.Context(), "a"); err != nil {
				t.Error(err)
			}
		}
		tr.note("%d of %d queued", b.Len(), b.Capacity())
		tr.want(t, `
			1s 2 of 2 queued
			1s took nothing: context deadline exceeded
			1s took nothing: context deadline exceeded
		`)
	})
}

// OnDrop may use the buffer: here it puts the first job that was dropped in
// again, at the cost of the next.
func TestOnDropMayPut(t *testing.T) {
	b := pattern.NewBuffer[string](1, pattern.DropOldest)
	b.OnDrop = func(job string, _ error) {
		if job == "a" {
			if err := b.Put(t.Context(), "a again"); err != nil {
				t.Error(err)
			}
		}
	}
	for _, job := range []string{"a", "b"} {
		if err := b.Put(t.Context(), job); err != nil {
			t.Error(err)
		}
	}
	if job, err := b.Take(t.Context()); job != "a again" || err != nil {
		t.Errorf("took %q, %v", job, err)
	}
}

// Five workers, room for 100, and 1,000 jobs of 10ms: all are done, in 2s, as
// the producer is slowed down to the workers' 500 a second.
func TestProducerIsSlowedDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := pattern.NewBuffer[int](100, pattern.Block)
		var workers sync.WaitGroup
		for range 5 {
			workers.Go(func() {
				for {
					if _, err := b.Take(t.Context()); err != nil {
						return
					}
					time.Sleep(10 * time.Millisecond)
				}
			})
		}
		synctest.Wait()
		for i := range 1000 {
			if err := b.Put(t.Context(), i); err != nil {
				t.Error(err)
			}
		}
		tr.note("all are put")
		b.Close()
		workers.Wait()
		tr.note("all are done")
		tr.want(t, `
			1.79s all are put
			2s all are done
		`)
	})
}

// fates counts, for each job, how often it met each fate.
type fates struct {
	mu                                sync.Mutex
	accepted, refused, taken, dropped map[int]int
}

func (f *fates) meet(fate map[int]int, job int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fate[job]++
}

// Whatever the policy and the order, each accepted job is taken once or
// dropped once, and each refused one neither.
func TestBufferConserves(t *testing.T) {
	for round := range 60 {
		policy := policies[round%len(policies)]
		t.Run(fmt.Sprint(policy, round), func(t *testing.T) {
			t.Parallel()
			conserve(t, policy, 1+round%5)
		})
	}
}

func conserve(t *testing.T, policy pattern.Policy, capacity int) {
	const producers, consumers, each = 4, 3, 200
	f := &fates{
		accepted: map[int]int{}, refused: map[int]int{},
		taken: map[int]int{}, dropped: map[int]int{},
	}
	b := pattern.NewBuffer[int](capacity, policy)
	b.OnDrop = func(job int, _ error) { f.meet(f.dropped, job) }
	var producing, consuming sync.WaitGroup
	for p := range producers {
		producing.Go(func() {
			for i := range each {
				job, fate := p*each+i, f.accepted
				deadline := time.Time{}
				if rand.IntN(4) == 0 {
					deadline = time.Now().Add(-time.Duration(rand.IntN(2)))
				}
				if b.PutUntil(context.Background(), job, deadline) != nil {
					fate = f.refused
				}
				f.meet(fate, job)
				if rand.IntN(8) == 0 {
					runtime.Gosched()
				}
			}
		})
	}
	for range consumers {
		consuming.Go(func() {
			for {
				job, err := b.Take(context.Background())
				if err != nil {
					return
				}
				f.meet(f.taken, job)
			}
		})
	}
	if capacity%2 == 0 {
		b.Close() // in the midst of it
	}
	producing.Wait()
	b.Close()
	consuming.Wait()
	if b.Len() != 0 || len(f.accepted)+len(f.refused) != producers*each {
		t.Errorf("%d queued, %d accepted, %d refused",
			b.Len(), len(f.accepted), len(f.refused))
	}
	for job := range producers * each {
		if f.taken[job]+f.dropped[job] != f.accepted[job] {
			t.Errorf("job %d: accepted %d, taken %d, dropped %d times",
				job, f.accepted[job], f.taken[job], f.dropped[job])
		}
	}
}

func TestBufferRefusesNonsense(t *testing.T) {
	for name, f := range map[string]func(){
		"no capacity": func() { pattern.NewBuffer[int](0, pattern.Block) },
		"policy -1":   func() { pattern.NewBuffer[int](1, -1) },
		"policy 3":    func() { pattern.NewBuffer[int](1, 3) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	if got := pattern.Policy(3).String(); got != "Policy(3)" {
		t.Errorf("String() = %q", got)
	}
}
