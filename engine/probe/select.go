package probe

import (
	"math/rand/v2"

	"sluice/engine/eventlog"
)

// Case is what a select needs to know of one of its cases.
type Case struct {
	s    *Site
	ch   *Chan
	c    any // chan T
	send bool
}

// shut in what an attempt returns tells that a receive found its channel closed
// and empty. (A pointer to the handle would take that to the heap.)
const shut = 1 << 30

// handle is the part that receive and send cases share.
type handle struct {
	// Over is a case of the blocking select that ends it with its run when C
	// is nil; nil otherwise.
	Over <-chan struct{}

	s  *Site
	ch *Chan
}

// RecvHandle is a receive case.
type RecvHandle[T any] struct {
	handle
	C  <-chan T
	V  T
	OK bool
}

// SendHandle is a send case.
type SendHandle[T any] struct {
	handle
	C chan<- T
	V T
}

// SendCaseTo is the channel of a send case, evaluated before the value.
type SendCaseTo[T any] struct {
	s *Site
	c chan<- T
}

func newHandle[T any](s *Site, c <-chan T) handle {
	if Idle() {
		return handle{}
	}
	return handleFor(s, c)
}

func handleFor[T any](s *Site, c <-chan T) handle {
	g := Self()
	if g == nil {
		return handle{}
	}
	if g.run.Over() {
		return handle{ch: nilChan}
	}
	r := g.run
	r.Lock()
	ch := channel(r, g, s, c)
	h := handle{s: s, ch: ch}
	if ch == nilChan {
		g.armWake()
		h.Over = g.wake
	}
	r.Unlock()
	return h
}

// RecvIdle is case <-c of a select that asks Idle first; At is for when the
// answer is no.
func RecvIdle[T any](c <-chan T) RecvHandle[T] { return RecvHandle[T]{C: c} }

// SendIdle is the c of such a case c <- v.
func SendIdle[T any](c chan<- T) SendIdleTo[T] { return SendIdleTo[T]{c} }

// SendIdleTo is to SendIdle what SendCaseTo is to SendCase.
type SendIdleTo[T any] struct{ c chan<- T }

// With is the v of such a case c <- v.
func (x SendIdleTo[T]) With(v T) SendHandle[T] { return SendHandle[T]{C: x.c, V: v} }

// At is the same case for Select.
func (h RecvHandle[T]) At(s *Site) RecvHandle[T] { return RecvCase(s, h.C) }

// At is the same case for Select.
func (h SendHandle[T]) At(s *Site) SendHandle[T] { return SendCase(s, h.C).With(h.V) }

// RecvCase is case <-c.
func RecvCase[T any](s *Site, c <-chan T) RecvHandle[T] {
	return RecvHandle[T]{handle: newHandle(s, c), C: c}
}

// SendCase is the c of case c <- v.
func SendCase[T any](s *Site, c chan<- T) SendCaseTo[T] { return SendCaseTo[T]{s, c} }

// With is the v of case c <- v.
func (x SendCaseTo[T]) With(v T) SendHandle[T] {
	return SendHandle[T]{handle: newHandle(x.s, both(x.c)), C: x.c, V: v}
}

// Try receives if that does not block; it returns i if it did, else -1.
func (h *RecvHandle[T]) Try(i int) int {
	select {
	case h.V, h.OK = <-h.C:
		return h.Got(i)
	default:
		return -1
	}
}

// Got is what an attempt returns that has received by case i.
func (h *RecvHandle[T]) Got(i int) int {
	if h.OK {
		return i
	}
	return i | shut
}

// Try sends if that does not block; it returns i if it did, else -1.
func (h *SendHandle[T]) Try(i int) int {
	select {
	case h.C <- h.V:
		return i
	default:
		return -1
	}
}

// Case describes the case to Select.
func (h *RecvHandle[T]) Case() Case { return Case{h.s, h.ch, open(h.C), false} }

// Case describes the case to Select.
func (h *SendHandle[T]) Case() Case { return Case{h.s, h.ch, open(both(h.C)), true} }

// Take returns what the chosen case received.
func (h *RecvHandle[T]) Take() (T, bool) { return h.V, h.OK }

// Value is Take without whether the value was sent.
func (h *RecvHandle[T]) Value() T { return h.V }

