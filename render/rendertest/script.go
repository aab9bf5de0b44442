package rendertest

import (
	"slices"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// Script writes a world by hand: goroutines do what they are told to, and who
// blocks on a channel goes on when another one meets it.
type Script struct {
	World *world.World

	now  time.Duration
	seq  int64
	jobs int64
}

// NewScript begins at virtual time 0.
func NewScript() *Script { return &Script{World: world.New()} }

// Emit writes an event.
func (s *Script) Emit(e eventlog.Event) {
	s.seq++
	e.Seq, e.At = s.seq, int64(s.now)
	s.World.Apply(&e)
}

// Pass lets virtual time pass.
func (s *Script) Pass(d time.Duration) {
	s.now += d
	s.World.Advance(s.now)
}

// Go starts a goroutine of a name and returns its number.
func (s *Script) Go(name string) int {
	id := len(s.World.Goroutines)
	s.Emit(eventlog.Event{Kind: eventlog.GoCreate, Obj: id, Text: name})
	s.Emit(eventlog.Event{Kind: eventlog.GoStart, G: id})
	return id
}

// Chan makes a channel that carries jobs and returns its number.
func (s *Script) Chan(name string, capacity int) int {
	id := len(s.World.Channels)
	s.Emit(eventlog.Event{Kind: eventlog.ChanMake, Obj: id, N: int64(capacity), M: 1, Text: name})
	return id
}

// Offer lets goroutine g offer a new job and returns its number.
func (s *Script) Offer(g int) int64 {
	s.jobs++
	s.Emit(eventlog.Event{Kind: eventlog.JobOffer, G: g, Job: s.jobs, Obj: 1})
	return s.jobs
}

// Send lets g send the job that it holds; it blocks when nobody receives and
// the buffer is full.
func (s *Script) Send(g, channel int) {
	c := &s.World.Channels[channel]
	receivers := s.World.AppendReceivers(nil, channel)
	if len(receivers) == 0 && c.Len() >= c.Cap {
		s.Emit(eventlog.Event{Kind: eventlog.WaitSend, G: g, Obj: channel})
		return
	}
	s.Emit(eventlog.Event{Kind: eventlog.Send, G: g, Obj: channel})
	if len(receivers) > 0 {
		s.Emit(eventlog.Event{Kind: eventlog.Recv, G: int(receivers[0]), Obj: channel})
	}
}

// Recv lets g receive; it blocks when there is nothing.
func (s *Script) Recv(g, channel int) {
	senders := s.World.AppendSenders(nil, channel)
	if len(senders) == 0 && s.World.Channels[channel].Len() == 0 {
		s.Emit(eventlog.Event{Kind: eventlog.WaitRecv, G: g, Obj: channel})
		return
	}
	s.Emit(eventlog.Event{Kind: eventlog.Recv, G: g, Obj: channel})
	if len(senders) > 0 {
		s.Emit(eventlog.Event{Kind: eventlog.Send, G: int(senders[0]), Obj: channel})
	}
}

// Work lets g work on the job that it holds for a time.
func (s *Script) Work(g int, d time.Duration) {
	s.Emit(eventlog.Event{Kind: eventlog.JobAttempt, G: g, Job: int64(s.World.Goroutines[g].Job), N: 1})
	s.Emit(eventlog.Event{Kind: eventlog.Sleep, G: g, N: int64(d)})
}

// Complete lets g complete the job that it holds.
func (s *Script) Complete(g int) {
	s.Emit(eventlog.Event{Kind: eventlog.JobComplete, G: g, Job: int64(s.World.Goroutines[g].Job)})
}

// Lock lets g wait for a lock.
func (s *Script) Lock(g int, what string) {
	s.Emit(eventlog.Event{Kind: eventlog.WaitSync, G: g, Text: what})
}

// Bucket makes a bucket, or sets it anew; a leaky one's rate is negative.
func (s *Script) Bucket(name string, capacity int, rate, level float64) {
	at := slices.IndexFunc(s.World.Buckets, func(b world.Bucket) bool { return b.Name == name })
	if at <= 0 {
		at = len(s.World.Buckets)
	}
	s.Emit(eventlog.Event{Kind: eventlog.BucketSet, Obj: at, N: int64(capacity), M: int64(rate * 1000), Text: name})
	s.Emit(eventlog.Event{Kind: eventlog.BucketTake, Obj: at, N: int64(level * 1000), M: 2})
}

// Note says something under a name.
func (s *Script) Note(name, text string) {
	s.Emit(eventlog.Event{Kind: eventlog.Note, Text: name + "\t" + text})
}

// Tally counts n more of something.
func (s *Script) Tally(name string, n int) {
	s.Emit(eventlog.Event{Kind: eventlog.Tally, Text: name, N: int64(n)})
}

// Close closes a channel.
func (s *Script) Close(channel int) { s.Emit(eventlog.Event{Kind: eventlog.Close, Obj: channel}) }

// End finishes the run.
func (s *Script) End(why string) { s.Emit(eventlog.Event{Kind: eventlog.Finish, Text: why}) }
