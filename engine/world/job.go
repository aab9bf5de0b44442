package world

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/metrics"
)

// job folds the events of a job's life.
func (w *World) job(e *eventlog.Event) {
	switch e.Kind {
	case eventlog.JobOffer:
		w.offer(e)
		return
	case eventlog.JobReject, eventlog.JobComplete, eventlog.JobFail,
		eventlog.JobCancel, eventlog.JobAttempt, eventlog.JobBackoff:
	default:
		return
	}
	if e.Job <= 0 || e.Job >= int64(len(w.Jobs)) {
		w.breaks(e, "there is no such job")
		return
	}
	j := &w.Jobs[e.Job]
	if j.State.Over() {
		w.breaks(e, "the job has ended before")
		return
	}
	switch e.Kind {
	case eventlog.JobReject:
		w.Rejected++
		w.endJob(e, Rejected)
	case eventlog.JobComplete:
		w.Completed++
		w.endJob(e, Completed)
		w.Wait.Add(j.waited())
		w.Service.Add(j.Served)
		w.Latency.Add(w.Now - j.Offered)
	case eventlog.JobFail:
		w.Failed++
		w.endJob(e, Failed)
	case eventlog.JobCancel:
		w.Cancelled++
		w.endJob(e, Cancelled)
	case eventlog.JobAttempt:
		w.carry(e)
		w.become(j, Working)
		if j.Attempt == 0 {
			j.Taken = w.Now
		}
		j.Attempt = int16(min(e.N, 1<<15-1))
		w.enlist(w.Goroutines[e.G].Name)
	case eventlog.JobBackoff:
		w.carry(e)
		w.Retries++
		w.become(j, BackingOff)
		j.Reason, j.Until = e.Text, w.Now+time.Duration(e.M)
	}
}

func (w *World) offer(e *eventlog.Event) {
	if e.Job != int64(len(w.Jobs)) {
		w.breaks(e, "jobs are not numbered in order")
		return
	}
	w.Offered++
	w.states[Carried]++
	w.Jobs = push(w.Jobs, Job{
		Source: uint8(min(e.Obj, 255)), Origin: int32(e.G), Holder: int32(e.G),
		Offered: w.Now, Since: w.Now, live: int32(len(w.Live)),
	})
	w.Live = push(w.Live, int32(e.Job))
	w.Goroutines[e.G].Job = int32(e.Job)
}

// JobOf returns the job in flight that a goroutine holds; 0 for none.
func (w *World) JobOf(id int) int32 {
	job := w.Goroutines[id].Job
	if j := w.inFlight(job); j == nil || j.Holder != int32(id) {
		return 0
	}
	return job
}

// carry notes that the goroutine of e works on the job.
func (w *World) carry(e *eventlog.Event) {
	j := &w.Jobs[e.Job]
	w.Goroutines[e.G].Job = int32(e.Job)
	j.Holder, j.Chan = int32(e.G), 0
}

func (w *World) endJob(e *eventlog.Event, s JobState) {
	j := &w.Jobs[e.Job]
	if g := &w.Goroutines[e.G]; g.Job == int32(e.Job) {
		g.Job = 0
	}
	w.become(j, s)
	j.Chan, j.Holder = 0, int32(e.G)
	w.Sojourn += (w.Now - j.Offered).Seconds()
	if e.Text != "" {
		j.Reason = e.Text
		w.Reasons[e.Text]++
	}
	if w.step != nil {
		w.step.add(j, s)
	}
	last := len(w.Live) - 1
	moved := w.Live[last]
	w.Live[j.live] = moved
	w.Jobs[moved].live = j.live
	w.Live = w.Live[:last]
	w.Finished = push(w.Finished, int32(e.Job))
	tally(&w.inWindow, s, 1)
}

// become brings a job into a state.
func (w *World) become(j *Job, s JobState) {
	if j.State == Working {
		j.Served += w.Now - j.Since
	}
	w.states[j.State]--
	w.states[s]++
	j.State, j.Since = s, w.Now
}

// waited is how long an ended job had been in flight before its first
// attempt.
func (j *Job) waited() time.Duration {
	if j.Attempt == 0 {
		return j.Since - j.Offered
	}
	return j.Taken - j.Offered
}

func tally(c *metrics.Counts, s JobState, n int) {
	switch s {
	case Completed:
		c.Completed += n
	case Rejected:
		c.Rejected += n
	case Failed:
		c.Failed += n
	case Cancelled:
		c.Cancelled += n
	}
}

// Window is the span of virtual time that Recent looks back over.
const Window = 5 * time.Second

// Recent returns the jobs that ended in the last Window before the world's
// clock, and the span that this is: shorter than Window at a run's start.
func (w *World) Recent() (ended metrics.Counts, span time.Duration) {
	from := w.Now - Window
	for w.window < len(w.Finished) {
		j := &w.Jobs[w.Finished[w.window]]
		if j.Since > from {
			break
		}
		tally(&w.inWindow, j.State, -1)
		w.window++
	}
	return w.inWindow, min(w.Now, Window)
}
