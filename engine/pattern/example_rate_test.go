package pattern_test

import (
	"context"
	"fmt"
	"time"

	"sluice/engine/pattern"
)

func ExampleTokenBucket_AllowN() {
	bucket := pattern.NewTokenBucket(10, 0.001)
	fmt.Println(bucket.AllowN(8)) // a heavy job
	fmt.Println(bucket.AllowN(8))
	fmt.Println(bucket.AllowN(2))
	// Output:
	// true
	// false
	// true
}

func ExampleTokenBucket_Reserve() {
	bucket := pattern.NewTokenBucket(1, 1.0/3600) // one an hour
	bucket.Allow()
	r, err := bucket.Reserve(1)
	if err != nil {
		fmt.Println(err) // it would never come
		return
	}
	fmt.Println("in", r.Delay().Round(time.Minute))
	fmt.Println("too long, given back:", r.Cancel())
	// Output:
	// in 1h0m0s
	// too long, given back: true
}

func ExampleChannelBucket() {
	bucket := pattern.NewChannelBucket(2, 1000)
	defer bucket.Close()
	for range 5 { // 2 at once, 3 as they drip in
		if err := bucket.Wait(context.Background()); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println("5 tokens")
	// Output:
	// 5 tokens
}

func ExampleLeakyBucket() {
	bucket := pattern.NewLeakyBucket[string](2, 1000)
	for _, job := range []string{"a", "b", "c"} {
		if err := bucket.Offer(job); err != nil {
			fmt.Println(job, "refused:", err)
		}
	}
	go bucket.Shutdown(context.Background())
	for job := range bucket.Out() { // a millisecond apart
		fmt.Println(job)
	}
	// Output:
	// c refused: queue is full
	// a
	// b
}

func ExampleLeakyMeter() {
	meter := pattern.NewLeakyMeter(2, 0.001)
	for range 3 {
		fmt.Println(meter.Allow())
	}
	// Output:
	// true
	// true
	// false
}
