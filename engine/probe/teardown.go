package probe

import (
	"reflect"
	"unsafe"
)

// Go cannot end a goroutine from outside. When a run is over, each goroutine
// that waits is woken by the operation that its own one waits for; it then
// sees that the run is over and leaves by itself. So an operation of a run
// that goes on pays nothing for the end.

// waiting says which operation wakes a goroutine that is blocked.
type waiting uint8

const (
	notWaiting waiting = iota
	forReceiver
	forSender
	forWake // a send on its own channel
	outside // what it waits for is not probed
)

// blocks notes that g is about to wait for the other side of c. The caller
// holds the lock and then blocks.
func blocks[T any](g *G, w waiting, c <-chan T) {
	g.ticket = g.run.ticket()
	g.parks()
	if addrOf(&c) == 0 {
		g.armWake()
		g.waiting = forWake
		return
	}
	g.waiting, g.on = w, open(c)
}

// resumes notes that g has been woken, and waits for its turn if many have.
// If its run is over, it does not return. Else it returns with the lock held.
func (g *G) resumes() {
	r := g.run
	r.Lock()
	g.wakes()
	g.queues()
	if r.Over() {
		r.Unlock()
		g.leave()
	}
	g.seen()
}

// wakes notes that g waits no more. The caller holds the lock.
func (g *G) wakes() {
	if g.waiting != outside {
		g.unparks()
	}
	g.waiting, g.on = notWaiting, nil
}

// open views a channel as one that can be used both ways.
func open[T any](c <-chan T) chan T { return *(*chan T)(unsafe.Pointer(&c)) }

// WakeAll wakes the goroutines that wait although the run is over, as far as
// one round can: where two wait in one place, the wrong one may be woken
// first. It reports whether another round is worth while, after those that
// were woken have left.
func (r *Run) WakeAll() (woken bool) {
	r.Lock()
	defer r.Unlock()
	for _, g := range r.goroutines[1:] {
		if g != nil && g.release() {
			woken = true
		}
	}
	return woken
}

// release does the operation that g waits for, if that does not block. It
// does nothing when g has long gone on, which is not noted when its operation
// panicked: then the channel may be closed.
func (g *G) release() (done bool) {
	defer func() { _ = recover() }()
	switch g.waiting {
	case forReceiver:
		_, done = reflect.ValueOf(g.on).TryRecv()
		return done
	case forSender:
		c := reflect.ValueOf(g.on)
		return c.TrySend(reflect.Zero(c.Type().Elem()))
	case forWake:
		select {
		case g.wake <- struct{}{}:
			return true
		default:
		}
	}
	return false
}
