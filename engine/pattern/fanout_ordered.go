package pattern

import "context"

// FanOutOrdered is FanOut with the results in the order of
// in. It deals the values out like cards, each lane a
// worker, and collects the results in the same turn:
//
//	       .--> lane 0 --.
//	deal --+--> lane 1 --+--> collect
//	       '--> lane 2 --'
//
// At most workers + 2 values are in flight: one in each
// lane, and one each in the hands of deal and of collect.
// This bounds the look-ahead, and is the price of order: a
// slow value holds up those behind it, and when they are
// all done, the other workers stand still.
//
// What ends it, what is dropped and what panics is as for
// FanOut.
func FanOutOrdered[In, Out any](
	ctx context.Context, in <-chan In, workers int,
	work func(context.Context, In) Out,
) <-chan Out {
	checkWork(workers, work)
	ordered := make(chan Out)
	todo := make([]chan In, workers)
	done := make([]<-chan Out, workers)
	for i := range workers {
		lane := make(chan In)
		todo[i] = lane
		done[i] = Process(ctx, lane, 0, work)
	}
	go deal(ctx, in, todo)
	go collect(ctx, done, ordered)
	return ordered
}

// deal gives each lane a value in turn. At the end it
// closes them all.
func deal[T any](
	ctx context.Context, in <-chan T, todo []chan T,
) {
	defer func() {
		for _, lane := range todo {
			close(lane)
		}
	}()
	for turn := 0; ; turn = (turn + 1) % len(todo) {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			select {
			case todo[turn] <- v:
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// collect takes a result from each lane in turn. The lanes
// watch ctx and close, so it need not.
func collect[T any](
	ctx context.Context, done []<-chan T, out chan<- T,
) {
	defer close(out)
	defer drain(done) // until no work is running
	for turn := 0; ; turn = (turn + 1) % len(done) {
		v, ok := <-done[turn]
		if !ok {
			return // the lanes after it have nothing either
		}
		select {
		case out <- v:
		case <-ctx.Done(): // the reader has left
			return
		}
	}
}

// drain receives until all channels are closed.
func drain[T any](channels []<-chan T) {
	for _, c := range channels {
		for range c {
		}
	}
}
