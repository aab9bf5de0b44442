package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"sluice/engine/pattern"
)

// double takes its time, but no longer than ctx lasts.
func double(ctx context.Context, n int) int {
	select {
	case <-time.After(10 * time.Millisecond):
	case <-ctx.Done(): // the result will be dropped
	}
	return 2 * n
}

func ExampleProcess() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	numbers := pattern.Generate(ctx, 0, slices.Values([]int{1, 2, 3}))
	doubled := pattern.Process(ctx, numbers, 0, double)
	again := pattern.Process(ctx, doubled, 0, double)
	pattern.ConsumeAll(again, func(n int) { fmt.Println(n) })
	// Output:
	// 4
	// 8
	// 12
}

// A source that never closes its channel does not hold up Consume.
func ExampleConsume() {
	readings := make(chan float64, 2)
	readings <- 20.5
	readings <- 21

	ctx, cancel := context.WithTimeout(
		context.Background(), 20*time.Millisecond)
	defer cancel()
	err := pattern.Consume(ctx, readings, func(celsius float64) {
		fmt.Println(celsius)
	})
	fmt.Println(err)
	// Output:
	// 20.5
	// 21
	// context deadline exceeded
}

func ExampleFirstError() {
	err := pattern.FirstError(context.Background(),
		func(ctx context.Context) error {
			<-ctx.Done() // the other's error ends it
			return ctx.Err()
		},
		func(context.Context) error { return errors.New("no such user") },
	)
	fmt.Println(err)
	// Output: no such user
}

func ExampleAllErrors() {
	err := pattern.AllErrors(context.Background(),
		func(context.Context) error {
			time.Sleep(20 * time.Millisecond)
			return errors.New("age is negative")
		},
		func(context.Context) error { return nil },
		func(context.Context) error { return errors.New("name is empty") },
	)
	fmt.Println(err) // in the order in which they came
	// Output:
	// name is empty
	// age is negative
}

// The reader may leave after the first error: no task hangs.
func ExampleErrors() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel() // no more is needed of the others

	refuse := func(context.Context) error { return errors.New("refused") }
	fmt.Println(<-pattern.Errors(ctx, refuse, refuse, refuse))
	// Output: refused
}
