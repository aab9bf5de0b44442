package twin_test

import (
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/probe"
	twinsync "sluice/engine/twin/sync"
	twintime "sluice/engine/twin/time"
)

// pass locks and unlocks l.
func pass(l twinsync.Locker) {
	l.Lock()
	defer l.Unlock()
}

func TestMutexServesInOrder(t *testing.T) {
	execute(t, func() {
		var mu twinsync.Mutex
		var order []int
		inside := 0
		mu.Lock()
		for i := range 10 {
			spawn(func() {
				twintime.Sleep(time.Duration(i + 1)) // so that they come in this order
				mu.Lock()
				defer mu.Unlock()
				if inside++; inside != 1 {
					t.Errorf("%d hold the lock", inside)
				}
				twintime.Sleep(time.Second)
				order = append(order, i)
				inside--
			})
		}
		twintime.Sleep(time.Second)
		if mu.TryLock() {
			t.Error("locked a locked mutex")
		}
		mu.Unlock()
		mu.Lock() // the others came first
		if want := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}; !slices.Equal(order, want) {
			t.Errorf("the order is %v", order)
		}
		mu.Unlock()
		if !mu.TryLock() {
			t.Error("did not lock a free mutex")
		}
	})
}

func TestAFreeLockLeavesNoTrace(t *testing.T) {
	count := func(fn func()) int64 {
		r, _ := execute(t, fn)
		return r.Events
	}
	var (
		mu   twinsync.Mutex
		rw   twinsync.RWMutex
		wg   twinsync.WaitGroup
		once twinsync.Once
	)
	got := count(func() {
		pass(&mu)
		pass(rw.RLocker())
		pass(&rw)
		wg.Add(1)
		wg.Done()
		wg.Wait()
		once.Do(func() {})
	})
	if want := count(func() {}); got != want {
		t.Errorf("%d events, %d without locks", got, want)
	}
}

func TestRWMutexReadersTogetherWritersAlone(t *testing.T) {
	execute(t, func() {
		var (
			rw    twinsync.RWMutex
			order []string
		)
		hold := func(name string, l twinsync.Locker, after time.Duration) {
			spawn(func() {
				twintime.Sleep(after)
				l.Lock()
				order = append(order, "+"+name)
				twintime.Sleep(10 * time.Second)
				order = append(order, "-"+name)
				l.Unlock()
			})
		}
		hold("r1", rw.RLocker(), 1*time.Second)
		hold("r2", rw.RLocker(), 2*time.Second)
		hold("w1", &rw, 3*time.Second)
		hold("w2", &rw, 4*time.Second)
		hold("r3", rw.RLocker(), 5*time.Second) // behind the writer that waits
		twintime.Sleep(6 * time.Second)
		if rw.TryRLock() || rw.TryLock() {
			t.Error("got past a writer that waits")
		}
		twintime.Sleep(time.Minute)
		want := []string{"+r1", "+r2", "-r1", "-r2", "+w1", "-w1", "+r3", "-r3", "+w2", "-w2"}
		if !slices.Equal(order, want) {
			t.Errorf("the order is %v", order)
		}
		rw.RLock()
		if !rw.TryRLock() || rw.TryLock() {
			t.Error("readers do not read together")
		}
		rw.RUnlock()
		rw.RUnlock()
		if !rw.TryLock() || rw.TryRLock() {
			t.Error("a writer does not write alone")
		}
		rw.Unlock()
	})
}

func TestMisuseOfLocksPanicsWithGosWords(t *testing.T) {
	var mu twinsync.Mutex
	var rw twinsync.RWMutex
	var wg twinsync.WaitGroup
	c := twinsync.NewCond(&mu)
	for want, misuse := range map[string]func(){
		"sync: unlock of unlocked mutex":    mu.Unlock,
		"sync: Unlock of unlocked RWMutex":  rw.Unlock,
		"sync: RUnlock of unlocked RWMutex": rw.RUnlock,
		"sync: negative WaitGroup counter":  wg.Done,
		"sync.Cond is copied": func() {
			c.Signal()
			dup := reflect.New(reflect.TypeOf(c).Elem())
			dup.Elem().Set(reflect.ValueOf(c).Elem()) // a plain copy does not pass go vet
			dup.Interface().(*twinsync.Cond).Signal()
		},
	} {
		r := driver.Execute(driver.Options{}, misuse)
		if r.Panic != want {
			t.Errorf("the run panicked with %q, want %q", r.Panic, want)
		}
		execute(t, func() {
			if got := panicOf(misuse); got != want {
				t.Errorf("recovered %v, want %q", got, want)
			}
			pass(&mu) // the run's own lock is free
		})
	}
}

func TestALockIsFreeInEachRun(t *testing.T) {
	var mu twinsync.Mutex
	var rw twinsync.RWMutex
	var wg twinsync.WaitGroup
	pass(&mu)
	for range 3 {
		execute(t, func() {
			mu.Lock()
			rw.Lock()
			wg.Wait()
			wg.Add(1)
		})
	}
	if !mu.TryLock() || !rw.TryRLock() {
		t.Error("a run keeps a lock from those outside")
	}
}

func TestRunsThatTakeTurnsDoNotShareLocks(t *testing.T) {
	var mu twinsync.Mutex
	start := func() *driver.Driver {
		return driver.New(1, nil, func(*probe.Run) {
			for range 5 {
				mu.Lock()
				twintime.Sleep(time.Second)
				mu.Unlock()
			}
		})
	}
	a, b := start(), start()
	for at := 500 * time.Millisecond; at < 8*time.Second; at += time.Second {
		a.Advance(at, time.Minute)
		b.Advance(at, time.Minute)
	}
	for _, d := range []*driver.Driver{a, b} {
		if d.Ended() != "done" || d.Failure() != nil {
			t.Errorf("ended %q, %v", d.Ended(), d.Failure())
		}
	}
}

func TestDeadlockOnLocks(t *testing.T) {
	var left atomic.Int32
	r := driver.Execute(driver.Options{}, func() {
		var a, b twinsync.Mutex
		defer func() { left.Add(1) }()
		spawn(func() {
			defer func() { left.Add(1) }()
			b.Lock()
			defer b.Unlock()
			nap()
			a.Lock()
			defer a.Unlock()
		})
		a.Lock()
		defer a.Unlock()
		nap()
		b.Lock()
		defer b.Unlock()
	})
	if !r.Deadlock || r.Panic != "" || left.Load() != 2 {
		t.Errorf("%+v, %d left", r, left.Load())
	}
}

func TestOutsideARunLocksAreTheOriginals(t *testing.T) {
	var (
		mu    twinsync.Mutex
		rw    twinsync.RWMutex
		wg    twinsync.WaitGroup
		count int
	)
	cond := twinsync.NewCond(&mu)
	for range 10 {
		wg.Go(func() {
			rw.RLock()
			defer rw.RUnlock()
			mu.Lock()
			defer mu.Unlock()
			count++
			cond.Signal()
		})
	}
	mu.Lock()
	for count < 10 {
		cond.Wait()
	}
	mu.Unlock()
	wg.Wait()
	rw.Lock()
	if rw.TryRLock() || rw.TryLock() || !mu.TryLock() {
		t.Error("the locks do not lock")
	}
	rw.Unlock()
	rw.RLocker().Lock()
	cond.Broadcast()
}
