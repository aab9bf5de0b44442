package bridge

import (
	"syscall/js"
	"time"

	"sluice/engine/playback"
	"sluice/engine/session"
	"sluice/engine/vet"
)

// vetAtOnce is how many events are read for one answer.
const vetAtOnce = 20_000

// vetting keeps what was found in the recording, as far as the page has asked.
type vetting struct {
	rec   *playback.Recording
	check *vet.Check
	seq   int64 // of the report that was made last
	until time.Duration
	value object
}

// vet is what the page may ask about what is wrong.
func (t *table) vet() {
	t.ask("vet", func([]js.Value) any {
		if t.g.session == nil {
			return nil
		}
		return t.g.vetting.of(t.g.session.Session)
	})
}

// of reads on and returns what was found so far. An answer that is the same as
// the last one is the same object.
func (v *vetting) of(s *session.Session) object {
	if rec := s.Recording(); v.rec != rec {
		*v = vetting{rec: rec, check: vet.Begin(rec, s.Source)}
	}
	done := v.check.Read(vetAtOnce)
	if until := v.rec.World().Now; v.value == nil || v.check.Seq() != v.seq || done && until != v.until {
		v.seq, v.until = v.check.Seq(), until
		v.value = reportValue(v.check.Report())
	}
	v.value["done"] = done
	return v.value
}

func reportValue(r *vet.Report) object {
	findings, profile := []any{}, []any{}
	for i := range r.Findings {
		findings = append(findings, findingValue(&r.Findings[i]))
	}
	for i := range r.Profile {
		row := &r.Profile[i]
		profile = append(profile, object{
			"file": row.File, "line": row.Line, "func": row.Func,
			"held": spentValue(row.Held), "idle": spentValue(row.Idle), "slept": spentValue(row.Slept),
			"ways": textValues(row.Ways), "now": row.Now,
		})
	}
	return object{
		"program": r.Program, "ended": r.Ended, "untilMs": ms(r.Until), "events": float64(r.Events),
		"findings": findings, "profile": profile,
	}
}

func findingValue(f *vet.Finding) object {
	places, goroutines := []any{}, []any{}
	for _, p := range f.Places {
		places = append(places, object{"what": p.What, "file": p.File, "line": p.Line})
	}
	for _, who := range f.Goroutines {
		goroutines = append(goroutines, object{"id": who.ID, "name": who.Name})
	}
	return object{
		"kind": string(f.Kind), "severity": f.Severity.String(), "what": f.What, "do": f.Do,
		"places": places, "goroutines": goroutines, "more": f.More,
		"event": float64(f.Seq), "atMs": ms(f.At),
	}
}

func spentValue(s vet.Spent) object {
	return object{"waits": s.Waits, "ms": ms(s.Time), "longestMs": ms(s.Longest)}
}
