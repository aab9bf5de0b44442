// Package rendertest makes worlds for tests of the renderer: a service of
// client, token bucket, queue, workers and backoff that writes the events
// which the real one would, without running anything.
package rendertest

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// Settings are the service's settings.
type Settings struct {
	Workers, Capacity int
	Bucket            int
	Rate              float64 // tokens per second
	Arrival           float64 // jobs per second
	Work              time.Duration
	Fail              float64 // share of attempts that fail
	Attempts          int
	Base              time.Duration // first backoff
	InWorker          bool          // workers sleep through backoffs
}

// Service writes events into its World.
type Service struct {
	Settings
	World *world.World

	rng    *rand.Rand
	now    time.Duration
	seq    int64
	timers timers
	idle   []int // workers that wait to receive
	parked []int // goroutines that wait to send, with their job in World
	queued int
	jobs   int64
}

type timer struct {
	due time.Duration
	seq int64
	do  func()
}

type timers []timer

func (t timers) Len() int { return len(t) }
func (t timers) Less(i, j int) bool {
	return t[i].due < t[j].due || t[i].due == t[j].due && t[i].seq < t[j].seq
}
func (t timers) Swap(i, j int) { t[i], t[j] = t[j], t[i] }
func (t *timers) Push(x any)   { *t = append(*t, x.(timer)) }
func (t *timers) Pop() any {
	x := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return x
}

const (
	client = 1
	queue  = 1
	bucket = 1
)

// New starts a service at virtual time 0.
func New(s Settings, seed uint64) *Service {
	v := &Service{Settings: s, World: world.New(), rng: rand.New(rand.NewPCG(seed, 1))}
	v.emit(eventlog.Event{Kind: eventlog.Knob, Text: "arrival", N: int64(math.Float64bits(s.Arrival))})
	v.spawn(0, "client")
	v.emit(eventlog.Event{Kind: eventlog.ChanMake, G: client, Obj: queue, N: int64(s.Capacity), M: 1, Text: "queue"})
	v.emit(eventlog.Event{Kind: eventlog.BucketSet, G: client, Obj: bucket, N: int64(s.Bucket), M: int64(s.Rate * 1000), Text: "limit"})
	v.level(float64(s.Bucket), 2)
	for range s.Workers {
		v.wait(v.spawn(client, "worker"))
	}
	if s.Arrival > 0 {
		v.arrive()
	}
	return v
}

func (v *Service) emit(e eventlog.Event) {
	v.seq++
	e.Seq, e.At = v.seq, int64(v.now)
	v.World.Apply(&e)
}

func (v *Service) after(d time.Duration, do func()) {
	v.seq++
	heap.Push(&v.timers, timer{v.now + d, v.seq, do})
}

// Run lets virtual time pass.
func (v *Service) Run(d time.Duration) {
	end := v.now + d
	for len(v.timers) > 0 && v.timers[0].due <= end {
		t := heap.Pop(&v.timers).(timer)
		v.now = t.due
		t.do()
	}
	v.now = end
	v.World.Advance(end)
}

// Burst offers n jobs at once.
func (v *Service) Burst(n int) {
	for range n {
		v.offer()
	}
}

func (v *Service) spawn(parent int, name string) int {
	id := len(v.World.Goroutines)
	v.emit(eventlog.Event{Kind: eventlog.GoCreate, G: parent, Obj: id, Text: name})
	v.emit(eventlog.Event{Kind: eventlog.GoStart, G: id})
	return id
}

func (v *Service) arrive() {
	v.after(time.Duration(v.rng.ExpFloat64()/v.Arrival*1e9), func() {
		v.offer()
		v.arrive()
	})
}

func (v *Service) level(tokens float64, m int64) {
	v.emit(eventlog.Event{Kind: eventlog.BucketTake, G: client, Obj: bucket, N: int64(math.Round(tokens * 1000)), M: m})
}

func (v *Service) offer() {
	v.jobs++
	v.emit(eventlog.Event{Kind: eventlog.JobOffer, G: client, Job: v.jobs, Obj: 1})
	tokens := v.World.Buckets[bucket].Level(v.now)
	if tokens < 1 {
		v.level(tokens, 0)
		v.emit(eventlog.Event{Kind: eventlog.JobReject, G: client, Job: v.jobs, Text: "no token"})
		return
	}
	v.level(tokens-1, 1)
	if !v.send(client) {
		v.emit(eventlog.Event{Kind: eventlog.JobReject, G: client, Job: v.jobs, Text: "queue full"})
	}
}

// send puts the job of g into the queue, or into an idle worker's hands.
func (v *Service) send(g int) bool {
	if len(v.idle) == 0 && v.queued >= v.Capacity {
		return false
	}
	v.emit(eventlog.Event{Kind: eventlog.Send, G: g, Obj: queue})
	if len(v.idle) == 0 {
		v.queued++
		return true
	}
	worker := v.idle[0]
	v.idle = v.idle[1:]
	v.emit(eventlog.Event{Kind: eventlog.Recv, G: worker, Obj: queue})
	v.work(worker, 1)
	return true
}

