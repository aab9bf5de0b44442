package pattern_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"sluice/engine/pattern"
)

// compare measures ours, and reports how many times as long as floor, the
// least that the job could cost, it takes.
func compare(b *testing.B, floor, ours func(n int)) {
	b.ReportAllocs()
	ours(b.N)
	took := b.Elapsed()
	b.StopTimer()
	start := time.Now()
	floor(b.N)
	b.ReportMetric(float64(took)/float64(time.Since(start)), "x-floor")
}

func TestHotPathsAllocateNothing(t *testing.T) {
	bucket := pattern.NewTokenBucket(10, 0)
	pool := pattern.NewDistributor(0, 150)
	for name, f := range map[string]func(){
		"Allow":  func() { bucket.Allow() },
		"Submit": func() { pool.Submit(&idleJob) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
	if pool.Len() != 101 || bucket.Tokens() != 0 {
		t.Errorf("%d jobs, %v tokens", pool.Len(), bucket.Tokens())
	}
	shutdown(t, pool)
}

var idleJob idle

type idle struct{ _ byte }

func (*idle) Do(context.Context) {}

// The floor is a clock read under a mutex.
func BenchmarkAllow(b *testing.B) {
	bucket := pattern.NewTokenBucket(1000, 1e6)
	var mu sync.Mutex
	base, last := time.Now(), time.Duration(0)
	compare(b, func(n int) {
		for range n {
			mu.Lock()
			last = time.Since(base)
			mu.Unlock()
		}
	}, func(n int) {
		for range n {
			bucket.Allow()
		}
	})
	if last > time.Since(base) {
		b.Error("the clock runs backwards")
	}
}

// ticks is the cheapest job: it counts itself as done.
type ticks struct{ sync.WaitGroup }

func (t *ticks) Do(context.Context) { t.Done() }

// The floor is a bare channel with workers that range over it.
func BenchmarkSubmitToDone(b *testing.B) {
	const capacity = 1024
	ctx := context.Background()
	for _, workers := range []int{2, 64} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			pool := pattern.NewDistributor(workers, capacity)
			queue := make(chan pattern.Job, capacity)
			for range workers {
				go func() {
					for job := range queue {
						job.Do(ctx)
					}
				}()
			}
			var job ticks
			compare(b, func(n int) {
				job.Add(n)
				for range n {
					queue <- &job
				}
				job.Wait()
			}, func(n int) {
				job.Add(n)
				for range n {
					if err := pool.SubmitWait(ctx, &job); err != nil {
						b.Error(err)
					}
				}
				job.Wait()
			})
			close(queue)
			if _, err := pool.Shutdown(ctx); err != nil {
				b.Error(err)
			}
		})
	}
}

// The floor is the loop without the rules.
func BenchmarkRetry(b *testing.B) {
	ctx := context.Background()
	retry := pattern.Retry{MaxAttempts: 5}
	for _, failures := range []int{0, 3} {
		b.Run(fmt.Sprint(failures, "-failures"), func(b *testing.B) {
			left := failures
			fn := func(context.Context) error {
				if left--; left >= 0 {
					return errBoom
				}
				left = failures
				return nil
			}
			compare(b, func(n int) {
				for range n {
					for fn(ctx) != nil {
					}
				}
			}, func(n int) {
				for range n {
					if err := retry.Do(ctx, fn); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

// chore is the cheapest task.
type chore struct{ sync.WaitGroup }

func (*chore) Attempt(context.Context) error     { return nil }
func (*chore) Backoff(int, time.Duration, error) {}
func (c *chore) Done(error)                      { c.WaitGroup.Done() }

// The floor is the pool alone.
func BenchmarkServiceSubmitToDone(b *testing.B) {
	const capacity = 1024
	ctx := context.Background()
	for name, parking := range map[string]bool{
		"in-worker": false, "parking": true,
	} {
		b.Run(name, func(b *testing.B) {
			pool := pattern.NewDistributor(2, capacity)
			service := pattern.NewService(
				pattern.NewTokenBucket(1<<62, 0), pool,
				pattern.Retry{MaxAttempts: 3})
			service.SetParking(parking)
			var task chore
			var job ticks
			compare(b, func(n int) {
				for i := range n {
					job.Add(1)
					if err := pool.Submit(&job); err != nil {
						b.Error(err)
					}
					if i%capacity == capacity-1 {
						job.Wait()
					}
				}
				job.Wait()
			}, func(n int) {
				for i := range n {
					task.Add(1)
					if err := service.Submit(&task); err != nil {
						b.Error(err)
					}
					if i%capacity == capacity-1 {
						task.Wait()
					}
				}
				task.Wait()
			})
			if err := service.Shutdown(ctx); err != nil {
				b.Error(err)
			}
		})
	}
}
