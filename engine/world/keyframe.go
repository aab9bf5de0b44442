package world

import (
	"maps"
	"slices"
)

// Keyframe is a world to come back to. It leaves out what never changes
// again and what the world that goes on still has: the goroutines and jobs
// that had ended. Of those that had not, it may hold only what has changed
// since the keyframe before it.
type Keyframe struct {
	world      World // without Goroutines, Channels, Jobs and Finished
	goroutines int
	channels   int
	jobs       int
	finished   int
	before     *Keyframe // nil: this one holds all that had not ended
	alive      changes[Goroutine]
	open       changes[Channel]
	live       changes[Job]
}

// changes are those that had not ended and have changed, and those that have
// ended since.
type changes[T any] struct {
	kept []kept[T]
	gone []int32
}

// kept is something that can still change, with its number.
type kept[T any] struct {
	id int32
	v  T
}

// Keyframe returns the world as it is now.
func (w *World) Keyframe() *Keyframe { return new(Keyframer).Keyframe(w) }

// Restore makes w the world of the keyframe. w is empty, or a world of the
// same log: then what it has of those that have ended is kept, so that going
// somewhere in a long run costs no more than in a short one. later is the
// world from which the keyframe was taken, or one folded from the same log at
// least as far.
func (k *Keyframe) Restore(w, later *World) {
	for id := range w.Goroutines {
		if w.Goroutines[id].State != Done && id < k.goroutines {
			w.Goroutines[id] = later.Goroutines[id]
		}
	}
	for _, id := range w.Live {
		if int(id) < k.jobs {
			w.Jobs[id] = later.Jobs[id]
		}
	}
	goroutines := upTo(w.Goroutines, later.Goroutines, k.goroutines)
	channels := slices.Grow(w.Channels[:0], k.channels)[:k.channels]
	jobs, finished := upTo(w.Jobs, later.Jobs, k.jobs), upTo(w.Finished, later.Finished, k.finished)
	k.world.copyTo(w)
	w.Goroutines, w.Channels, w.Jobs, w.Finished = goroutines, channels, jobs, finished
	k.apply(w, later)
	for i, id := range w.Live {
		w.Jobs[id].live = int32(i)
	}
}

// apply puts those that had not ended into w, as they were.
func (k *Keyframe) apply(w, later *World) {
	if k.before != nil {
		k.before.apply(w, later)
	}
	for _, id := range k.alive.gone {
		w.Goroutines[id] = later.Goroutines[id]
	}
	for i := range k.alive.kept {
		w.Goroutines[k.alive.kept[i].id] = k.alive.kept[i].v.clone()
	}
	for i := range k.open.kept {
		w.Channels[k.open.kept[i].id] = k.open.kept[i].v.clone()
	}
	for _, id := range k.live.gone {
		w.Jobs[id] = later.Jobs[id]
	}
	for i := range k.live.kept {
		w.Jobs[k.live.kept[i].id] = k.live.kept[i].v
	}
}

// upTo returns the first n of a list, with what it lacks from a longer one.
func upTo[T any](list, longer []T, n int) []T {
	if n <= len(list) {
		return list[:n]
	}
	return append(list, longer[len(list):n]...)
}

// copyTo makes to a copy that shares nothing with w that changes, without the
// lists of a Keyframe's own.
func (w *World) copyTo(to *World) {
	*to = *w
	to.Goroutines, to.Channels, to.Jobs, to.Finished = nil, nil, nil, nil
	to.Buckets = slices.Clone(w.Buckets)
	to.Knobs, to.Acts = maps.Clone(w.Knobs), maps.Clone(w.Acts)
	to.Notes, to.Tallies = maps.Clone(w.Notes), maps.Clone(w.Tallies)
	to.Reasons = maps.Clone(w.Reasons)
	to.Output = slices.Clone(w.Output)
	to.Live, to.woken = slices.Clone(w.Live), slices.Clone(w.woken)
	to.Wait, to.Service, to.Latency = w.Wait.Copy(), w.Service.Copy(), w.Latency.Copy()
	to.meter, to.crews = w.meter.Copy(), maps.Clone(w.crews)
	to.results, to.step = slices.Clip(w.results), w.step.clone()
}
