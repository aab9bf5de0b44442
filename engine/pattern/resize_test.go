package pattern_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

func TestMoreWorkersStartAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 9)
		offer(tr, d, "a", "b", "c")
		time.Sleep(200 * time.Millisecond)
		d.SetWorkers(3)
		shutdown(t, d)
		tr.want(t, `
			0s a starts
			200ms b starts
			200ms c starts
			1s a ends
			1.2s b ends
			1.2s c ends
		`)
	})
}

// No job is cut short: both end, but one worker takes the rest.
func TestBusyWorkersLeaveAfterTheirJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(2, 9)
		offer(tr, d, "a", "b", "c", "d")
		time.Sleep(200 * time.Millisecond)
		d.SetWorkers(1)
		shutdown(t, d)
		tr.want(t, `
			0s a starts
			0s b starts
			1s a ends
			1s b ends
			1s c starts
			2s c ends
			2s d starts
			3s d ends
		`)
	})
}

func TestIdleWorkersLeaveAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(3, 9)
		synctest.Wait()
		d.SetWorkers(0)
		offer(tr, d, "a", "b")
		time.Sleep(time.Minute)
		d.SetWorkers(1)
		shutdown(t, d)
		tr.want(t, `
			1m0s a starts
			1m1s a ends
			1m1s b starts
			1m2s b ends
		`)
	})
}

func TestSmallerQueueKeepsItsJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 5)
		offer(tr, d, "a", "b", "c", "d", "e", "f")
		d.SetCapacity(3)
		d.SetCapacity(1)
		tr.note("%d queued of %d", d.Len(), d.Capacity())
		offer(tr, d, "g")
		time.Sleep(3500 * time.Millisecond) // a to c are done, e and f queued
		offer(tr, d, "h")
		time.Sleep(time.Second) // f is queued
		offer(tr, d, "i")
		time.Sleep(time.Second)
		offer(tr, d, "j")
		shutdown(t, d)
		tr.want(t, `
			0s 5 queued of 1
			0s a starts
			0s g refused: queue is full
			1s a ends
			1s b starts
			2s b ends
			2s c starts
			3s c ends
			3s d starts
			3.5s h refused: queue is full
			4s d ends
			4s e starts
			4.5s i refused: queue is full
			5s e ends
			5s f starts
			6s f ends
			6s j starts
			7s j ends
		`)
	})
}

func TestQueueShrunkToHandOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 2)
		offer(tr, d, "a", "b", "c")
		d.SetCapacity(0)
		offer(tr, d, "d")
		d.SetWorkers(2) // the new one takes from the surplus
		d.SetWorkers(1)
		time.Sleep(10 * time.Second)
		offer(tr, d, "e")
		shutdown(t, d)
		tr.want(t, `
			0s a starts
			0s d refused: queue is full
			1s a ends
			1s b starts
			2s b ends
			2s c starts
			3s c ends
			10s e starts
			11s e ends
		`)
	})
}

func TestBiggerQueueLetsWaitersIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 1)
		offer(tr, d, "a", "b")
		for range 4 {
			go func() {
				err := d.SubmitWait(t.Context(), sleeper(tr, "it", time.Second))
				tr.note("one is submitted: %v", err)
			}()
		}
		time.Sleep(200 * time.Millisecond)
		d.SetCapacity(3)
		synctest.Wait()
		offer(tr, d, "x")
		tr.note("%d queued of %d", d.Len(), d.Capacity())
		time.Sleep(3 * time.Second)
		shutdown(t, d)
		tr.want(t, `
			0s a starts
			200ms 3 queued of 3
			200ms one is submitted: <nil>
			200ms one is submitted: <nil>
			200ms x refused: queue is full
			1s a ends
			1s b starts
			1s one is submitted: <nil>
			2s b ends
			2s it starts
			2s one is submitted: <nil>
			3s it ends
			3s it starts
			4s it ends
			4s it starts
			5s it ends
			5s it starts
			6s it ends
		`)
	})
}

// While the pool is resized all the time, nothing is lost or done twice, and
// one producer's jobs keep their order as long as there is one worker.
func TestResizingUnderLoadLosesNothing(t *testing.T) {
	for _, workers := range []int{1, 4} {
		const producers, jobs = 4, 500
		d := pattern.NewDistributor(workers, 1)
		var done [producers][jobs]atomic.Int32
		var next [producers]atomic.Int32
		var produce sync.WaitGroup
		for p := range producers {
			produce.Go(func() {
				for i := range jobs {
					job := pattern.JobFunc(func(context.Context) {
						done[p][i].Add(1)
						turn := next[p].Add(1) - 1
						if workers == 1 && turn != int32(i) {
							t.Errorf("job %d of %d was no. %d", i, p, turn)
						}
					})
					if p%2 == 0 {
						if err := d.SubmitWait(t.Context(), job); err != nil {
							t.Error(err)
						}
						continue
					}
					for errors.Is(d.Submit(job), pattern.ErrQueueFull) {
						runtime.Gosched()
					}
				}
			})
		}
		produced := make(chan struct{})
		var resize sync.WaitGroup
		resize.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-produced:
					return
				default:
				}
				d.SetCapacity(i * 7 % 11)
				if workers > 1 {
					d.SetWorkers(1 + i%workers)
				}
				runtime.Gosched()
			}
		})
		produce.Wait()
		close(produced)
		resize.Wait()
		shutdown(t, d)
		for p := range done {
			for i := range done[p] {
				if n := done[p][i].Load(); n != 1 {
					t.Fatalf("job %d of producer %d was done %d times", i, p, n)
				}
			}
		}
	}
}
