package world

import (
	"maps"
	"slices"
	"strconv"

	"sluice/engine/metrics"
)

// StepNote is the name of the note by which a scene tells that a step of a
// load test begins: its text is how many jobs the step offers. An empty text
// ends it, when all of them have ended.
const StepNote = "step"

// step is a step that goes on. What its events have in common with the rest of
// the world is what the world had before it.
type step struct {
	metrics.Result
	before metrics.Counts
	seq    int64
	bytes  int64
}

// turnStep ends the step that goes on, if there is one, and begins the next
// unless the text is empty.
func (w *World) turnStep(text string) {
	if w.step != nil {
		r := w.stepResult()
		r.Over = true
		w.results = append(w.results, r)
		w.step = nil
	}
	size, err := strconv.Atoi(text)
	if err != nil {
		return
	}
	w.step = &step{
		Result: metrics.Result{
			Number: len(w.results) + 1, Size: size, Knobs: maps.Clone(w.Knobs),
			From: w.Now, Refused: map[string]int{},
		},
		before: w.Counts, seq: w.Seq, bytes: w.bytes,
	}
}

// add counts a job that has come to its end.
func (s *step) add(j *Job, how JobState) {
	switch how {
	case Completed:
		s.Latency.Add(j.Since - j.Offered)
	case Rejected:
		s.Refused[j.Reason]++
	}
}

// stepResult is the result of the step that goes on, as far as it has come. It
// shares the step's histogram and map.
func (w *World) stepResult() metrics.Result {
	r := w.step.Result
	r.Counts = w.Counts.Since(&w.step.before)
	r.Events, r.Bytes = w.Seq-w.step.seq, w.bytes-w.step.bytes
	r.Until = max(w.Now, r.From)
	return r
}

func (s *step) clone() *step {
	if s == nil {
		return nil
	}
	c := *s
	c.Refused, c.Latency = maps.Clone(s.Refused), s.Latency.Copy()
	return &c
}

// Finals returns the results of the steps that are over, in their order, to be
// read only.
func (w *World) Finals() []metrics.Result { return w.results }

// Steps returns how many steps have begun.
func (w *World) Steps() int {
	if w.step == nil {
		return len(w.results)
	}
	return len(w.results) + 1
}

// Results returns what came of the steps up to now, in their order; the last
// one may go on.
func (w *World) Results() []metrics.Result {
	if w.step == nil {
		return w.results
	}
	r := w.stepResult()
	r.Refused, r.Latency = maps.Clone(r.Refused), r.Latency.Copy()
	return append(slices.Clip(w.results), r)
}
