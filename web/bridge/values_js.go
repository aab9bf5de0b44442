package bridge

import (
	"slices"
	"strconv"
	"strings"
	"syscall/js"
	"time"

	"sluice/engine/scene"
	"sluice/engine/session"
)

type object = map[string]any

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func sceneValue(s *scene.Spec) object {
	variants, actions, knobs := []any{}, []any{}, []any{}
	for _, v := range s.Variants {
		variants = append(variants, object{"id": v.ID, "label": v.Label})
	}
	for _, a := range s.Actions {
		actions = append(actions, object{"id": a.ID, "label": a.Label})
	}
	for i := range s.Knobs {
		knobs = append(knobs, knobValue(&s.Knobs[i]))
	}
	var board any
	if b := s.Board; b != nil {
		board = object{"corner": b.Corner, "rows": entryValues(b.Rows), "columns": entryValues(b.Columns)}
	}
	return object{
		"steps": textValues(s.Steps),
		"board": board, "id": s.ID, "group": s.Group.String(), "title": s.Title, "summary": s.Summary,
		"variants": variants, "actions": actions, "knobs": knobs,
		"sources": textValues(s.Sources), "lesson": lessonValue(&s.Lesson),
	}
}

func entryValues(entries []scene.Entry) []any {
	list := []any{}
	for _, e := range entries {
		list = append(list, object{"id": e.ID, "label": e.Label})
	}
	return list
}

func knobValue(k *scene.Knob) object {
	v := object{
		"id": k.ID, "label": k.Label, "kind": "range", "unit": k.Unit,
		"min": k.Min, "max": k.Max, "step": k.Step, "default": k.Default, "scale": "linear",
	}
	if k.Log {
		v["scale"] = "log"
	}
	if k.Options != nil {
		options := []any{}
		for _, o := range k.Options {
			options = append(options, object{"value": o, "label": o})
		}
		v["kind"], v["options"], v["default"] = "choice", options, k.Options[int(k.Default)]
	}
	return v
}

func statsValue(s *session.Session, st session.Stats, g *game) object {
	return object{
		"scene": s.Spec.ID, "variant": s.Variant, "seed": float64(s.Seed),
		"nowMs": ms(st.Now), "playheadMs": ms(st.Playhead), "events": st.Events,
		"playing": s.Playing(), "speed": s.Speed(),
		"offered": st.Offered, "completed": st.Completed, "rejected": st.Rejected,
		"failed": st.Failed, "cancelled": st.Cancelled, "inFlight": st.InFlight,
		"retries": st.Retries, "goroutines": st.Goroutines, "leaked": st.Leaked,
		"deadlock": st.Deadlock,
		"latencyMs": object{
			"p50": ms(st.P50), "p95": ms(st.P95), "p99": ms(st.P99),
			"max": ms(st.Max), "count": st.Samples,
		},
		"logBytes": st.LogBytes, "logHash": strconv.FormatUint(s.LogHash(), 16),
		"particlesDrawn": g.drawn.Particles, "jobsPerDot": g.drawn.JobsPerDot,
		"frameMs": object{"p50": g.cost.quantile(0.5), "p95": g.cost.quantile(0.95)},
		"fps":     g.cost.fps(),
	}
}

// mostEnded is how many goroutines are named when a run has ended.
const mostEnded = 1000

// worldValue names at most so many goroutines, and as many channels.
func worldValue(s *session.Session, most float64) object {
	w := s.World()
	channels, buckets, moreChannels := []any{}, []any{}, 0
	for i := range w.Channels[1:] {
		c := &w.Channels[i+1]
		if c.Released {
			continue
		}
		if float64(len(channels)) >= most {
			moreChannels++
			continue
		}
		channels = append(channels, object{
			"id": i + 1, "name": c.Name, "cap": c.Cap, "len": c.Len(), "closed": c.Closed,
		})
	}
	for i := range w.Buckets[1:] {
		b := &w.Buckets[i+1]
		buckets = append(buckets, object{
			"name": b.Name, "tokens": b.Level(w.Now), "capacity": b.Capacity,
		})
	}
	notes, tallies := object{}, object{}
	for name, text := range w.Notes {
		notes[name] = text
	}
	for name, n := range w.Tallies {
		tallies[name] = n
	}
	goroutines, moreGoroutines := goroutineValues(s, most)
	return object{
		"goroutines": goroutines, "channels": channels, "buckets": buckets, "notes": notes, "tallies": tallies,
		"more": object{"goroutines": moreGoroutines, "channels": moreChannels},
	}
}

// goroutineValues is at most so many goroutines, and how many more there are.
func goroutineValues(s *session.Session, most float64) (list []any, more int) {
	w := s.World()
	list = []any{}
	for i := range w.Goroutines[1:] {
		switch {
		case !w.Goroutines[i+1].Stands():
		case float64(len(list)) < most:
			list = append(list, goroutineValue(s, i+1))
		default:
			more++
		}
	}
	return list, more
}

func goroutineValue(s *session.Session, id int) object {
	w := s.World()
	g := &w.Goroutines[id]
	site := s.Site(int(g.Site))
	return object{
		"id": id, "name": g.Name, "state": g.State.String(),
		"waitingOn": w.WaitingOn(id), "job": int(w.JobOf(id)), "file": site.File, "line": site.Line,
	}
}

func sourceValue(s *session.Session) []any {
	files := []any{}
	for _, f := range s.Spec.Files {
		files = append(files, object{"file": f, "text": s.Source(f)})
	}
	return files
}

func textValues(lines []string) []any {
	list := make([]any, len(lines))
	for i, l := range lines {
		list[i] = l
	}
	return list
}

// optionsOf reads what load was told. What is not understood is an error.
func optionsOf(spec *scene.Spec, v js.Value) (session.Options, error) {
	o := session.Options{Knobs: map[string]float64{}}
	if v.Type() != js.TypeObject {
		return o, nil
	}
	if x := v.Get("variant"); x.Type() == js.TypeString {
		o.Variant = x.String()
	}
	if x := v.Get("seed"); !x.IsUndefined() {
		o.Seed = number(x)
	}
	knobs := v.Get("knobs")
	if knobs.Type() != js.TypeObject {
		return o, nil
	}
	keys := js.Global().Get("Object").Call("keys", knobs)
	for i := range keys.Length() {
		id := keys.Index(i).String()
		value, err := knobNumber(spec, id, knobs.Get(id))
		if err != nil {
			return o, err
		}
		o.Knobs[id] = value
	}
	return o, nil
}

// knobNumber is a knob's value as a number: a choice comes by its name.
func knobNumber(spec *scene.Spec, id string, v js.Value) (float64, error) {
	k, err := spec.Knob(id)
	if err != nil {
		return 0, err
	}
	if k.Options == nil {
		return number(v), nil
	}
	return k.Option(v.String())
}

// number is a JavaScript number; NaN, which every check refuses, for
// anything else.
func number(v js.Value) float64 {
	if v.Type() != js.TypeNumber {
		return nan
	}
	return v.Float()
}

func text(v js.Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

// sentence is an error as the page shows it.
func sentence(err error) string {
	if err == nil {
		return ""
	}
	lines := slices.DeleteFunc(strings.Split(err.Error(), "\n"), func(l string) bool { return l == "" })
	s := strings.Join(lines, "; ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