// TakeAs is Take where ok has a named type.
func TakeAs[B ~bool, T any](h *RecvHandle[T]) (T, B) {
	v, ok := h.Take()
	return v, B(ok)
}

// Select is a select statement. attempt(i) tries case i without blocking
// and returns i or -1; attempt(-1) blocks until a case is chosen and returns
// it. What Got returns stands for i. Select returns the chosen case, or len(cases) for the default.
//
// Go chooses at random among ready cases. Select polls them in an order
// drawn from the run's seed and takes the first that is ready: the same
// distribution, and the same choice in each run.
func Select(s *Site, hasDefault bool, attempt func(i int) int, cases ...Case) int {
	g := Self()
	if g == nil || !g.run.knows(cases) {
		return selectPlain(hasDefault, attempt, len(cases))
	}
	r := g.run
	if r.Over() {
		g.late()
		if hasDefault || len(cases) == 0 {
			return len(cases)
		}
		g.leave()
	}
	r.Lock()
	i := r.poll(g, s, attempt, cases)
	if i >= 0 {
		i = r.chosen(g, cases, i)
		r.Unlock()
		return i
	}
	if hasDefault {
		r.step(g, s)
		r.event(g, &eventlog.Event{Kind: eventlog.Default, Site: r.site(s)})
		r.Unlock()
		return len(cases)
	}
	r.waitCases(g, s, cases)
	r.Unlock()
	i = attempt(-1)
	g.resumes()
	for _, c := range cases {
		c.ch.waiting--
	}
	i = r.chosen(g, cases, i)
	r.Unlock()
	return i
}

// knows reports whether the cases have been made ready in r: a process may have
// come to be watched, or not any more, since.
func (r *Run) knows(cases []Case) bool {
	for _, c := range cases {
		if c.ch == nil || c.ch.run != r && c.ch != nilChan {
			return false
		}
	}
	return true
}

// chosen records the operation of the case that an attempt has returned, and
// returns its number. The caller holds the lock since it was done, or since g
// has gone on.
func (r *Run) chosen(g *G, cases []Case, result int) int {
	i := result &^ shut
	c := &cases[i]
	if c.send {
		r.sent(g, c.s, c.ch)
	} else {
		r.received(g, c.s, c.ch, result == i)
	}
	r.measure(c.ch)
	return i
}

// poll tries each case once, in seeded order (Fisher and Yates, from the
// inside out). The caller holds the lock.
func (r *Run) poll(g *G, s *Site, attempt func(int) int, cases []Case) int {
	var small [8]int
	order := small[:0]
	for k := range cases {
		j := 0
		if k > 0 {
			j = int(r.rand() >> 32 * uint64(k+1) >> 32)
		}
		order = append(order, 0)
		order[k] = order[j]
		order[j] = k
	}
	for _, i := range order {
		if result := r.try(g, s, attempt, cases[i], i); result >= 0 {
			return result
		}
	}
	return -1
}

func (r *Run) try(g *G, s *Site, attempt func(int) int, c Case, i int) (result int) {
	if c.send && c.ch.closed {
		r.Unlock()
		g.site = s
		attempt(i) // Go's own panic
	}
	ran := false
	if locks {
		defer r.unlockUnless(&ran) // it may have been closed where no probe is
	}
	result = attempt(i)
	ran = true
	return result
}

func (r *Run) waitCases(g *G, s *Site, cases []Case) {
	r.step(g, s)
	var small [8]eventlog.Case
	list := small[:0]
	for _, c := range cases {
		c.ch.waiting++
		list = append(list, eventlog.Case{Chan: c.ch.id, Send: c.send})
	}
	r.event(g, &eventlog.Event{Kind: eventlog.WaitCases, Site: r.site(s), Cases: list})
	g.waitsFor(cases)
	g.ticket = r.ticket()
	g.parks()
	switch first := cases[0]; { // which wakes g as well as any other
	case first.ch == nilChan:
		g.waiting = forWake
	case first.send:
		g.waiting, g.on = forReceiver, first.c
	default:
		g.waiting, g.on = forSender, first.c
	}
}

func selectPlain(hasDefault bool, attempt func(int) int, n int) int {
	if !hasDefault {
		return attempt(-1) &^ shut
	}
	for k, start := 0, rand.IntN(max(n, 1)); k < n; k++ {
		if i := attempt((start + k) % n); i >= 0 {
			return i &^ shut
		}
	}
	return n
}
