package display

import "testing"

type pool[T any] struct{}

func (*pool[T]) run()        {}
func (pool[T]) stop()        {}
func (*pool[T]) functional() {}

//go:noinline
func (*pool[T]) literal() func() { return func() {} }

func plain() {}

func generic[T any]() {}

//go:noinline
func literals() (func(), func() func()) {
	return func() {}, func() func() { return func() {} }
}

// sluicemain is what the main function of a recorded program is called.
//
//go:noinline
func sluicemain() func() { return func() {} }

func sluicemaintains() {}

func TestNames(t *testing.T) {
	p := &pool[int]{}
	outer, inner := literals()
	for _, c := range []struct {
		fn   func()
		want string
	}{
		{plain, "plain"},
		{generic[int], "generic"},
		{p.run, "(*pool).run"},
		{p.stop, "pool.stop"},
		{p.functional, "(*pool).functional"},
		{outer, "literals.func1"},
		{inner(), "literals.func2.1"},
		{p.literal(), "literal.func1"},
		{func() {}, "TestNames.func1"},
		{sluicemain(), "main.func1"},
		{sluicemaintains, "sluicemaintains"},
	} {
		if got := Name(c.fn); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
