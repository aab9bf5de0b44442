package pattern

import (
	"context"
	"errors"
	"time"
)

// ErrTimeout says that nothing came in time.
var ErrTimeout = errors.New("timed out")

// ErrClosed says that nothing more will come.
var ErrClosed = errors.New("closed")

// RecvAfter receives from in. It blocks for d at most, then
// returns ErrTimeout; when in is closed and empty it
// returns ErrClosed. If a value and the timeout come at the
// same instant, chance decides, and a value that loses
// stays in the channel.
//
// It is the timeout to write first. In a hot loop it costs:
// each round makes a timer and its channel. Before Go 1.23
// both even stayed in memory until d was over, however soon
// the value came; now they can be collected at once.
func RecvAfter[T any](
	in <-chan T, d time.Duration,
) (T, error) {
	select {
	case v, open := <-in:
		return received(v, open)
	case <-time.After(d):
		var none T
		return none, ErrTimeout
	}
}

// Receiver receives with a timeout many times and makes one
// timer for all of them. It belongs to one goroutine at a
// time, and starts none.
type Receiver[T any] struct {
	in      <-chan T
	timeout time.Duration // of each round
	timer   *time.Timer   // runs only in Recv
}

// NewReceiver returns a Receiver from in with a timeout for
// each round.
func NewReceiver[T any](
	in <-chan T, timeout time.Duration,
) *Receiver[T] {
	timer := time.NewTimer(timeout)
	timer.Stop()
	return &Receiver[T]{in, timeout, timer}
}

// Recv is RecvAfter with the Receiver's timeout, which
// starts anew with each round. So it bounds each silence
// and not the whole: a value now and then keeps a loop of
// Recv going for ever. To bound the whole use RecvContext.
//
// Since Go 1.23 no tick from before is received after Reset
// or Stop. Before that, a timer that had fired had to be
// emptied first: if !timer.Stop() { <-timer.C }.
func (r *Receiver[T]) Recv() (T, error) {
	r.timer.Reset(r.timeout)
	defer r.timer.Stop()
	select {
	case v, open := <-r.in:
		return received(v, open)
	case <-r.timer.C:
		var none T
		return none, ErrTimeout
	}
}

// RecvContext receives from in. It blocks until ctx ends,
// then returns ctx's error; when in is closed and empty it
// returns ErrClosed. When ctx has ended before, it receives
// nothing. One ctx can bound many rounds, and whatever else
// is called for the same request:
//
//	ctx, cancel := context.WithTimeout(ctx, time.Second)
//	defer cancel() // or the timer runs on for nothing
//	for {
//		v, err := RecvContext(ctx, in) // 1s for them all
//		...
//	}
func RecvContext[T any](
	ctx context.Context, in <-chan T,
) (T, error) {
	var none T
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	select {
	case v, open := <-in:
		return received(v, open)
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// received makes an error of a closed channel.
func received[T any](v T, open bool) (T, error) {
	if !open {
		return v, ErrClosed
	}
	return v, nil
}
