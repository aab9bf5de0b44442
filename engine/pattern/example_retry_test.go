package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sluice/engine/pattern"
)

// The server says when it is worth coming back.
func ExampleRetryAfter() {
	retry := pattern.Retry{
		MaxAttempts: 2,
		Base:        time.Millisecond,
		Notify: func(_ int, delay time.Duration, err error) {
			fmt.Printf("%v; next in %v\n", err, delay)
		},
	}
	tries := 0
	err := retry.Do(context.Background(), func(context.Context) error {
		if tries++; tries == 1 {
			busy := errors.New("429 Too Many Requests")
			return pattern.RetryAfter(busy, 5*time.Millisecond)
		}
		return nil
	})
	fmt.Println(err)
	// Output:
	// 429 Too Many Requests; next in 5ms
	// <nil>
}

// Everything fails. Without a budget, 30 calls would make 90 attempts.
func ExampleRetryBudget() {
	retry := pattern.Retry{
		MaxAttempts: 3,
		Budget:      pattern.NewRetryBudget(0.1, 5),
	}
	attempts := 0
	var last error
	for range 30 {
		last = retry.Do(context.Background(), func(context.Context) error {
			attempts++
			return errors.New("down")
		})
	}
	fmt.Println(attempts)
	fmt.Println(last, errors.Is(last, pattern.ErrBudget))
	// Output:
	// 37
	// retry budget is empty: down true
}

func ExampleBreaker() {
	breaker := pattern.NewBreaker(2, time.Hour)
	breaker.OnChange = func(s pattern.BreakerState) {
		fmt.Println("the breaker is", s)
	}
	for range 4 {
		err := breaker.Do(context.Background(), func(context.Context) error {
			return errors.New("timed out")
		})
		fmt.Println(err)
	}
	// Output:
	// timed out
	// the breaker is open
	// timed out
	// circuit breaker is open
	// circuit breaker is open
}

// A service stops its attempts while what it calls is down.
func ExampleService_SetBreaker() {
	service := pattern.NewService(
		pattern.NewTokenBucket(10, 1),
		pattern.NewDistributor(1, 10),
		pattern.Retry{MaxAttempts: 2},
	)
	service.SetBreaker(pattern.NewBreaker(1, time.Hour))
	service.Submit(&greeting{name: "Ada", ill: true})
	service.Shutdown(context.Background())
	// Output:
	// Ada: attempt 1: hoarse; next in 0s
	// Ada is done: attempts used up (2): circuit breaker is open
}
