package corpus

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Deadlines end contexts by themselves, the earlier one first.
func init() {
	register("context-time", func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Millisecond)
		defer cancel()
		inner, cancelInner := context.WithDeadline(ctx, time.Now().Add(time.Hour))
		defer cancelInner()
		a, _ := ctx.Deadline()
		b, _ := inner.Deadline()
		fmt.Println(a.Equal(b))
		select {
		case <-inner.Done():
			fmt.Println(inner.Err(), errors.Is(ctx.Err(), context.DeadlineExceeded))
		case <-time.After(10 * time.Second):
			fmt.Println("never")
		}

		slow := errors.New("too slow")
		ctx, cancel = context.WithTimeoutCause(context.Background(), time.Millisecond, slow)
		defer cancel()
		<-ctx.Done()
		fmt.Println(ctx.Err(), context.Cause(ctx))

		ctx, cancel = context.WithDeadlineCause(context.Background(), time.Now().Add(-time.Second), slow)
		defer cancel()
		fmt.Println(ctx.Err(), context.Cause(ctx))

		ctx, cancel = context.WithTimeout(context.Background(), time.Hour)
		worked := work(ctx)
		cancel()
		fmt.Println(<-worked)
	})
}

func work(ctx context.Context) <-chan error {
	result := make(chan error)
	go func() {
		for {
			select {
			case <-ctx.Done():
				result <- fmt.Errorf("work: %w", ctx.Err())
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	return result
}
