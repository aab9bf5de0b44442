// Package world folds an event log into what the page shows: goroutines,
// channels, jobs, buckets and counters at the playhead.
//
// A World is a function of the events applied to it and of nothing else, so
// world(t) = fold(log[:t]). The renderer, the counters, the tables and the
// tests all read it; nobody keeps a second count.
package world

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/metrics"
)

// World is the state of a run after some number of its events.
type World struct {
	Seq int64         // the last event applied
	Now time.Duration // its virtual time, or later: see Advance

	Goroutines []Goroutine // by number; 0 is the driver
	Channels   []Channel   // by number; 0 stands for every nil channel
	Jobs       []Job       // by number; 0 is no job
	Buckets    []Bucket    // by number; 0 is no bucket
	Knobs      map[string]float64
	Acts       map[string]int    // how often each action was done
	Notes      map[string]string // what the scene says, by name
	Tallies    map[string]int    // what the scene counts, by name
	Reasons    map[string]int    // jobs that did not complete, by why
	Output     []string          // lines that the scene has printed, at most the last MaxOutput

	Live     []int32 // jobs in flight, in no particular order
	Finished []int32 // jobs that have ended, in the order of ending

	metrics.Counts
	Wait     metrics.Histogram // of completed jobs, from offer to first attempt
	Service  metrics.Histogram // of completed jobs, in attempts
	Latency  metrics.Histogram // of completed jobs, from offer to completion
	Ended    string            // why the run finished; empty while it goes on
	LastSite int               // where the last event with a place happened
	Moved    int32             // the job that the last event sent or received, 0 for none

	meter    metrics.Meter
	results  []metrics.Result   // of the steps that are over; never changed, so copies share them
	step     *step              // that goes on, or nil
	bytes    int64              // of the log, up to the last event
	states   [Cancelled + 1]int // jobs in each state
	crews    map[string]bool    // names of goroutines that have worked on jobs
	workers  int                // goroutines of such a name that have not ended
	running  int                // goroutines that have not ended
	cut      bool               // the last line of Output is not whole yet
	window   int                // first of Finished that is inside Window
	inWindow metrics.Counts
	broken   error
	lastWait int32   // counts waits, to tell a stale queue entry
	woken    []int32 // goroutines whose wait is believed to be over, and others
	open     belief  // that has turned out to be wrong, while an event is applied
	values   bool    // it is a program that knows nothing of jobs: each value is one
}

// InFlight is the number of jobs that have been offered and not ended.
func (w *World) InFlight() int { return len(w.Live) }

// Queued is the number of jobs in the buffers of channels.
func (w *World) Queued() int { return w.states[Queued] }

// Running returns how many goroutines have not ended.
func (w *World) Running() int { return w.running }

// GoState is what a goroutine is doing.
type GoState uint8

// The states.
const (
	Runnable GoState = iota // created, not yet run
	Running
	BlockedSend
	BlockedRecv
	BlockedSelect
	BlockedSync
	Sleeping
	Outside // it waits for something that no probe sees, as the network
	Done
	Leaked // the run is over and it still waits
	Panicked
)

var goStates = [...]string{
	"runnable", "running", "blocked on send", "blocked on receive",
	"blocked in select", "blocked on sync", "sleeping", "waiting outside", "done", "leaked",
	"panicked",
}

func (s GoState) String() string { return goStates[s] }

// Goroutine is one goroutine of the run.
type Goroutine struct {
	Name   string
	What   string // what a sync wait is for, or what the panic said
	Cases  []eventlog.Case
	Since  time.Duration // of the state
	Until  time.Duration // end of a sleep, or when its last timer is due
	Parent int32
	Site   int32 // where it is
	Wait   int32 // channel or lock that it waits for; 0: nil channel
	Job    int32 // the job that it carries, 0 for none
	Born   int32 // where it was created
	Core   int16 // core of the processor that it was seen on last, from 1; 0: not known
	State  GoState

	wait      int32 // number of its present wait; 0 when it does not wait
	given     int32 // job that a sender handed to it while it waited
	givenBy   int32 // channel through which; 0 for none
	taken     int32 // channel whose receiver took the value that it sends
	unblocker int32
	kept      []int32 // jobs that it had when it received others, the oldest first
}

// Unblocked returns the goroutine that has ended g's wait on a channel,
// before g itself has gone on; ok is false if none has.
func (g *Goroutine) Unblocked() (by int, ok bool) {
	return int(g.unblocker), g.wait == 0
}

// Alive reports whether g has not ended.
func (g *Goroutine) Alive() bool { return g.State < Done || g.State == Leaked }

// Stands reports whether g is at a line still: it has not ended, or it
// panicked there.
func (g *Goroutine) Stands() bool { return g.Alive() || g.State == Panicked }

// Channel is one channel of the run.
type Channel struct {
	Name     string
	Cap      int
	Closed   bool
	Carries  bool // its elements move jobs
	External bool // the driver fills it from outside the run
	Released bool // it has done its work; the number is free
	Site     int

	elems    fifo
	recvq    []waiter
	sendq    []waiter
	Received int // elements taken out so far
}

// Len returns the number of elements in the buffer.
func (c *Channel) Len() int { return c.elems.len() }

// Job returns the job in the buffer's place i, counted from the next one to
// be received; 0 if that element carries none.
func (c *Channel) Job(i int) int32 { return c.elems.at(i) }

// JobState is where a job is in its life.
type JobState uint8

// The states. From Completed on a job has ended.
const (
	Carried JobState = iota // a goroutine holds it
	Queued                  // in a channel's buffer
	Working                 // an attempt is going on
	BackingOff
	Completed
	Rejected
	Failed
	Cancelled
)

var jobStates = [...]string{
	"carried", "queued", "working", "backing off", "completed", "rejected",
	"failed", "cancelled",
}

func (s JobState) String() string { return jobStates[s] }

// Over reports whether a job in state s has ended.
func (s JobState) Over() bool { return s >= Completed }

// Job is one job.
type Job struct {
	State   JobState
	Source  uint8
	Attempt int16
	Origin  int32         // goroutine that offered it
	Holder  int32         // goroutine that holds it, or that held it last
	Chan    int32         // channel whose buffer it is in, 0 for none
	Offered time.Duration // when it entered
	Since   time.Duration // when it came into its state
	Until   time.Duration // end of its backoff
	Taken   time.Duration // when its first attempt began, once Attempt is not 0
	Served  time.Duration // in attempts that are over
	Reason  string        // of a rejection, failure or cancellation; last error

	live int32 // place in Live
	sent bool  // it has been on its way
}

// Bucket is a token bucket, or a leaky one: then its level is what jobs have
// poured in, and its rate is negative.
type Bucket struct {
	Name           string
	Capacity       int
	Rate           float64 // tokens per second
	Taken, Refused int

	level float64
	at    time.Duration
}

// Level returns what is in the bucket at virtual time now: between two events
// it refills or drains steadily, so its level is a function of time.
func (b *Bucket) Level(now time.Duration) float64 {
	level := b.level + b.Rate*(now-b.at).Seconds()
	return max(0, min(level, max(float64(b.Capacity), b.level)))
}

// New returns the world before the first event.
func New() *World {
	return &World{
		Goroutines: []Goroutine{{Name: "driver", State: Running}},
		Channels:   []Channel{{Name: "nil"}},
		Jobs:       make([]Job, 1),
		Buckets:    make([]Bucket, 1),
		Knobs:      map[string]float64{},
		Acts:       map[string]int{},
		Notes:      map[string]string{},
		Tallies:    map[string]int{},
		Reasons:    map[string]int{},
		crews:      map[string]bool{},
	}
}
