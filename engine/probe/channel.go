package probe

import (
	"iter"
	"time"
	"unsafe"

	"sluice/engine/eventlog"
)

// Chan is what a run knows of a channel. It holds the channel's address
// and not the channel, so that a dropped one can be collected; a new channel
// at the same address is registered anew when it is made.
type Chan struct {
	id      int
	addr    uintptr // 0 once another channel has this address
	closed  bool
	waiting int  // goroutines that are blocked on it
	inbox   bool // it is filled from outside the run
	run     *Run
	filling
}

var nilChan = &Chan{}

func addrOf[C any](c *C) uintptr { return *(*uintptr)(unsafe.Pointer(c)) }

// channel returns the run's record of c, registering a channel that was
// made outside the run. The caller holds the lock.
func channel[T any](r *Run, g *G, s *Site, c <-chan T) *Chan {
	addr := addrOf(&c)
	if addr == 0 {
		return nilChan
	}
	p := r.place(s)
	if p.ch != nil && p.ch.addr == addr && !(p.ch.closed && p.ch.vanished()) {
		return p.ch
	}
	ch := r.channels[addr]
	if ch == nil || ch.vanished() {
		ch = r.register(g, s, addr, cap(c), carries[T](), s.Name)
		r.found(ch, len(c))
	}
	p.ch = ch
	return ch
}

func (r *Run) register(g *G, s *Site, addr uintptr, capacity int, jobs int64, name string) *Chan {
	if old := r.channels[addr]; old != nil {
		r.forgets(old)
	}
	ch := r.unused()
	ch.addr, ch.inbox, ch.run = addr, jobs == External, r
	ch.remember()
	r.channels[addr] = ch
	r.event(g, &eventlog.Event{
		Kind: eventlog.ChanMake, Site: r.site(s), Obj: ch.id,
		N: int64(capacity), M: jobs, Text: name,
	})
	return ch
}

// unused is a record whose number is free: a released one, or a new one.
func (r *Run) unused() *Chan {
	if last := len(r.released) - 1; last >= 0 {
		ch := r.released[last]
		r.released = r.released[:last]
		*ch = Chan{id: ch.id}
		return ch
	}
	r.chanCount++
	return &Chan{id: r.chanCount}
}

// What ChanMake's M says of a channel.
const (
	Signals  = 0 // its elements can only signal
	Carries  = 1 // its elements move a job from goroutine to goroutine
	External = 2 // it is filled from outside the run
)

// carries tells whether a channel of T can move a job.
func carries[T any]() int64 {
	var v T
	switch any(&v).(type) {
	case *struct{}, *bool, *error, *time.Time:
		return Signals
	}
	return Carries
}

// Make is make(chan T, n).
func Make[T any](s *Site, n int) chan T {
	c := make(chan T, n)
	if Idle() {
		return c
	}
	if g := Self(); g != nil && !g.run.Over() {
		r := g.run
		r.Lock()
		r.step(g, s)
		r.register(g, s, addrOf(&c), n, carries[T](), s.Name)
		r.Unlock()
	}
	return c
}

// Sender is the left side of a send, evaluated before the value.
type Sender[T any] struct {
	c chan<- T
	s *Site
}

// To is the c of c <- v.
func To[T any](s *Site, c chan<- T) Sender[T] { return Sender[T]{c, s} }

// Send is c <- v.
func (x Sender[T]) Send(v T) {
	if Idle() {
		x.c <- v
		return
	}
	x.send(v)
}

func (x Sender[T]) send(v T) {
	g := Self()
	if g == nil {
		x.c <- v
		return
	}
	r := g.run
	if r.Over() {
		g.late()
		return
	}
	r.Lock()
	ch := channel(r, g, x.s, both(x.c))
	if ch.closed {
		r.Unlock()
		g.site = x.s
		x.c <- v // Go's own panic
		return
	}
	if offers(r, x.c, v) {
		r.sent(g, x.s, ch)
		r.holds(ch, len(x.c))
		r.Unlock()
		return
	}
	r.op(eventlog.WaitSend, g, x.s, ch.id)
	ch.waiting++
	blocks(g, forReceiver, both(x.c))
	r.Unlock()
	if ch != nilChan {
		x.c <- v
	} else {
		<-g.wake
	}
	g.resumes()
	ch.waiting--
	r.sent(g, x.s, ch)
	r.holds(ch, len(x.c))
	r.Unlock()
}

// unlockUnless gives the lock back, deferred by an operation of Go's that panics
// before done.
func (r *Run) unlockUnless(done *bool) {
	if !*done {
		r.Unlock()
	}
}

