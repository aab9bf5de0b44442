package pattern

import (
	"sync"
	"time"
)

// FixedWindow shows what NOT to do: it is the limiter that
// one writes first, a counter that starts again with each
// window of time. Use a [TokenBucket] or a [LeakyMeter].
//
// It holds the long-run rate, limit jobs a window, but not
// the burst: limit jobs at the end of one window and limit
// more at the beginning of the next make twice the limit
// at nearly one moment.
type FixedWindow struct {
	mu     sync.Mutex
	limit  int
	length time.Duration
	begun  time.Time // when the present window began
	used   int       // jobs that it has let through
}

// NewFixedWindow lets at most limit jobs through in each
// window of this length; the first one begins now. It
// panics when limit is negative or length is not positive.
func NewFixedWindow(limit int, length time.Duration) *FixedWindow {
	if limit < 0 || length <= 0 {
		panic("pattern: a window needs a limit and a length")
	}
	return &FixedWindow{
		limit:  limit,
		length: length,
		begun:  time.Now(),
	}
}

// Allow counts a job if this window has room for it. It
// never blocks.
func (w *FixedWindow) Allow() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.turn()
	if w.used == w.limit {
		return false
	}
	w.used++
	return true
}

// turn forgets all that was counted when a new window has
// begun. That is the mistake: it was just now.
func (w *FixedWindow) turn() {
	if past := time.Since(w.begun); past >= w.length {
		w.begun = w.begun.Add(past.Truncate(w.length))
		w.used = 0
	}
}

// Left is how many jobs this window still lets through.
func (w *FixedWindow) Left() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.turn()
	return w.limit - w.used
}

// SetLength begins a new window of another length now. It
// panics when length is not positive.
func (w *FixedWindow) SetLength(length time.Duration) {
	if length <= 0 {
		panic("pattern: a window needs a length")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.length, w.begun, w.used = length, time.Now(), 0
}
