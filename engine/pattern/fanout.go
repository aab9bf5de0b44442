package pattern

import (
	"context"
	"sync"
)

// FanOut shares the values of one channel among workers:
//
//	      .--> worker --.
//	in ---+--> worker --+---> results
//	      '--> worker --'
//
// Each value goes to one worker, whichever is free. So the
// results come in the order in which they are ready, which
// is not that of in; FanOutOrdered keeps the order. At most
// as many values are in flight as there are workers.
//
// FanOut starts the workers, and a goroutine that closes
// the results: when in has closed and all is sent, or when
// ctx ends, as soon as no work is running. So work should
// watch its ctx. A result that comes after the end of ctx
// is dropped, as it may be half-done. A reader that stops
// before must end ctx, or else the goroutines stay.
//
// FanOut panics when workers is below 1 or work is nil. A
// panic in work is not caught. A nil in never closes.
func FanOut[In, Out any](
	ctx context.Context, in <-chan In, workers int,
	work func(context.Context, In) Out,
) <-chan Out {
	checkWork(workers, work)
	results := make(chan Out)
	var senders sync.WaitGroup
	senders.Add(workers)
	for range workers {
		go worker(ctx, in, results, work, &senders)
	}
	go closeAfter(&senders, results)
	return results
}

// worker does one value after the other. That all workers
// receive from the same channel is what shares them out.
func worker[In, Out any](
	ctx context.Context, in <-chan In, out chan<- Out,
	work func(context.Context, In) Out,
	senders *sync.WaitGroup,
) {
	defer senders.Done()
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			result := work(ctx, v)
			if ctx.Err() != nil {
				return // the result may be half-done
			}
			select {
			case out <- result:
			case <-ctx.Done(): // the reader has left
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

func checkWork[In, Out any](
	workers int, work func(context.Context, In) Out,
) {
	if workers < 1 {
		panic("pattern: number of workers is below 1")
	}
	if work == nil {
		panic("pattern: work is nil")
	}
}
