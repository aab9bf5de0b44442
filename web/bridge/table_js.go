package bridge

import (
	"syscall/js"

	"sluice/engine/session"
)

// table is the object that the page calls.
type table struct {
	g    *game
	core object
}

// command is a function that does something and returns why it could not,
// as a sentence.
func (t *table) command(name string, do func(args []js.Value) error) {
	t.core[name] = js.FuncOf(func(_ js.Value, args []js.Value) any {
		return sentence(do(append(args, js.Undefined(), js.Undefined(), js.Undefined())))
	})
}

// onSession is a command for the loaded scene and those beside it.
func (t *table) onSession(name string, do func(s *session.Comparison, args []js.Value) error) {
	t.command(name, func(args []js.Value) error {
		if t.g.session == nil {
			return errNothing
		}
		return do(t.g.session, args)
	})
}

// ask is a function that answers.
func (t *table) ask(name string, answer func(args []js.Value) any) {
	t.core[name] = js.FuncOf(func(_ js.Value, args []js.Value) any { return answer(args) })
}

// askSession is a question about the loaded scene, the first one of several; null when there is none.
func (t *table) askSession(name string, answer func(s *session.Session) any) {
	t.ask(name, func([]js.Value) any {
		if t.g.session == nil {
			return nil
		}
		return answer(t.g.session.Session)
	})
}
