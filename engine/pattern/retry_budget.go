package pattern

import (
	"errors"
	"math"
	"sync/atomic"
)

// ErrBudget says that a failure was not retried because too
// many others were. It wraps the attempt's error.
var ErrBudget = errors.New("retry budget is empty")

// RetryBudget bounds the retries of all who share it to a
// share of their calls. Backoff alone does not: when every
// call fails, four attempts each are four times the load,
// on a service that is down already. The idea is that of
// Finagle's RetryBudget and of retry throttling in gRPC.
//
// It is a token bucket that calls fill instead of time:
// each first attempt pays in a part of a token, each retry
// takes a whole one out.
type RetryBudget struct {
	ratio  int64 // in millionths of a token, as all here
	burst  int64
	tokens atomic.Int64
}

const token = 1e6 // whole numbers add up without rounding

// NewRetryBudget allows ratio retries per call in the long
// run: at 0.1 there is one retry to ten calls. It starts
// with burst tokens and holds no more, so that a few
// failures in a row are retried in any case; at 0 nothing
// is. It panics when ratio is not from 0 to 1, or burst is
// negative.
func NewRetryBudget(ratio float64, burst int) *RetryBudget {
	if !(ratio >= 0 && ratio <= 1) {
		panic("pattern: ratio is not from 0 to 1")
	}
	if burst < 0 {
		panic("pattern: burst is negative")
	}
	b := &RetryBudget{
		ratio: int64(math.Round(ratio * token)),
		burst: min(int64(burst), 1<<40) * token,
	}
	b.tokens.Store(b.burst)
	return b
}

// Deposit pays in for one call. It never blocks. Retry does
// it at each first attempt.
func (b *RetryBudget) Deposit() { b.add(b.ratio) }

// Withdraw takes a token out for a retry if there is one.
// It never blocks. Retry does it before each retry.
func (b *RetryBudget) Withdraw() bool {
	return b.add(-token)
}

// add changes the level unless it would fall below zero. It
// looks, and tries again if another was quicker: that takes
// no lock.
func (b *RetryBudget) add(change int64) bool {
	for {
		old := b.tokens.Load()
		level := min(old+change, b.burst)
		if level < 0 {
			return false
		}
		if b.tokens.CompareAndSwap(old, level) {
			return true
		}
	}
}

// Tokens is the present level, fractions included.
func (b *RetryBudget) Tokens() float64 {
	return float64(b.tokens.Load()) / token
}
