package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sluice/engine/pattern"
)

func ExampleTokenBucket() {
	bucket := pattern.NewTokenBucket(2, 1) // bursts of 2, 1 a second
	for range 3 {
		fmt.Println(bucket.Allow())
	}
	bucket.SetRate(1000)
	fmt.Println(bucket.Wait(context.Background()))
	// Output:
	// true
	// true
	// false
	// <nil>
}

func ExampleDistributor() {
	pool := pattern.NewDistributor(1, 2)
	for i := range 2 {
		err := pool.Submit(pattern.JobFunc(func(context.Context) {
			fmt.Println("job", i)
		}))
		if err != nil {
			fmt.Println(err)
		}
	}
	pool.Shutdown(context.Background()) // drains, then waits

	fmt.Println(pool.Submit(nil))
	// Output:
	// job 0
	// job 1
	// shut down
}

func ExampleRetry() {
	retry := pattern.Retry{
		MaxAttempts: 4,
		Base:        time.Millisecond,
		Cap:         3 * time.Millisecond,
		Notify: func(attempt int, delay time.Duration, err error) {
			fmt.Printf("attempt %d: %v; next in %v\n", attempt, err, delay)
		},
	}
	busy := errors.New("database is busy")
	err := retry.Do(context.Background(), func(context.Context) error {
		return busy
	})
	fmt.Println(err)
	fmt.Println(errors.Is(err, busy), errors.Is(err, pattern.ErrAttempts))
	// Output:
	// attempt 1: database is busy; next in 1ms
	// attempt 2: database is busy; next in 2ms
	// attempt 3: database is busy; next in 3ms
	// attempts used up (4): database is busy
	// true true
}

// greeting is a Task that fails once.
type greeting struct {
	name string
	ill  bool
}

func (g *greeting) Attempt(context.Context) error {
	if g.ill {
		g.ill = false
		return errors.New("hoarse")
	}
	fmt.Println("hello,", g.name)
	return nil
}

func (g *greeting) Backoff(n int, d time.Duration, err error) {
	fmt.Printf("%s: attempt %d: %v; next in %v\n", g.name, n, err, d)
}

func (g *greeting) Done(err error) {
	fmt.Printf("%s is done: %v\n", g.name, err)
}

func ExampleService() {
	service := pattern.NewService(
		pattern.NewTokenBucket(2, 0.001),
		pattern.NewDistributor(1, 10),
		pattern.Retry{MaxAttempts: 3, Base: time.Millisecond},
	)
	for _, task := range []*greeting{
		{name: "Ada", ill: true}, {name: "Bob"}, {name: "Cid"},
	} {
		if err := service.Submit(task); err != nil {
			defer fmt.Printf("%s: %v\n", task.name, err)
		}
	}
	service.Shutdown(context.Background())
	// Output:
	// Ada: attempt 1: hoarse; next in 1ms
	// hello, Ada
	// Ada is done: <nil>
	// hello, Bob
	// Bob is done: <nil>
	// Cid: no token
}
