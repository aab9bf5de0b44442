package bridge

import (
	"errors"
	"syscall/js"
	"time"

	"sluice/engine/session"
)

// openedAtOnce is how many events of a run that is opened are read between
// two looks at the clock.
const openedAtOnce = 20_000

var errNotOpening = errors.New("no run is being opened")

// opening is a run that is read in slices, so that the page answers meanwhile.
func (t *table) opening() {
	var o *session.Opening
	t.command("openLog", func(a []js.Value) error {
		o = nil
		content, err := bytesOf(a[0])
		if err == nil {
			o, err = session.Open(content)
		}
		return err
	})
	t.ask("openMore", func(a []js.Value) any {
		if o == nil {
			return object{"share": 0, "refusal": sentence(errNotOpening)}
		}
		until := time.Now().Add(time.Duration(number(a[0]) * float64(time.Millisecond)))
		done := false
		for !done && time.Now().Before(until) {
			done = o.Read(openedAtOnce)
		}
		if !done {
			return object{"share": o.Share(), "refusal": ""}
		}
		next, err := o.Session()
		o = nil
		if err == nil {
			t.g.take(next)
		}
		return object{"share": 1, "refusal": sentence(err)}
	})
}
