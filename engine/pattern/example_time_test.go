package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"sluice/engine/pattern"
)

func ExampleRecvAfter() {
	answers := make(chan string, 1)
	fmt.Println(pattern.RecvAfter(answers, time.Millisecond))
	answers <- "42"
	fmt.Println(pattern.RecvAfter(answers, time.Minute))
	close(answers)
	fmt.Println(pattern.RecvAfter(answers, time.Minute))
	// Output:
	//  timed out
	// 42 <nil>
	//  closed
}

func ExampleReceiver() {
	lines := make(chan string, 2)
	lines <- "one"
	lines <- "two"
	close(lines)
	r := pattern.NewReceiver(lines, time.Minute) // for each line
	for {
		line, err := r.Recv()
		if errors.Is(err, pattern.ErrTimeout) {
			fmt.Println("a minute of silence")
			return
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(line)
	}
	// Output:
	// one
	// two
	// closed
}

func ExampleRecvContext() {
	ctx, cancel := context.WithTimeout(
		context.Background(), time.Millisecond)
	defer cancel()
	_, err := pattern.RecvContext(ctx, make(chan int))
	fmt.Println(err)
	// Output:
	// context deadline exceeded
}

func ExampleCrew() {
	jobs := make(chan int) // is never closed
	var sum atomic.Int64
	crew := pattern.NewCrew(3, jobs, func(n int) { sum.Add(int64(n)) })
	for n := range 10 {
		jobs <- n
	}
	err := crew.QuitOne(context.Background()) // one leaves
	fmt.Println("one told:", err)
	crew.Quit() // the others leave
	crew.Wait()
	fmt.Println("sum:", sum.Load())
	// Output:
	// one told: <nil>
	// sum: 45
}

// Five workers, room for 100 jobs, 1,000 jobs: the producer is slowed down,
// and none is lost.
func ExampleBuffer() {
	ctx := context.Background()
	jobs := pattern.NewBuffer[int](100, pattern.Block)
	var processed atomic.Int64
	var workers sync.WaitGroup
	for range 5 {
		workers.Go(func() {
			for {
				if _, err := jobs.Take(ctx); err != nil {
					return // closed and empty
				}
				processed.Add(1)
			}
		})
	}
	for i := range 1000 {
		jobs.Put(ctx, i) // blocks while 100 are queued
	}
	jobs.Close()
	workers.Wait()
	fmt.Println(processed.Load(), "processed")
	// Output:
	// 1000 processed
}

// A display needs the newest reading, not all of them.
func ExampleBuffer_dropOldest() {
	ctx := context.Background()
	readings := pattern.NewBuffer[int](2, pattern.DropOldest)
	readings.OnDrop = func(reading int, reason error) {
		fmt.Println("dropped", reading, "as", reason)
	}
	for i := range 4 {
		readings.Put(ctx, i)
	}
	fmt.Println(readings.Take(ctx))
	fmt.Println(readings.Take(ctx))
	// Output:
	// dropped 0 as queue is full
	// dropped 1 as queue is full
	// 2 <nil>
	// 3 <nil>
}

// Whoever asked for the first page has gone when a worker gets to it.
func ExampleBuffer_PutUntil() {
	ctx := context.Background()
	pages := pattern.NewBuffer[string](10, pattern.Block)
	pages.OnDrop = func(page string, reason error) {
		fmt.Println(page+":", reason)
	}
	now := time.Now()
	pages.PutUntil(ctx, "first", now.Add(-time.Second))
	pages.PutUntil(ctx, "second", now.Add(time.Minute))
	fmt.Println(pages.Take(ctx))
	// Output:
	// first: deadline has passed
	// second <nil>
}
