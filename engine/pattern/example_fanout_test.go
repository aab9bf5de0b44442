package pattern_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sluice/engine/pattern"
)

func ExampleFanOut() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel() // also when the loop below is left early

	sites := slices.Values([]string{"slow.example", "fast.example"})
	in := pattern.Generate(ctx, 0, sites)
	for greeting := range pattern.FanOut(ctx, in, 2, fetch) {
		fmt.Println(greeting)
	}
	// Output:
	// hello from fast.example
	// hello from slow.example
}

func ExampleFanOutOrdered() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	sites := slices.Values([]string{"slow.example", "fast.example"})
	in := pattern.Generate(ctx, 0, sites)
	for greeting := range pattern.FanOutOrdered(ctx, in, 2, fetch) {
		fmt.Println(greeting)
	}
	// Output:
	// hello from slow.example
	// hello from fast.example
}

// fetch pretends that one site is slow.
func fetch(ctx context.Context, site string) string {
	takes := time.Millisecond
	if site == "slow.example" {
		takes = 50 * time.Millisecond
	}
	select {
	case <-time.After(takes):
	case <-ctx.Done(): // the result will be dropped
	}
	return "hello from " + site
}

func ExampleMerge() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	odd := pattern.Generate(ctx, 0, slices.Values([]int{1, 3, 5}))
	even := pattern.Generate(ctx, 0, slices.Values([]int{2, 4, 6}))
	for n := range pattern.Merge(ctx, odd, even) {
		fmt.Println(n)
	}
	// Unordered output:
	// 1
	// 2
	// 3
	// 4
	// 5
	// 6
}
