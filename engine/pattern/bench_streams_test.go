package pattern_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"sluice/engine/pattern"
)

// upTo yields 0 to n-1.
func upTo(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// An item is one value through generate, process and consume. The floor is
// the same without a ctx: bare sends, and loops that range.
func BenchmarkPipeline(b *testing.B) {
	for _, buffer := range []int{0, 128} {
		b.Run(fmt.Sprint("buffer-", buffer), func(b *testing.B) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			sum := 0
			compare(b, func(n int) {
				numbers := make(chan int, buffer)
				go func() {
					defer close(numbers)
					for i := range n {
						numbers <- i
					}
				}()
				results := make(chan int, buffer)
				go func() {
					defer close(results)
					for v := range numbers {
						results <- same(ctx, v)
					}
				}()
				for v := range results {
					sum -= v
				}
			}, func(n int) {
				numbers := pattern.Generate(ctx, buffer, upTo(n))
				results := pattern.Process(ctx, numbers, buffer, same)
				pattern.ConsumeAll(results, func(v int) { sum += v })
			})
			if sum != 0 {
				b.Errorf("the sums differ by %d", sum)
			}
		})
	}
}

// An item is one value from a channel through a worker to the reader. The floor
// is workers that range, without a ctx and without order.
func BenchmarkFanOut(b *testing.B) {
	for _, fan := range fans {
		for _, workers := range []int{2, 64} {
			b.Run(fmt.Sprint(fan.name, "-", workers), func(b *testing.B) {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				sum := 0
				compare(b, func(n int) {
					results := make(chan int)
					in := pattern.Generate(ctx, 128, upTo(n))
					var senders sync.WaitGroup
					for range workers {
						senders.Go(func() {
							for v := range in {
								results <- same(ctx, v)
							}
						})
					}
					go func() {
						senders.Wait()
						close(results)
					}()
					for v := range results {
						sum -= v
					}
				}, func(n int) {
					in := pattern.Generate(ctx, 128, upTo(n))
					for v := range fan.out(ctx, in, workers, same) {
						sum += v
					}
				})
				if sum != 0 {
					b.Errorf("the sums differ by %d", sum)
				}
			})
		}
	}
}

// An item is one value of one of the inputs.
func BenchmarkMerge(b *testing.B) {
	for _, inputs := range []int{2, 64} {
		b.Run(fmt.Sprint(inputs), func(b *testing.B) {
			b.ReportAllocs()
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			ins := make([]<-chan int, inputs)
			for i := range ins {
				ins[i] = pattern.Generate(ctx, 128, upTo((b.N+i)/inputs))
			}
			got := 0
			for range pattern.Merge(ctx, ins...) {
				got++
			}
			if got != b.N {
				b.Errorf("got %d of %d", got, b.N)
			}
		})
	}
}

// An item is one task that succeeds, of ten in a call. The floor is a goroutine
// each and a WaitGroup.
func BenchmarkFirstError(b *testing.B) {
	tasks := make([]func(context.Context) error, 10)
	for i := range tasks {
		tasks[i] = func(context.Context) error { return nil }
	}
	ctx := context.Background()
	compare(b, func(n int) {
		for range n / len(tasks) {
			var running sync.WaitGroup
			for _, task := range tasks {
				running.Go(func() {
					if err := task(ctx); err != nil {
						b.Error(err)
					}
				})
			}
			running.Wait()
		}
	}, func(n int) {
		for range n / len(tasks) {
			if err := pattern.FirstError(ctx, tasks...); err != nil {
				b.Error(err)
			}
		}
	})
}
