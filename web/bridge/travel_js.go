package bridge

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"syscall/js"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/scene"
	"sluice/engine/session"
)

var (
	errNoMark = errors.New("there is no other mark in this direction")
	errNoFile = errors.New("a run is imported from a Uint8Array: read the file as one")
)

// travel is what moves the playhead, and what it may ask on the way.
func (t *table) travel() {
	g := t.g
	moves := func(name string, do func(s *session.Comparison, args []js.Value) error) {
		t.onSession(name, func(s *session.Comparison, a []js.Value) error {
			defer g.state()
			return do(s, a)
		})
	}
	moves("step", func(s *session.Comparison, a []js.Value) error { return s.Step(number(a[0])) })
	moves("seek", func(s *session.Comparison, a []js.Value) error {
		at, err := momentOf(number(a[0]))
		if err != nil {
			return err
		}
		return s.Seek(at)
	})
	moves("seekEvent", func(s *session.Comparison, a []js.Value) error { return s.SeekEvent(number(a[0])) })
	moves("mark", func(s *session.Comparison, a []js.Value) error {
		if !s.SeekMark(a[0].Truthy()) {
			return errNoMark
		}
		return nil
	})
	moves("branch", func(s *session.Comparison, a []js.Value) error { return s.Switch(number(a[0])) })
	t.command("importLog", func(a []js.Value) error {
		next, err := imported(a[0])
		if err == nil {
			g.take(next)
		}
		return err
	})
	t.opening()
	t.onSession("importBeside", func(c *session.Comparison, a []js.Value) error {
		next, err := imported(a[0])
		if err == nil {
			err = c.Join(next)
		}
		if err == nil {
			g.show(c.Sessions()...)
		}
		return err
	})
	t.askSession("exportLog", func(s *session.Session) any { return bytesValue(s.Export()) })
	t.askSession("outline", func(s *session.Session) any { return outlineValue(s.Recording().Outline()) })
	t.askSession("branches", func(s *session.Session) any {
		list := []any{}
		for _, b := range s.Branches() {
			list = append(list, object{"untilMs": ms(b.World().Now), "events": b.Log().Events()})
		}
		return list
	})
	t.askSession("loaded", func(s *session.Session) any {
		return object{
			"id": s.Spec.ID, "variant": s.Variant, "seed": float64(s.Seed), "knobs": knobValues(s),
			"program": programValue(s),
		}
	})
}

// imported is the run of a file, which is a Uint8Array.
func imported(file js.Value) (*session.Session, error) {
	content, err := bytesOf(file)
	if err != nil {
		return nil, err
	}
	return session.Import(content)
}

// bytesOf is a Uint8Array as bytes.
func bytesOf(file js.Value) ([]byte, error) {
	// It may be of another window, whose Uint8Array is another class.
	if !js.Global().Get("ArrayBuffer").Call("isView", file).Bool() || file.Get("BYTES_PER_ELEMENT").Type() != js.TypeNumber || file.Get("BYTES_PER_ELEMENT").Int() != 1 {
		return nil, errNoFile
	}
	if file.Length() > eventlog.MaxFile+1<<10 {
		return nil, eventlog.ErrTooLarge
	}
	content := make([]byte, file.Length())
	js.CopyBytesToGo(content, js.Global().Get("Uint8Array").New(file))
	return content, nil
}

// momentOf is a number of milliseconds as a duration.
func momentOf(ms float64) (time.Duration, error) {
	if math.IsNaN(ms) || math.Abs(ms) > float64(math.MaxInt64/time.Millisecond) {
		return 0, fmt.Errorf("%w: a moment is a number of milliseconds", session.ErrRange)
	}
	return time.Duration(math.Round(ms * float64(time.Millisecond))), nil
}

// knobValues is every knob of the scene at the playhead.
func knobValues(s *session.Session) object { return namedKnobs(s.Spec, s.Knob) }

// namedKnobs is a value for each knob, a choice by its name.
func namedKnobs(spec *scene.Spec, stands func(*scene.Knob) float64) object {
	values := object{}
	for i := range spec.Knobs {
		k := &spec.Knobs[i]
		x := stands(k)
		values[k.ID] = x
		if k.Options != nil {
			values[k.ID] = k.Options[int(x)]
		}
	}
	return values
}

// outlineValue is an outline as rows of numbers: the events of a bin, then
// its marks, by kind.
func outlineValue(o *playback.Outline) object {
	bins := o.Bins()
	rows := make([]byte, 0, 4*playback.Marks*len(bins))
	for i := range bins {
		rows = binary.LittleEndian.AppendUint32(rows, uint32(bins[i].Events))
		for m := 1; m < playback.Marks; m++ {
			rows = binary.LittleEndian.AppendUint32(rows, uint32(bins[i].Marks[m]))
		}
	}
	array := bytesValue(rows)
	return object{
		"widthMs": ms(o.Width()), "stride": playback.Marks,
		"rows": js.Global().Get("Uint32Array").New(array.Get("buffer")),
	}
}
