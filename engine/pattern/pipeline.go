package pattern

import (
	"context"
	"iter"
)

// A pipeline is a chain of stages with channels between:
//
//	Generate --> Process --> Process --> ConsumeAll
//
// Each stage closes its channel when it has sent its last
// value, which ends the next stage. That is how the end of
// the data travels down. When ctx ends, all stages leave.

// Generate starts a stage that sends the values, and
// returns its channel, with room for buffer values. The
// channel closes after the last value, or soon after ctx
// ends. A reader that stops before must end ctx, or else
// the stage's goroutine stays. A loop in values that blocks
// must watch ctx itself. Generate panics when buffer is
// negative or values is nil.
func Generate[T any](
	ctx context.Context, buffer int, values iter.Seq[T],
) <-chan T {
	if values == nil {
		panic("pattern: values is nil")
	}
	checkBuffer(buffer)
	generated := make(chan T, buffer)
	go generate(ctx, values, generated)
	return generated
}

func generate[T any](
	ctx context.Context, values iter.Seq[T], out chan<- T,
) {
	defer close(out) // the sender closes, nobody else
	for v := range values {
		select {
		case out <- v:
		case <-ctx.Done():
			return
		}
	}
}

// Process starts a stage that calls work for one value of
// in after the other and sends the results in that order.
// Its channel has room for buffer results.
//
// The channel closes when in has closed and all is sent, or
// when ctx ends, as soon as work returns: work should watch
// its ctx and hurry then. A result that comes after the end
// of ctx is dropped, as it may be half-done. A reader that
// stops before must end ctx. Process panics when buffer is
// negative or work is nil. A nil in never closes.
func Process[In, Out any](
	ctx context.Context, in <-chan In, buffer int,
	work func(context.Context, In) Out,
) <-chan Out {
	if work == nil {
		panic("pattern: work is nil")
	}
	checkBuffer(buffer)
	processed := make(chan Out, buffer)
	go process(ctx, in, processed, work)
	return processed
}

func process[In, Out any](
	ctx context.Context, in <-chan In, out chan<- Out,
	work func(context.Context, In) Out,
) {
	defer close(out)
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

func checkBuffer(buffer int) {
	if buffer < 0 {
		panic("pattern: buffer is negative")
	}
}
