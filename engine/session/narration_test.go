package session

import (
	"strings"
	"testing"
	"time"

	"sluice/engine/narration"
)

func TestWhatIsToldEndsAtThePlayhead(t *testing.T) {
	s := load(t, "composite", Options{Seed: 5})
	run(t, s, 4*time.Second)
	last := func() narration.Line {
		t.Helper()
		lines := s.Told()
		if len(lines) != narration.Kept || lines[len(lines)-1].Seq != s.World().Seq {
			t.Fatalf("%d lines up to event %d, at event %d", len(lines), lines[len(lines)-1].Seq, s.World().Seq)
		}
		return lines[len(lines)-1]
	}
	now := last()
	if err := s.Step(-100); err != nil {
		t.Fatal(err)
	}
	if then := last(); then.Seq != now.Seq-100 {
		t.Errorf("told up to event %d, want %d", then.Seq, now.Seq-100)
	}
	if err := s.Step(100); err != nil {
		t.Fatal(err)
	}
	if again := last(); again != now {
		t.Errorf("told again as %v, want %v", again, now)
	}
}

// TestEverySceneCanBeToldInWords asks for each event and each station of each
// variant: nothing is left without words.
func TestEverySceneCanBeToldInWords(t *testing.T) {
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 1, 3*time.Second)
		teller := narration.NewTeller(s.rec)
		for seq := int64(narration.Kept); seq <= s.rec.World().Seq; seq += narration.Kept {
			for _, l := range teller.Until(seq) {
				if l.Text == "" || strings.Contains(l.Text, "  ") {
					t.Fatalf("event %d is told as %q", l.Seq, l.Text)
				}
			}
		}
		for _, station := range narration.NewPicture(s.Graph()).Stations(s.World()) {
			if station.Text == "" {
				t.Errorf("%s has no words", station.Name)
			}
		}
	})
}