func (v *Service) wait(worker int) {
	v.emit(eventlog.Event{Kind: eventlog.WaitRecv, G: worker, Obj: queue})
	v.idle = append(v.idle, worker)
}

// Hire starts another worker.
func (v *Service) Hire() { v.next(v.spawn(client, "worker")) }

// next lets a worker take the next job, or wait for one.
func (v *Service) next(worker int) {
	if v.queued == 0 {
		v.wait(worker)
		return
	}
	v.emit(eventlog.Event{Kind: eventlog.Recv, G: worker, Obj: queue})
	v.queued--
	if len(v.parked) > 0 {
		g := v.parked[0]
		v.parked = v.parked[1:]
		v.queued++
		v.emit(eventlog.Event{Kind: eventlog.Send, G: g, Obj: queue})
		v.emit(eventlog.Event{Kind: eventlog.GoEnd, G: g})
	}
	v.work(worker, 1)
}

func (v *Service) work(worker, first int) {
	job := int64(v.World.Goroutines[worker].Job)
	attempt := max(int(v.World.Jobs[job].Attempt)+1, first)
	v.emit(eventlog.Event{Kind: eventlog.JobAttempt, G: worker, Job: job, N: int64(attempt)})
	d := time.Duration((0.5 + v.rng.Float64()) * float64(v.Work))
	v.emit(eventlog.Event{Kind: eventlog.Sleep, G: worker, N: int64(d)})
	v.after(d, func() { v.done(worker, job, attempt) })
}

func (v *Service) done(worker int, job int64, attempt int) {
	v.emit(eventlog.Event{Kind: eventlog.SleepDone, G: worker})
	switch failed := v.rng.Float64() < v.Fail; {
	case !failed:
		v.emit(eventlog.Event{Kind: eventlog.JobComplete, G: worker, Job: job})
	case attempt >= v.Attempts:
		v.emit(eventlog.Event{Kind: eventlog.JobFail, G: worker, Job: job, Text: "downstream unavailable"})
	default:
		v.backoff(worker, job, attempt)
		if v.InWorker {
			return
		}
	}
	v.next(worker)
}

func (v *Service) backoff(worker int, job int64, attempt int) {
	d := time.Duration((0.5 + v.rng.Float64()/2) * float64(v.Base<<(attempt-1)))
	v.emit(eventlog.Event{
		Kind: eventlog.JobBackoff, G: worker, Job: job, N: int64(attempt), M: int64(d),
		Text: "downstream unavailable",
	})
	if v.InWorker {
		v.emit(eventlog.Event{Kind: eventlog.Sleep, G: worker, N: int64(d)})
		v.after(d, func() {
			v.emit(eventlog.Event{Kind: eventlog.SleepDone, G: worker})
			v.work(worker, attempt+1)
		})
		return
	}
	g := v.spawn(worker, "park")
	v.emit(eventlog.Event{Kind: eventlog.Sleep, G: g, N: int64(d)})
	v.after(d, func() {
		v.emit(eventlog.Event{Kind: eventlog.SleepDone, G: g})
		if v.send(g) {
			v.emit(eventlog.Event{Kind: eventlog.GoEnd, G: g})
			return
		}
		v.emit(eventlog.Event{Kind: eventlog.WaitSend, G: g, Obj: queue})
		v.parked = append(v.parked, g)
	})
}

// Shutdown cancels the jobs that are being worked on and ends their workers.
func (v *Service) Shutdown() {
	for id := range v.World.Goroutines {
		g := &v.World.Goroutines[id]
		if g.Name != "worker" || !g.Alive() {
			continue
		}
		if g.Job != 0 {
			v.emit(eventlog.Event{Kind: eventlog.JobCancel, G: id, Job: int64(g.Job), Text: "context canceled"})
		}
		v.emit(eventlog.Event{Kind: eventlog.GoEnd, G: id})
	}
	v.timers, v.idle = v.timers[:0], v.idle[:0]
}

// Resize replaces the queue by one of another capacity, as the real pool
// does: the jobs move, those that do not fit stay in the old channel.
func (v *Service) Resize(capacity int) {
	id := len(v.World.Channels)
	v.emit(eventlog.Event{Kind: eventlog.Close, G: client, Obj: queue})
	v.emit(eventlog.Event{Kind: eventlog.ChanMake, G: client, Obj: id, N: int64(capacity), M: 1, Text: "queue"})
	mover := v.spawn(client, "mover")
	for range min(v.queued, capacity) {
		v.emit(eventlog.Event{Kind: eventlog.Recv, G: mover, Obj: queue})
		v.emit(eventlog.Event{Kind: eventlog.Send, G: mover, Obj: id})
	}
}
