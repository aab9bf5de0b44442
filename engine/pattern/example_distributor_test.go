package pattern_test

import (
	"context"
	"fmt"

	"sluice/engine/pattern"
)

// letter is a job that is worth saving.
type letter struct{ to string }

func (l *letter) Do(ctx context.Context) {
	<-ctx.Done() // the post office is slow today
	fmt.Println("not delivered:", l.to)
}

// What Shutdown hands back can be saved for the next start.
func ExampleDistributor_Shutdown() {
	started := make(chan struct{})
	pool := pattern.NewDistributor(1, 10)
	pool.Submit(pattern.JobFunc(func(ctx context.Context) {
		close(started)
		(&letter{"Ada"}).Do(ctx)
	}))
	<-started
	pool.Submit(&letter{"Bob"})
	pool.Submit(&letter{"Cid"})

	ctx, cancel := context.WithCancel(context.Background())
	cancel() // no time to wait
	left, err := pool.Shutdown(ctx)
	fmt.Println(err)
	for _, job := range left {
		fmt.Println("saved:", job.(*letter).to)
	}
	// Output:
	// not delivered: Ada
	// context canceled
	// saved: Bob
	// saved: Cid
}

// All that can be said for it is that it is short.
func ExampleNaiveDistributor() {
	naive := pattern.NewNaiveDistributor()
	naive.Submit(pattern.JobFunc(func(context.Context) {
		fmt.Println("hello")
	}))
	<-naive.Results() // or else a goroutine leaks
	naive.Close()

	defer func() { fmt.Println(recover()) }()
	naive.Submit(nil)
	// Output:
	// hello
	// send on closed channel
}
