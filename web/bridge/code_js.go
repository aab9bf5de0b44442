package bridge

import (
	"syscall/js"

	"sluice/engine/session"
)

// listed is the most goroutines that are named at a line; the page counts
// the rest.
const listed = 50

// code is what the page asks to show where the run is in its source.
func (t *table) code() {
	t.command("follow", func(a []js.Value) error {
		if a[0].Type() == js.TypeNumber {
			t.g.followed = int64(a[0].Int())
			t.g.panes[0].view.SetFollowed(t.g.followed)
		}
		return nil
	})
	t.askSession("standing", func(s *session.Session) any { return standingValue(s) })
	t.ask("at", func(a []js.Value) any {
		if t.g.session == nil || len(a) < 2 || a[1].Type() != js.TypeNumber {
			return nil
		}
		return atValue(t.g.session.Session, text(a[0]), a[1].Int())
	})
	t.ask("story", func(a []js.Value) any {
		if t.g.session == nil || len(a) == 0 || a[0].Type() != js.TypeNumber {
			return nil
		}
		return storyValue(t.g.session.Session, a[0].Int())
	})
}

func standingValue(s *session.Session) object {
	stands := []any{}
	for _, st := range s.Stands() {
		stands = append(stands, object{
			"file": st.File, "line": st.Line, "state": st.State.String(), "count": st.Count,
		})
	}
	last := s.LastPlace()
	return object{"stands": stands, "last": object{"file": last.File, "line": last.Line}}
}

func atValue(s *session.Session, file string, line int) object {
	ids, list := s.At(file, line), []any{}
	for _, id := range ids[:min(len(ids), listed)] {
		list = append(list, goroutineValue(s, id))
	}
	return object{"count": len(ids), "goroutines": list}
}

// storyValue is what has happened to a job; null if there is no such job.
func storyValue(s *session.Session, job int) any {
	steps, err := s.Story(job)
	if err != nil {
		return nil
	}
	list := []any{}
	for i := range steps {
		x := &steps[i]
		at := s.Site(x.Site)
		list = append(list, object{
			"what": x.What.String(), "event": float64(x.Seq), "atMs": ms(x.At), "lastedMs": ms(x.Lasted),
			"goroutine": x.Who, "name": x.Name, "where": x.Where, "n": x.N,
			"delayMs": ms(x.Delay), "reason": x.Reason, "file": at.File, "line": at.Line,
		})
	}
	return list
}
