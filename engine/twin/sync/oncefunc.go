package sync

import "sluice/engine/probe"

// OnceFunc returns a function that calls f once. If f panics, each call
// panics with the same value.
func OnceFunc(f func()) func() {
	o := &outcome{}
	return func() { o.of(f) }
}

// OnceValue returns a function that calls f once and returns what it
// returned. If f panics, each call panics with the same value.
func OnceValue[T any](f func() T) func() T {
	o := &outcome{}
	var v T
	return func() T {
		o.of(func() { v = f() })
		return v
	}
}

// OnceValues returns a function that calls f once and returns what it
// returned. If f panics, each call panics with the same value.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	o := &outcome{}
	var (
		v1 T1
		v2 T2
	)
	return func() (T1, T2) {
		o.of(func() { v1, v2 = f() })
		return v1, v2
	}
}

// outcome is how a function's only call ended.
type outcome struct {
	once     Once
	returned bool
	panic    any
}

// of calls f if that has not been done, and panics if that call did.
func (o *outcome) of(f func()) {
	o.once.Do(func() {
		defer func() {
			if !o.returned && !leaving() {
				o.panic = recover()
				panic(o.panic)
			}
		}()
		f()
		o.returned = true
	})
	if !o.returned && !leaving() {
		panic(o.panic)
	}
}

// leaving reports whether the calling goroutine's run is over.
func leaving() bool {
	g := probe.Self()
	return g != nil && g.Run().Over()
}
