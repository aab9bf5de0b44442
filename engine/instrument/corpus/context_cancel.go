package corpus

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

type keyOf string

// Cancelling a context ends its whole tree below, with a cause, once.
func init() {
	register("context-cancel", func() {
		root, stop := context.WithCancelCause(context.WithValue(context.Background(), keyOf("k"), "value"))
		left, cancelLeft := context.WithCancel(root)
		leaf, cancelLeaf := context.WithCancel(left)
		right, cancelRight := context.WithCancel(root)
		kept := context.WithoutCancel(right)
		defer cancelLeaf()
		defer cancelRight()

		var wg sync.WaitGroup
		results := make([]error, 3)
		for i, ctx := range []context.Context{root, leaf, right} {
			wg.Go(func() {
				<-ctx.Done()
				results[i] = ctx.Err()
			})
		}
		cancelLeft()
		cancelLeft()
		fmt.Println(root.Err(), left.Err(), right.Err())
		<-leaf.Done()

		cleaned := make(chan bool)
		context.AfterFunc(right, func() { close(cleaned) })
		notNow := context.AfterFunc(right, func() { fmt.Println("never") })
		fmt.Println(notNow(), notNow())
		stop(errors.New("enough"))
		wg.Wait()
		<-cleaned
		fmt.Println(results)
		fmt.Println(context.Cause(root), context.Cause(leaf), context.Cause(right), kept.Err())
		fmt.Println(leaf.Value(keyOf("k")), kept.Value(keyOf("k")), leaf.Value(keyOf("none")))

		late, cancel := context.WithCancel(right)
		defer cancel()
		fmt.Println(late.Err(), errors.Is(late.Err(), context.Canceled))
		select {
		case <-late.Done():
			fmt.Println("done at once")
		default:
			fmt.Println("never")
		}
	})
}
