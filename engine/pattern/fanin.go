package pattern

import (
	"context"
	"sync"
)

// Merge brings several channels together (fan-in):
//
//	a --> forward --.
//	b --> forward --+--> merged
//	c --> forward --'
//
// The values of one input keep their order. Those of
// different inputs come as they come.
//
// It starts a goroutine per input, and one that closes the
// merged channel: when all inputs have closed and all is
// sent, or when ctx ends. A reader that stops before must
// end ctx, or else the goroutines stay. A value that one
// of them holds when ctx ends is lost.
//
// A nil input is left out, as it would never close. Without
// inputs, the merged channel closes soon.
func Merge[T any](
	ctx context.Context, inputs ...<-chan T,
) <-chan T {
	merged := make(chan T)
	var senders sync.WaitGroup
	for _, in := range inputs {
		if in != nil {
			senders.Add(1) // before go, or Wait may miss it
			go forward(ctx, in, merged, &senders)
		}
	}
	go closeAfter(&senders, merged)
	return merged
}

// forward sends what it receives.
func forward[T any](
	ctx context.Context, in <-chan T, out chan<- T,
	senders *sync.WaitGroup,
) {
	defer senders.Done()
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			select {
			case out <- v:
			case <-ctx.Done(): // the reader has left
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// closeAfter closes out when the last of its senders has
// left. None of them could: for another, a send on the
// closed channel would panic.
func closeAfter[T any](
	senders *sync.WaitGroup, out chan<- T,
) {
	senders.Wait()
	close(out)
}
