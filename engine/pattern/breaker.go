package pattern

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrOpen says that the breaker let no call through.
var ErrOpen = errors.New("circuit breaker is open")

// Breaker stops calling what fails all the time: that gives
// it time to recover, and the callers an answer at once
// instead of a timeout. The pattern is from Michael Nygard,
// "Release It!", 2007.
//
//	closed ----failures in a row---> open
//	closed <---success--- half-open <---cooldown--- open
//	                      half-open ----failure---> open
//
// It counts failures in a row and not their share in a
// window of time: that needs no clock while it is closed,
// and no least number of calls. What fails now and then is
// for Retry; a breaker is for what is down.
type Breaker struct {
	// OnChange, if set, is told of each new state while the
	// breaker is locked: it must not use it. Set it before
	// the first call.
	OnChange func(BreakerState)

	threshold int           // failures in a row
	cooldown  time.Duration // from open to half-open

	mu       sync.Mutex
	state    BreakerState
	failures int       // in a row, while closed
	retryAt  time.Time // while open
	changes  Ticket
}

// Ticket stands for one call that was let through. It tells
// between which two changes of state the call began.
type Ticket uint64

// NewBreaker returns a closed breaker. It opens after
// threshold failures in a row, and lets a probe through
// when it has been open for the cooldown. It panics when
// threshold is not positive or cooldown is negative.
func NewBreaker(
	threshold int, cooldown time.Duration,
) *Breaker {
	if threshold < 1 {
		panic("pattern: threshold is not positive")
	}
	if cooldown < 0 {
		panic("pattern: cooldown is negative")
	}
	return &Breaker{
		threshold: threshold,
		cooldown:  cooldown,
	}
}

// Do calls fn unless the breaker is open: then it returns
// ErrOpen at once. Otherwise it records and returns fn's
// error. An fn that panics has failed. When ctx has ended,
// Do returns its error and calls nothing.
func (b *Breaker) Do(
	ctx context.Context, fn func(context.Context) error,
) (err error) {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	ticket, err := b.Allow()
	if err != nil {
		return err
	}
	defer func() { b.Record(ticket, err) }()
	err = ErrPanic // unless fn returns
	err = fn(ctx)
	return err
}

// Allow lets a call through, or returns ErrOpen. It never
// blocks. Each call that it lets through must be followed
// by one Record with its ticket, or a half-open breaker
// waits for its probe for ever.
func (b *Breaker) Allow() (Ticket, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch b.state {
	case BreakerHalfOpen: // its probe is under way
		return 0, ErrOpen
	case BreakerOpen:
		if time.Now().Before(b.retryAt) {
			return 0, ErrOpen
		}
		b.change(BreakerHalfOpen) // and this is the probe
	}
	return b.changes, nil
}

// Record tells how a call ended: err is nil if it
// succeeded. A call that began before the last change of
// state says nothing about the present one and is ignored.
// context.Canceled is no verdict either, as the caller gave
// up: after such a probe, the next call is a probe. Any
// other error is a failure, a missed deadline too.
func (b *Breaker) Record(ticket Ticket, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	probing := b.state == BreakerHalfOpen
	switch {
	case ticket != b.changes:
	case err == nil && probing:
		b.change(BreakerClosed)
	case err == nil:
		b.failures = 0
	case !errors.Is(err, context.Canceled):
		b.fail(probing)
	case probing:
		b.change(BreakerOpen) // the cooldown is long over
	}
}

// fail counts a failure. That of a probe is enough.
func (b *Breaker) fail(probing bool) {
	b.failures++
	if probing || b.failures >= b.threshold {
		b.retryAt = time.Now().Add(b.cooldown)
		b.change(BreakerOpen)
	}
}

func (b *Breaker) change(state BreakerState) {
	b.state = state
	b.failures = 0
	b.changes++
	if b.OnChange != nil {
		b.OnChange(state)
	}
}

// State is the present state. A breaker stays open after
// its cooldown until a call comes.
func (b *Breaker) State() BreakerState {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state
}

// BreakerState is one of the three below.
type BreakerState int

// The states, named as in an electric circuit.
const (
	BreakerClosed   BreakerState = iota // calls pass
	BreakerOpen                         // none passes
	BreakerHalfOpen                     // one probe passes
)

// String is the state as a word: closed, open or half-open.
func (s BreakerState) String() string {
	switch s {
	case BreakerClosed:
		return "closed"
	case BreakerOpen:
		return "open"
	case BreakerHalfOpen:
		return "half-open"
	}
	return fmt.Sprintf("BreakerState(%d)", int(s))
}
