package pattern_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// takes is work that lasts as many seconds as its value says, less when ctx
// ends.
func takes(tr *trace) func(context.Context, int) int {
	return func(ctx context.Context, n int) int {
		tr.note("%d starts", n)
		select {
		case <-time.After(time.Duration(n) * time.Second):
		case <-ctx.Done():
			tr.note("%d stops", n)
		}
		return n
	}
}

// same is work that takes no time.
func same(_ context.Context, n int) int { return n }

// given is a closed channel that holds the values.
func given(values ...int) <-chan int {
	in := make(chan int, len(values))
	for _, v := range values {
		in <- v
	}
	close(in)
	return in
}

// noteAll notes each value and the end.
func noteAll(tr *trace, out <-chan int) {
	for v := range out {
		tr.note("got %d", v)
	}
	tr.note("closed")
}

// fans have the same contract but for the order.
var fans = []struct {
	name string
	out  func(context.Context, <-chan int, int,
		func(context.Context, int) int) <-chan int
	ordered  bool
	inFlight int // of 3 workers
}{
	{"FanOut", pattern.FanOut[int, int], false, 3},
	{"FanOutOrdered", pattern.FanOutOrdered[int, int], true, 5},
}

func TestFanOutGivesResultsAsTheyAreReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		noteAll(tr, pattern.FanOut(t.Context(), given(5, 1, 2, 3), 2, takes(tr)))
		tr.want(t, `
			0s 1 starts
			0s 5 starts
			1s 2 starts
			1s got 1
			3s 3 starts
			3s got 2
			5s got 5
			6s closed
			6s got 3
		`)
	})
}

func TestFanOutOrderedKeepsTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		noteAll(tr, pattern.FanOutOrdered(
			t.Context(), given(4, 1, 3, 2, 5), 2, takes(tr)))
		tr.want(t, `
			0s 1 starts
			0s 4 starts
			4s 2 starts
			4s 3 starts
			4s got 1
			4s got 4
			7s 5 starts
			7s got 2
			7s got 3
			12s closed
			12s got 5
		`)
	})
}

// Each value comes out once, whether or not the workers have equal shares.
func TestFanOutLosesNothing(t *testing.T) {
	for _, fan := range fans {
		for _, workers := range []int{1, 2, 7} {
			for _, n := range []int{0, 1, 6, 7, 8, 500} {
				var values, got []int
				for i := range n {
					values = append(values, i)
				}
				for v := range fan.out(t.Context(), given(values...), workers, same) {
					got = append(got, v)
				}
				if !fan.ordered {
					slices.Sort(got)
				}
				if !slices.Equal(got, values) {
					t.Errorf("%s: %d workers made %v of %d values",
						fan.name, workers, got, n)
				}
			}
		}
	}
}

// While nobody reads, the look-ahead is bounded. When ctx ends, all goroutines
// leave, or else the bubble would complain.
func TestFanOutWithoutReader(t *testing.T) {
	for _, fan := range fans {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			in := given(make([]int, 100)...)
			out := fan.out(ctx, in, 3, same)
			synctest.Wait()
			if taken := 100 - len(in); taken != fan.inFlight {
				t.Errorf("%s: %d in flight, want %d",
					fan.name, taken, fan.inFlight)
			}
			cancel()
			synctest.Wait()
			if v, ok := <-out; ok {
				t.Errorf("%s: got %d after the end", fan.name, v)
			}
		})
	}
}

// The results close when the last work has returned, and without what was cut
// short.
func TestFanOutWhenCtxEndsAtWork(t *testing.T) {
	for i := range 40 { // as select would choose by chance
		fan := fans[i%2]
		synctest.Test(t, func(t *testing.T) {
			tr := newTrace()
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			slow := func(ctx context.Context, n int) int {
				n = takes(tr)(ctx, n)
				time.Sleep(time.Duration(n) * time.Second) // to clear up
				tr.note("%d returns", n)
				return n
			}
			noteAll(tr, fan.out(ctx, given(1, 5, 9), 3, slow))
			tr.want(t, `
				0s 1 starts
				0s 5 starts
				0s 9 starts
				2s 1 returns
				2s got 1
				3s 5 stops
				3s 9 stops
				8s 5 returns
				12s 9 returns
				12s closed
			`)
		})
	}
}

// Neither an input that never closes nor a nil one keeps the workers.
func TestFanOutWithoutInput(t *testing.T) {
	for _, fan := range fans {
		for _, in := range []func() chan int{
			func() chan int { return nil },
			func() chan int { return make(chan int) },
		} {
			synctest.Test(t, func(t *testing.T) {
				tr := newTrace()
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				noteAll(tr, fan.out(ctx, in(), 3, same))
				tr.want(t, `1s closed`)
			})
		}
	}
}

func TestFanOutRefusesNonsense(t *testing.T) {
	for _, fan := range fans {
		if !panics(func() { fan.out(t.Context(), given(), 0, same) }) {
			t.Errorf("%s: no panic without workers", fan.name)
		}
		if !panics(func() { fan.out(t.Context(), given(), 1, nil) }) {
			t.Errorf("%s: no panic without work", fan.name)
		}
	}
}

// Readers that leave and a ctx that ends at any moment: what came out in
// order is a beginning of what went in, and nothing stays behind.
func TestFanOutAbandoned(t *testing.T) {
	for _, fan := range fans {
		for stop := range 200 {
			ctx, cancel := context.WithCancel(t.Context())
			in := make(chan int)
			go func() {
				defer close(in)
				for i := 0; ctx.Err() == nil; i++ {
					select {
					case in <- i:
					case <-ctx.Done():
					}
				}
			}()
			out, next := fan.out(ctx, in, 1+stop%4, same), 0
			for range stop {
				if v := <-out; fan.ordered && v != next {
					t.Errorf("got %d, want %d", v, next)
				}
				next++
			}
			cancel()
			for v := range out { // until all workers have left
				if fan.ordered && v != next {
					t.Errorf("got %d after the end, want %d", v, next)
				}
				next++
			}
		}
	}
}
