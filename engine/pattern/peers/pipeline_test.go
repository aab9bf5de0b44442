package peers

import (
	"context"
	"testing"

	"github.com/sourcegraph/conc/stream"
	"golang.org/x/sync/errgroup"

	"sluice/engine/pattern"
)

// A line takes n numbers through three stages, which generate, double and
// add them up in their order, and returns the sum.
type line struct {
	name string
	run  func(n int) int
}

const buffer = 128 // of each channel

func double(v int) int { return 2 * v }

func ourLine(n int) (sum int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	numbers := pattern.Generate(ctx, buffer, func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	})
	doubled := pattern.Process(ctx, numbers, buffer, func(_ context.Context, v int) int { return double(v) })
	pattern.ConsumeAll(doubled, func(v int) { sum += v })
	return sum
}

// The stages are written by hand, as in errgroup's own example of a pipeline.
func errgroupLine(n int) (sum int) {
	group, ctx := errgroup.WithContext(context.Background())
	numbers, doubled := make(chan int, buffer), make(chan int, buffer)
	group.Go(func() error {
		defer close(numbers)
		for i := range n {
			if err := send(ctx, numbers, i); err != nil {
				return err
			}
		}
		return nil
	})
	group.Go(func() error {
		defer close(doubled)
		for v := range numbers {
			if err := send(ctx, doubled, double(v)); err != nil {
				return err
			}
		}
		return nil
	})
	for v := range doubled {
		sum += v
	}
	if err := group.Wait(); err != nil {
		panic(err)
	}
	return sum
}

func send(ctx context.Context, out chan<- int, v int) error {
	select {
	case out <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A stream runs a task for each number; its callbacks come in their order.
func streamLine(n int) (sum int) {
	s := stream.New().WithMaxGoroutines(1)
	for i := range n {
		s.Go(func() stream.Callback {
			v := double(i)
			return func() { sum += v }
		})
	}
	s.Wait()
	return sum
}

// BenchmarkPipeline takes numbers through three stages; an operation is one
// number.
func BenchmarkPipeline(b *testing.B) {
	for _, l := range []line{
		{"sluice", ourLine},
		{"errgroup", errgroupLine},
		{"conc-stream", streamLine},
	} {
		b.Run("lib="+l.name, func(b *testing.B) {
			b.ReportAllocs()
			if sum := l.run(b.N); sum != b.N*(b.N-1) {
				b.Errorf("the sum is %d, not %d", sum, b.N*(b.N-1))
			}
		})
	}
}
