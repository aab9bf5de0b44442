package pattern_test

import (
	"context"
	"iter"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// count is 1, 2, 3 and so on.
func count(yield func(int) bool) {
	for n := 1; yield(n); n++ {
	}
}

// twice doubles, and takes 200 ms for it.
func twice(ctx context.Context, n int) int {
	select {
	case <-time.After(200 * time.Millisecond):
		return 2 * n
	case <-ctx.Done():
		return -1
	}
}

func TestPipelineStagesWorkAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		numbers := pattern.Generate(t.Context(), 0, slices.Values([]int{1, 2, 3}))
		doubled := pattern.Process(t.Context(), numbers, 0, twice)
		again := pattern.Process(t.Context(), doubled, 0, twice)
		pattern.ConsumeAll(again, func(n int) { tr.note("got %d", n) })
		tr.note("end")
		tr.want(t, `
			400ms got 4
			600ms got 8
			800ms end
			800ms got 12
		`)
	})
}

// What backs up behind a slow reader: the buffers, and a value in each hand.
func TestPipelineBackpressure(t *testing.T) {
	for _, c := range []struct{ buffer, generated, processed int }{
		{0, 2, 1},
		{3, 8, 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			generated, processed := 0, 0
			numbers := pattern.Generate(ctx, c.buffer, func(yield func(int) bool) {
				for n := range count {
					generated++
					if !yield(n) {
						return
					}
				}
			})
			pattern.Process(ctx, numbers, c.buffer, func(_ context.Context, n int) int {
				processed++
				return n
			})
			synctest.Wait()
			if generated != c.generated || processed != c.processed {
				t.Errorf("buffer %d: generated %d, processed %d, want %d, %d",
					c.buffer, generated, processed, c.generated, c.processed)
			}
			cancel() // the stages leave, or else the bubble complains
		})
	}
}

// The end of ctx cuts work short, and its result is not used.
func TestPipelineWhenCtxEnds(t *testing.T) {
	for range 20 { // as select would choose by chance
		synctest.Test(t, func(t *testing.T) {
			tr := newTrace()
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			numbers := pattern.Generate(ctx, 0, count)
			noteAll(tr, pattern.Process(ctx, numbers, 0, twice))
			tr.want(t, `
				200ms got 2
				400ms got 4
				500ms closed
			`)
		})
	}
}

// Neither an input that never closes nor a nil one keeps the stage.
func TestProcessWithoutInput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		open := make(chan int)
		fromOpen := pattern.Process(ctx, open, 0, same)
		fromNil := pattern.Process(ctx, nil, 0, same)
		noteAll(tr, fromOpen)
		noteAll(tr, fromNil)
		tr.want(t, `
			1s closed
			1s closed
		`)
	})
}

// stalled is a pipeline of which two results are ready, and whose stage then
// works until ctx ends and 5 s more.
func stalled(ctx context.Context) <-chan int {
	results := pattern.Process(ctx, given(1, 2, 3), 2,
		func(ctx context.Context, n int) int {
			if n == 3 {
				<-ctx.Done()
				time.Sleep(5 * time.Second)
			}
			return n
		})
	synctest.Wait()
	return results
}

// Ranging sees all that was sent, but waits for the stage to close.
func TestConsumeAllSeesEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		ctx, cancel := context.WithCancel(t.Context())
		pattern.ConsumeAll(stalled(ctx), func(n int) {
			tr.note("got %d", n)
			cancel()
		})
		tr.note("end")
		tr.want(t, `
			0s got 1
			0s got 2
			5s end
		`)
	})
}

// Waiting on ctx stops at once, and leaves a value behind.
func TestConsumeStopsAtOnce(t *testing.T) {
	for range 20 { // as select would choose by chance
		synctest.Test(t, func(t *testing.T) {
			tr := newTrace()
			ctx, cancel := context.WithCancel(t.Context())
			results := stalled(ctx)
			err := pattern.Consume(ctx, results, func(n int) {
				tr.note("got %d", n)
				cancel()
			})
			tr.note("end: %v, %d left", err, len(results))
			time.Sleep(time.Minute) // the stage leaves
			tr.want(t, `
				0s end: context canceled, 1 left
				0s got 1
			`)
		})
	}
}

func TestConsumeToTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		err := pattern.Consume(t.Context(), every(time.Second, 1, 2),
			func(n int) { tr.note("got %d", n) })
		tr.note("end: %v", err)
		tr.want(t, `
			1s got 1
			2s end: <nil>
			2s got 2
		`)
	})
}

// A channel that never closes holds up ConsumeAll for ever, but not Consume.
func TestConsumeWhatNeverCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		open := make(chan int)
		go func() {
			pattern.ConsumeAll(open, func(int) {})
			tr.note("all consumed")
		}()
		err := pattern.Consume(ctx, open, func(int) {})
		tr.note("end: %v", err)
		time.Sleep(time.Hour)
		tr.note("closing")
		close(open)
		synctest.Wait()
		tr.want(t, `
			1s end: context deadline exceeded
			1h0m1s all consumed
			1h0m1s closing
		`)
	})
}

// A stage that closes because ctx has ended does not look like the end of the
// data.
func TestConsumeTellsAnEndFromTheEnd(t *testing.T) {
	for range 100 {
		ctx, cancel := context.WithCancel(t.Context())
		numbers := pattern.Generate(ctx, 0, count)
		err := pattern.Consume(ctx, numbers, func(n int) {
			if n == 3 {
				go cancel()
			}
		})
		if err != context.Canceled {
			t.Errorf("Consume: %v", err)
		}
		for range numbers { // until the stage has left
		}
	}
}

func TestPipelineRefusesNonsense(t *testing.T) {
	ctx, none := t.Context(), iter.Seq[int](nil)
	for name, f := range map[string]func(){
		"negative buffer":     func() { pattern.Generate(ctx, -1, count) },
		"no values":           func() { pattern.Generate(ctx, 0, none) },
		"no room for results": func() { pattern.Process(ctx, given(), -1, same) },
		"no work":             func() { pattern.Process[int, int](ctx, given(), 0, nil) },
		"no use":              func() { pattern.ConsumeAll(given(), nil) },
		"no use with ctx":     func() { _ = pattern.Consume(ctx, given(), nil) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
}
