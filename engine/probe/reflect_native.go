//go:build !js

package probe

import (
	"reflect"

	"sluice/engine/eventlog"
)

// A program may use channels by reflection. Such an operation is recorded like
// any other.

// ReflectMakeChan is reflect.MakeChan.
func ReflectMakeChan(s *Site, t reflect.Type, n int) reflect.Value {
	c := reflect.MakeChan(t, n)
	if g := Self(); g != nil && !g.run.Over() {
		r := g.run
		r.Lock()
		r.step(g, s)
		r.register(g, s, c.Pointer(), n, carriesType(t.Elem()), s.Name)
		r.Unlock()
	}
	return c
}

// ReflectSend is c.Send(v).
func ReflectSend(s *Site, c, v reflect.Value) {
	if !reflects(c) {
		c.Send(v)
		return
	}
	ReflectSelect(s, []reflect.SelectCase{{Dir: reflect.SelectSend, Chan: c, Send: v}})
}

// ReflectRecv is c.Recv().
func ReflectRecv(s *Site, c reflect.Value) (v reflect.Value, ok bool) {
	if !reflects(c) {
		return c.Recv()
	}
	_, v, ok = ReflectSelect(s, []reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: c}})
	return v, ok
}

// ReflectTrySend is c.TrySend(v).
func ReflectTrySend(s *Site, c, v reflect.Value) bool {
	if !reflects(c) {
		return c.TrySend(v)
	}
	i, _, _ := ReflectSelect(s, []reflect.SelectCase{
		{Dir: reflect.SelectSend, Chan: c, Send: v}, {Dir: reflect.SelectDefault},
	})
	return i == 0
}

// ReflectTryRecv is c.TryRecv().
func ReflectTryRecv(s *Site, c reflect.Value) (v reflect.Value, ok bool) {
	if !reflects(c) {
		return c.TryRecv()
	}
	_, v, ok = ReflectSelect(s, []reflect.SelectCase{
		{Dir: reflect.SelectRecv, Chan: c}, {Dir: reflect.SelectDefault},
	})
	return v, ok
}

// ReflectClose is c.Close().
func ReflectClose(s *Site, c reflect.Value) {
	g := Self()
	if g == nil || !reflects(c) || c.IsNil() {
		c.Close()
		return
	}
	r := g.run
	if r.Over() {
		g.late()
		return
	}
	r.Lock()
	defer r.Unlock() // also when closing panics
	ch := r.reflected(g, s, c)
	c.Close()
	ch.closed = true
	r.woke(ch.waiting)
	r.op(eventlog.Close, g, s, ch.id)
}

// ReflectSelect is reflect.Select.
func ReflectSelect(s *Site, cases []reflect.SelectCase) (chosen int, v reflect.Value, ok bool) {
	g := Self()
	if g == nil || !selectable(cases) {
		return reflect.Select(cases)
	}
	r := g.run
	var list []Case
	var at []int // of each of the list: its place in cases
	chosen = -1  // the default's place
	r.Lock()
	for i, c := range cases {
		switch {
		case c.Dir == reflect.SelectDefault:
			chosen = i
		case !c.Chan.IsValid() || c.Chan.IsNil(): // it is never chosen
		default:
			list = append(list, Case{s: s, ch: r.reflected(g, s, c.Chan), send: c.Dir == reflect.SelectSend})
			at = append(at, i)
		}
	}
	r.Unlock()
	if len(list) == 0 && chosen < 0 {
		Forever(s)
	}
	got := func(i int) int {
		if list[i].send || ok {
			return i
		}
		return i | shut
	}
	i := Select(s, chosen >= 0, func(i int) (done int) {
		if i < 0 {
			done, v, ok = reflect.Select(cases)
			for k := range at {
				if at[k] == done {
					return got(k)
				}
			}
			panic("probe: reflect.Select has chosen no case")
		}
		done, v, ok = reflect.Select([]reflect.SelectCase{cases[at[i]], {Dir: reflect.SelectDefault}})
		if done == 1 {
			return -1
		}
		return got(i)
	}, list...)
	if i < len(at) {
		return at[i], v, ok
	}
	return chosen, reflect.Value{}, false
}

// reflects tells whether c is a channel: who takes something else for one meets
// reflection's own panic.
func reflects(c reflect.Value) bool { return c.Kind() == reflect.Chan }

// selectable tells whether reflect.Select will not panic for what it is given,
// but for a send on a closed channel.
func selectable(cases []reflect.SelectCase) bool {
	defaults := 0
	for _, c := range cases {
		switch c.Dir {
		case reflect.SelectDefault:
			defaults++
		case reflect.SelectSend, reflect.SelectRecv:
			if c.Chan.IsValid() && !reflects(c.Chan) {
				return false
			}
		default:
			return false
		}
	}
	return defaults <= 1
}

// reflected returns the run's record of c. The caller holds the lock.
func (r *Run) reflected(g *G, s *Site, c reflect.Value) *Chan {
	ch := r.channels[c.Pointer()]
	if ch == nil {
		ch = r.register(g, s, c.Pointer(), c.Cap(), carriesType(c.Type().Elem()), s.Name)
		r.found(ch, c.Len())
	}
	return ch
}

// carriesType is carries for a type that is known when the program runs.
func carriesType(t reflect.Type) int64 {
	switch t {
	case reflect.TypeFor[struct{}](), reflect.TypeFor[bool](), reflect.TypeFor[error]():
		return Signals
	}
	if t.PkgPath() == "time" && t.Name() == "Time" {
		return Signals
	}
	return Carries
}
