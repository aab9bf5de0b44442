package playback

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// What says what happened to a job.
type What uint8

// What can happen to a job.
const (
	Offered   What = iota
	Admitted       // it got a token
	Waits          // its goroutine is blocked on sending it
	Queued         // it is in a channel's buffer
	Taken          // a goroutine has received it
	Handed         // a goroutine was started for it
	Tried          // an attempt has begun
	BacksOff       // the attempt failed, and another is due
	Completed      // from here on it has ended
	Rejected
	Failed
	Cancelled
)

var whats = [...]string{
	"offered", "admitted", "waits", "queued", "taken", "handed", "tried", "backsOff",
	"completed", "rejected", "failed", "cancelled",
}

func (w What) String() string { return whats[w] }

// Step is one thing that happened to a job.
type Step struct {
	What   What
	Seq    int64 // its event
	At     time.Duration
	Lasted time.Duration // until the next step; 0 as long as there is none
	Who    int           // goroutine that has the job, or put it into the channel
	Name   string        // its name
	Where  string        // Waits, Queued, Taken: the channel's name; Admitted: the bucket's
	N      int           // Queued: jobs ahead; Admitted: tokens left; Tried, BacksOff: the attempt
	Delay  time.Duration // BacksOff: until the next attempt may begin
	Reason string        // BacksOff: the attempt's error; Rejected, Failed, Cancelled: why
	Site   int           // where in the source; 0: its event has no place
}

// Story is what has happened to one job of a recording.
type Story struct {
	Steps []Step // in their order, as far as Read has come

	job  int32
	head *Playhead // nil once the job has ended
}

// Story returns the story of a job, nothing of which is read yet; nil if the
// recording has no such job.
func (r *Recording) Story(job int) *Story {
	if job <= 0 || job >= len(r.world.Jobs) {
		return nil
	}
	s := &Story{job: int32(job), head: r.Playhead()}
	if at := r.world.Jobs[job].Offered; at > 0 {
		s.head.Seek(at - 1)
	}
	return s
}

// Read reads on up to where the recording is folded, or to the job's end.
func (s *Story) Read() {
	for s.head != nil && s.head.world.Seq < s.head.rec.world.Seq && s.head.peek() {
		e := s.head.next
		before := s.state()
		s.head.fold()
		s.see(&e, before)
	}
}

// state is the job as it is at the story's playhead; the zero Job before it
// was offered.
func (s *Story) state() world.Job {
	if jobs := s.head.world.Jobs; int(s.job) < len(jobs) {
		return jobs[s.job]
	}
	return world.Job{}
}

// see adds what the event that was folded last has done to the job.
func (s *Story) see(e *eventlog.Event, before world.Job) {
	if int64(s.job) == e.Job {
		s.life(e)
		return
	}
	w, now := s.head.world, s.state()
	switch mine := now.Holder == int32(e.G) && w.JobOf(e.G) == s.job; {
	case now.Holder == 0 || now.State.Over():
	case now.Chan != before.Chan && now.Chan != 0:
		c := &w.Channels[now.Chan]
		s.add(e, Step{What: Queued, Who: int(now.Holder), Where: c.Name, N: c.Len() - 1})
	case now.Chan != before.Chan:
		s.add(e, Step{What: Taken, Who: int(now.Holder), Where: w.Channels[before.Chan].Name})
	case now.Holder != before.Holder && e.Kind == eventlog.GoCreate:
		s.add(e, Step{What: Handed, Who: int(now.Holder)})
	case now.Holder != before.Holder:
		s.add(e, Step{What: Taken, Who: int(now.Holder), Where: w.Channels[e.Obj].Name})
	case mine && e.Kind == eventlog.BucketTake && e.M == 1:
		s.add(e, Step{What: Admitted, Who: e.G, Where: w.Buckets[e.Obj].Name, N: int(e.N / 1000)})
	case mine && (now.State == world.Carried || now.State == world.BackingOff):
		s.wait(e)
	}
}

// life adds an event of the job's own.
func (s *Story) life(e *eventlog.Event) {
	step := Step{Who: e.G, Reason: e.Text}
	switch e.Kind {
	case eventlog.JobOffer:
		step.What = Offered
	case eventlog.JobAttempt:
		step.What, step.N = Tried, int(e.N)
	case eventlog.JobBackoff:
		step.What, step.N, step.Delay = BacksOff, int(e.N), time.Duration(e.M)
	case eventlog.JobComplete:
		step.What = Completed
	case eventlog.JobReject:
		step.What = Rejected
	case eventlog.JobFail:
		step.What = Failed
	case eventlog.JobCancel:
		step.What = Cancelled
	default:
		return
	}
	s.add(e, step)
	if s.state().State.Over() {
		s.head = nil
	}
}

// wait adds that the job's goroutine is blocked on sending it, once for as
// long as it tries the same channel again and again.
func (s *Story) wait(e *eventlog.Event) {
	to := 0
	w := s.head.world
	carries := func(c int) bool { return c > 0 && c < len(w.Channels) && w.Channels[c].Carries }
	if e.Kind == eventlog.WaitSend && carries(e.Obj) {
		to = e.Obj
	}
	if e.Kind == eventlog.WaitCases {
		for _, c := range w.Goroutines[e.G].Cases {
			if c.Send && carries(c.Chan) {
				to = c.Chan
			}
		}
	}
	step := Step{What: Waits, Who: e.G, Where: w.Channels[to].Name}
	last := s.Steps[len(s.Steps)-1]
	if to != 0 && (last.What != Waits || last.Who != step.Who || last.Where != step.Where) {
		s.add(e, step)
	}
}

func (s *Story) add(e *eventlog.Event, step Step) {
	w := s.head.world
	step.Seq, step.At, step.Site, step.Name = e.Seq, w.Now, e.Site, w.Goroutines[step.Who].Name
	if n := len(s.Steps); n > 0 {
		s.Steps[n-1].Lasted = step.At - s.Steps[n-1].At
	}
	s.Steps = append(s.Steps, step)
}
