package session

import (
	"testing"
	"time"

	"sluice/engine/scene"
)

// The table of the language specification's rules for channels.
var rules = map[string]map[string]string{
	"nil": {
		"send": "waits", "receive": "waits", "comma-ok": "waits", "close": "panic: close of nil channel",
		"default": "default", "timeout": "timeout",
	},
	"empty": {
		"send": "ready: sent", "receive": "waits", "comma-ok": "waits", "close": "ready: closed",
		"default": "default", "timeout": "timeout",
	},
	"data": {
		"send": "ready: sent", "receive": "ready: 7", "comma-ok": "ready: 7, true", "close": "ready: closed",
		"default": "ready: 7", "timeout": "ready: 7",
	},
	"full": {
		"send": "waits", "receive": "ready: 7", "comma-ok": "ready: 7, true", "close": "ready: closed",
		"default": "ready: 7", "timeout": "ready: 7",
	},
	"closed": {
		"send": "panic: send on closed channel", "receive": "ready: 0", "comma-ok": "ready: 0, false",
		"close": "panic: close of closed channel", "default": "ready: 0", "timeout": "ready: 0",
	},
}

func TestEachCellOfTheSelectLabTellsGosRules(t *testing.T) {
	spec, err := scene.Find("select-lab")
	if err != nil {
		t.Fatal(err)
	}
	s := load(t, spec.ID, Options{})
	run(t, s, time.Second)
	for _, state := range spec.Board.Rows {
		for _, operation := range spec.Board.Columns {
			cell := scene.Cell(state.ID, operation.ID)
			do(t, s.Act(cell))
			run(t, s, time.Second)
			if got, want := s.World().Notes[cell], rules[state.ID][operation.ID]; got != want || want == "" {
				t.Errorf("%s: %q, want %q", cell, got, want)
			}
		}
	}
	if s.Ended() != "" {
		t.Errorf("the run ended: %s", s.Ended())
	}
	refused(t, s.Act("nil/dance"), scene.ErrAction)
}

func TestWithoutRecoverOnePanicEndsTheSelectLab(t *testing.T) {
	for cell, message := range map[string]string{
		"closed/send":  "send on closed channel",
		"closed/close": "close of closed channel",
		"nil/close":    "close of nil channel",
	} {
		s := load(t, "select-lab", Options{Variant: "bare"})
		do(t, s.Act("empty/receive"))
		run(t, s, time.Second)
		if s.Ended() != "" {
			t.Fatalf("a receive that waits ended the run: %s", s.Ended())
		}
		do(t, s.Act(cell))
		run(t, s, time.Second)
		if s.Ended() != "panic" || s.World().Notes[cell] != "panic: "+message {
			t.Errorf("%s: ended %q, %q", cell, s.Ended(), s.World().Notes[cell])
		}
	}
}
