package pattern_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// every sends the values, one at the end of each period, and closes.
func every(period time.Duration, values ...int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for _, v := range values {
			time.Sleep(period)
			out <- v
		}
	}()
	return out
}

func TestMergeClosesWhenAllInputsHave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		noteAll(tr, pattern.Merge(t.Context(),
			every(2*time.Second, 1, 2),
			nil, // left out
			every(3*time.Second, 10, 20, 30),
			given(),
		))
		tr.want(t, `
			2s got 1
			3s got 10
			4s got 2
			6s got 20
			9s closed
			9s got 30
		`)
	})
}

func TestMergeOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		noteAll(tr, pattern.Merge[int](t.Context()))
		noteAll(tr, pattern.Merge[int](t.Context(), nil, nil))
		tr.want(t, `
			0s closed
			0s closed
		`)
	})
}

// All values come once, and those of one input in their order.
func TestMergeLosesNothing(t *testing.T) {
	const inputs, values = 5, 400
	var ins []<-chan int
	for i := range inputs {
		var mine []int
		for v := range values {
			mine = append(mine, v*inputs+i)
		}
		ins = append(ins, given(mine...))
	}
	var next [inputs]int
	for v := range pattern.Merge(t.Context(), ins...) {
		if i := v % inputs; v/inputs != next[i] {
			t.Fatalf("input %d: got no. %d, want %d", i, v/inputs, next[i])
		}
		next[v%inputs]++
	}
	if slices.Min(next[:]) != values {
		t.Errorf("got %v of %d each", next, values)
	}
}

func TestMergeOfOneChannelTwice(t *testing.T) {
	in, sum := given(1, 2, 3, 4), 0
	for v := range pattern.Merge(t.Context(), in, in) {
		sum += v
	}
	if sum != 10 {
		t.Errorf("the sum is %d, want 10", sum)
	}
}

// Of each input one value is taken while nobody reads. When ctx ends, the
// goroutines leave, whether they wait for a reader or for an input.
func TestMergeWithoutReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		full, silent := given(1, 2, 3), make(chan int)
		merged := pattern.Merge(ctx, full, silent)
		time.Sleep(2 * time.Second)
		tr.note("%d left", len(full))
		noteAll(tr, merged)
		tr.want(t, `
			2s 2 left
			2s closed
		`)
	})
}

// While somebody reads, the end of ctx is enough to close the output of inputs
// that never close.
func TestMergeOfEndlessInputs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		noteAll(tr, pattern.Merge(ctx, make(chan int), make(chan int)))
		tr.want(t, `1s closed`)
	})
}