// offers sends v on c if that does not block, and reports whether it did. The
// caller holds the lock, which is free when the send panics: c may have been
// closed where no probe is.
func offers[T any](r *Run, c chan<- T, v T) bool {
	open := false
	if locks {
		defer r.unlockUnless(&open)
	}
	select {
	case c <- v:
		open = true
		return true
	default:
		open = true
		return false
	}
}

// both views a channel as one that can be received from: only its address
// and capacity are read through it.
func both[T any](c chan<- T) <-chan T { return *(*<-chan T)(unsafe.Pointer(&c)) }

// Recv is <-c.
func Recv[T any](s *Site, c <-chan T) T {
	if Idle() {
		return <-c
	}
	v, _ := recv(s, c)
	return v
}

// Recv2 is v, ok := <-c.
func Recv2[T any](s *Site, c <-chan T) (v T, ok bool) {
	if Idle() {
		v, ok = <-c
		return v, ok
	}
	return recv(s, c)
}

func recv[T any](s *Site, c <-chan T) (v T, ok bool) {
	g := Self()
	if g == nil {
		v, ok = <-c
		return v, ok
	}
	r := g.run
	if r.Over() {
		g.late()
		return v, false
	}
	r.Lock()
	ch := channel(r, g, s, c)
	select {
	case v, ok = <-c:
		r.received(g, s, ch, ok)
		r.holds(ch, len(c))
		r.Unlock()
		return v, ok
	default:
	}
	r.op(eventlog.WaitRecv, g, s, ch.id)
	ch.waiting++
	blocks(g, forSender, c)
	r.Unlock()
	if ch != nilChan {
		v, ok = <-c
	} else {
		<-g.wake
	}
	g.resumes()
	ch.waiting--
	r.received(g, s, ch, ok)
	r.holds(ch, len(c))
	r.Unlock()
	return v, ok
}

func (r *Run) sent(g *G, s *Site, ch *Chan) {
	r.met(ch)
	ch.fills(1)
	r.op(eventlog.Send, g, s, ch.id)
}

// met notes that an operation on ch may have woken somebody.
func (r *Run) met(ch *Chan) {
	if ch.waiting > 0 {
		r.woke(1)
	}
}

func (r *Run) received(g *G, s *Site, ch *Chan, ok bool) {
	r.met(ch)
	k := eventlog.Recv
	if ok {
		ch.fills(-1)
	} else {
		k = eventlog.RecvZero
	}
	r.op(k, g, s, ch.id)
}

// Recv2As is v, ok = <-c where ok has a named type.
func Recv2As[B ~bool, T any](s *Site, c <-chan T) (T, B) {
	v, ok := Recv2(s, c)
	return v, B(ok)
}

// Range is the c of for v := range c.
func Range[T any](s *Site, c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			v, ok := Recv2(s, c)
			if !ok || !yield(v) {
				return
			}
		}
	}
}

// Ranging is a loop over a channel in a file of before Go 1.23.
type Ranging[T any] struct {
	c <-chan T
	s *Site
	v T
}

// Each begins for v := range c. The first result is v before the first turn.
func Each[T any](s *Site, c <-chan T) (v T, r *Ranging[T]) { return v, &Ranging[T]{c: c, s: s} }

// Next receives the next value, also into v if that is not nil, and reports
// whether there is one.
func (r *Ranging[T]) Next(v *T) (ok bool) {
	value, ok := Recv2(r.s, r.c)
	if !ok {
		return false
	}
	r.v = value
	if v != nil {
		*v = value
	}
	return true
}

// Value is the value of this turn.
func (r *Ranging[T]) Value() T { return r.v }

// Close is close(c).
func Close[T any](s *Site, c chan<- T) {
	if Idle() {
		close(c)
		return
	}
	g := Self()
	if g == nil {
		close(c)
		return
	}
	r := g.run
	if r.Over() {
		g.late()
		return
	}
	r.Lock()
	ch := channel(r, g, s, both(c))
	if ch.closed || ch == nilChan {
		r.Unlock()
		g.site = s
		close(c) // Go's own panic
		return
	}
	closes(r, c)
	ch.closed = true
	r.woke(ch.waiting)
	r.op(eventlog.Close, g, s, ch.id)
	r.Unlock()
}

// closes closes c. Like offers, it frees the lock when that panics.
func closes[T any](r *Run, c chan<- T) {
	open := false
	defer r.unlockUnless(&open)
	close(c)
	open = true
}

// Forever is select {}.
func Forever(s *Site) {
	g := Self()
	if g == nil {
		select {}
	}
	Recv[struct{}](s, nil)
	g.leave() // deferred code that waits for ever is ended, too
}
