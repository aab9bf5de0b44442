package scene

import (
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"sluice/engine/probe"
)

// feedFile is this file, for scenes that show it.
const feedFile = "engine/scene/feed.go"

// feed offers jobs: one at each arrival, many at a click.
type feed struct {
	*book
	source int                  // its number
	clicks <-chan Burst         // what else to offer
	gap    func() time.Duration // between two arrivals
	left   int                  // of a burst
}

// newFeed returns a feed that offers jobs at the rate of the knob "arrival".
func newFeed(env *Env) *feed {
	return &feed{
		book: newBook(env), source: 1, clicks: env.Bursts,
		gap: func() time.Duration { return gap(env) },
	}
}

// jobs yields the jobs until ctx ends. One that is not taken is cancelled.
func (f *feed) jobs(ctx context.Context) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		clicks, wait := f.clicks, f.gap()
		timer := time.NewTimer(wait)
		defer timer.Stop()
		for ctx.Err() == nil {
			if f.left > 0 {
				f.left--
				if id := f.offer(f.source); !yield(id) {
					f.cancel(id, "stopped")
					return
				}
				continue
			}
			select {
			case <-timer.C:
				f.left = 1
				timer.Reset(wait)
			case burst, open := <-clicks:
				if !open {
					clicks = nil // for ever quiet
				}
				f.left = burst.N
			case <-ctx.Done():
			}
			if next := f.gap(); next != wait {
				wait = next
				timer.Reset(wait)
			}
		}
	}
}

// book knows which jobs have not ended, so that none is lost when a pattern
// drops what it holds.
type book struct {
	env  *Env
	mu   sync.Mutex
	open map[int64]bool
}

func newBook(env *Env) *book { return &book{env: env, open: map[int64]bool{}} }

func (b *book) offer(source int) int64 {
	id := b.env.NewJob(source)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open[id] = true
	return id
}

func (b *book) isOpen(id int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.open[id]
}

// ends strikes a job out, and reports whether it was open.
func (b *book) ends(id int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	open := b.open[id]
	delete(b.open, id)
	return open
}

func (b *book) complete(id int64) {
	if b.ends(id) {
		probe.Complete(id)
	}
}

func (b *book) fail(id int64, why string) {
	if b.ends(id) {
		probe.Fail(id, why)
	}
}

func (b *book) cancel(id int64, why string) {
	if b.ends(id) {
		probe.Cancel(id, why)
	}
}

// cancelRest cancels what was dropped, once nobody holds anything any more.
func (b *book) cancelRest(why string) {
	for _, id := range slices.Sorted(maps.Keys(b.open)) {
		b.cancel(id, why)
	}
}

// rounds lets a scene set up its stages anew when a knob asks for it: the
// source ends, what is under way comes to its end, and a new round begins.
type rounds struct {
	mu   sync.Mutex
	end  context.CancelFunc
	over bool
}

// begin returns the ctx of the next round's source, which ends with parent; nil
// if none follows.
func (r *rounds) begin(parent context.Context) context.Context {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over || parent.Err() != nil {
		return nil
	}
	ctx, end := context.WithCancel(parent)
	r.end = end
	return ctx
}

// renew ends the round, so that the next one begins.
func (r *rounds) renew() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.end != nil {
		r.end()
	}
}

// stop ends the last round.
func (r *rounds) stop() {
	r.mu.Lock()
	r.over = true
	r.mu.Unlock()
	r.renew()
}

// lasts waits for d, and reports whether ctx lasted as long.
func lasts(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
