package pattern_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"sluice/engine/pattern"
)

func TestMoreHotPathsAllocateNothing(t *testing.T) {
	ctx := context.Background()
	in := make(chan int, 1)
	r := pattern.NewReceiver(in, time.Hour)
	bucket := pattern.NewTokenBucket(10, 0)
	meter := pattern.NewLeakyMeter(10, 0)
	channel := pattern.NewChannelBucket(10, 1e-9)
	defer channel.Close()
	paths := map[string]func() error{
		"Recv": func() error {
			in <- 1
			_, err := r.Recv()
			return err
		},
		"RecvContext": func() error {
			in <- 1
			_, err := pattern.RecvContext(ctx, in)
			return err
		},
		"AllowN":              func() error { bucket.AllowN(2); return nil },
		"LeakyMeter.Allow":    func() error { meter.Allow(); return nil },
		"ChannelBucket.Allow": func() error { channel.Allow(); return nil },
	}
	for _, policy := range policies {
		b := pattern.NewBuffer[int](4, policy)
		paths["Put and Take, "+policy.String()] = func() error {
			if err := b.PutUntil(ctx, 1, time.Now().Add(time.Hour)); err != nil {
				return err
			}
			_, err := b.Take(ctx)
			return err
		}
	}
	for name, f := range paths {
		n := testing.AllocsPerRun(100, func() {
			if err := f(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
		if n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// The floor is the receive alone.
func BenchmarkRecv(b *testing.B) {
	in := make(chan int, 1)
	bare := func(n int) {
		for range n {
			in <- 1
			<-in
		}
	}
	r := pattern.NewReceiver(in, time.Hour)
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	for name, recv := range map[string]func() (int, error){
		"After":   func() (int, error) { return pattern.RecvAfter(in, time.Hour) },
		"Timer":   r.Recv,
		"Context": func() (int, error) { return pattern.RecvContext(ctx, in) },
	} {
		b.Run(name, func(b *testing.B) {
			compare(b, bare, func(n int) {
				for range n {
					in <- 1
					if _, err := recv(); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

// The floor is a bare channel between two goroutines.
func BenchmarkBuffer(b *testing.B) {
	const capacity = 1024
	ctx := context.Background()
	for _, policy := range policies {
		b.Run(policy.String(), func(b *testing.B) {
			compare(b, func(n int) {
				jobs := make(chan int, capacity)
				var consumer sync.WaitGroup
				consumer.Go(func() {
					for range jobs {
					}
				})
				for i := range n {
					jobs <- i
				}
				close(jobs)
				consumer.Wait()
			}, func(n int) {
				jobs := pattern.NewBuffer[int](capacity, policy)
				var consumer sync.WaitGroup
				consumer.Go(func() {
					for {
						if _, err := jobs.Take(ctx); err != nil {
							return
						}
					}
				})
				for i := range n {
					err := jobs.Put(ctx, i)
					if err != nil && err != pattern.ErrQueueFull {
						b.Error(err)
					}
				}
				jobs.Close()
				consumer.Wait()
			})
		})
	}
}

// The floor is TokenBucket.Allow.
func BenchmarkAllowOtherwise(b *testing.B) {
	bucket := pattern.NewTokenBucket(1000, 1e6)
	meter := pattern.NewLeakyMeter(1000, 1e6)
	channel := pattern.NewChannelBucket(1000, 1e6)
	defer channel.Close()
	for name, allow := range map[string]func() bool{
		"AllowN":  func() bool { return bucket.AllowN(1) },
		"meter":   meter.Allow,
		"channel": channel.Allow,
	} {
		b.Run(name, func(b *testing.B) {
			compare(b, func(n int) {
				for range n {
					bucket.Allow()
				}
			}, func(n int) {
				for range n {
					allow()
				}
			})
		})
	}
}

// The floor is two clock reads under a mutex: one to reserve, one for Delay.
func BenchmarkReserve(b *testing.B) {
	bucket := pattern.NewTokenBucket(1000, 1e9)
	var mu sync.Mutex
	base, last := time.Now(), time.Duration(0)
	compare(b, func(n int) {
		for range n {
			mu.Lock()
			last = time.Since(base)
			mu.Unlock()
			last = max(last, time.Since(base))
		}
	}, func(n int) {
		for range n {
			r, err := bucket.Reserve(1)
			if err != nil {
				b.Fatal(err)
			}
			r.Delay()
		}
	})
	if last > time.Since(base) {
		b.Error("the clock runs backwards")
	}
}
