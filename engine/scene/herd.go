package scene

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("herd.go", &Spec{
		ID:    "herd",
		Group: Failures, Place: 1,
		Title: "Retries and the herd",
		Summary: "Many clients lose their session at the same moment. " +
			"How they come back decides whether what they come back to can stand up again.",
		Variants: []Variant{
			{"immediate", "At once"},
			{"fixed", "Fixed delay"},
			{"exponential", "Exponential"},
			{"full", "Full jitter"},
			{"decorrelated", "Decorrelated jitter"},
			{"budget", "With a budget"},
		},
		Knobs: []Knob{
			{ID: "clients", Label: "Clients", Min: 10, Max: 200, Step: 1, Default: 60},
			{ID: "outage", Label: "Outage", Unit: "s", Min: 1, Max: 20, Step: 1, Default: 5},
			{ID: "open", Label: "Time to open a session", Unit: "ms", Min: 5, Max: 100, Step: 1, Default: 20},
			{ID: "base", Label: "Base delay", Unit: "ms", Min: 100, Max: 2000, Step: 100, Default: 500},
			{ID: "attempts", Label: "Attempts", Min: 1, Max: 20, Step: 1, Default: 12},
		},
		Actions: []Action{{"down", "Take it down"}},
		Files:   patterns("retry", "backoff", "jitter", "retry_budget"),
		Graph:   herdGraph,
		Main:    thunder,
		Lesson:  herdLesson,
	})
}

var herdLesson = Lesson{
	Watch: "Each ring is a client. It is blue while its session lasts, and amber while it waits to try again. " +
		"Take the downstream down, and watch whether the amber rings fill together.",
	Tasks: []Task{
		{
			ID: "storm", Text: "Let the clients retry at once, and take the downstream down.",
			Ask: &Question{
				Text:    "60 clients make up to 12 attempts each, with no delay. How many requests come in the first tenth of a second?",
				Options: []string{"About 60", "Several hundred"}, Answer: 1,
				Why: "Nothing has changed between two attempts without a delay, so each client wastes all that it has at once.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "immediate" && w.Acts["down"] > 0 && peak(w) >= 5*w.Knobs["clients"]
			},
			Show: []Step{Wait(6 * time.Second), Do("down"), Wait(2 * time.Second)},
		},
		{
			ID: "herd", Text: "With exponential delays and no jitter, see most clients come back in the same tenth of a second.",
			Ask: &Question{
				Text:    "The delays double. Does that pull the clients apart?",
				Options: []string{"Yes", "No"}, Answer: 1,
				Why: "They failed together and all double together, so they come back together: less often, but all at once.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "exponential" && w.Acts["down"] > 0 && peak(w) >= 0.7*w.Knobs["clients"]
			},
			Show: []Step{In("exponential"), Wait(6 * time.Second), Do("down"), Wait(10 * time.Second)},
		},
		{
			ID: "spread", Text: "Bring the clients back from an outage without half of them ever coming at once.",
			Done: func(_ string, w *world.World) bool {
				return w.Acts["down"] > 0 && w.Notes["downstream"] == "up" &&
					w.Knobs["clients"] >= 40 && w.Knobs["attempts"] >= 4 &&
					served(w) >= 0.8*w.Knobs["clients"] && peak(w) < 0.5*w.Knobs["clients"]
			},
			Show: []Step{In("full"), Wait(6 * time.Second), Do("down"), Wait(20 * time.Second)},
		},
		{
			ID: "budget", Text: "Let a budget refuse most of the retries.",
			Done: func(variant string, w *world.World) bool {
				return variant == "budget" && w.Acts["down"] > 0 && w.Failed >= 20 && w.Retries < w.Failed
			},
			Show: []Step{In("budget"), Wait(6 * time.Second), Do("down"), Wait(4 * time.Second)},
		},
	},
	Takeaway: "Growing delays make retries rare; only jitter makes them come one by one. " +
		"A budget says how many there may be in all, and an honest failure is better than a retry that hurts.",
	Terms: []string{"thundering herd", "backoff", "jitter", "attempt", "retry budget", "bounded queue"},
	Notes: []string{
		"Wait until nearly all rings are blue before you take the downstream down.",
		"Fixed, then exponential, then full jitter, with the same seed: let the room read the histogram, and say nothing.",
		"Opening a session takes 20 ms, so 50 a second can come back. Ask what happens to the other ten of a herd of 60.",
	},
}

// peak is the most requests that came in one slot.
func peak(w *world.World) float64 {
	most := 0
	for name, n := range w.Tallies {
		if strings.HasPrefix(name, "requests/") {
			most = max(most, n)
		}
	}
	return float64(most)
}

// served is how many jobs are being worked on.
func served(w *world.World) float64 {
	n := 0
	for _, id := range w.Live {
		if w.Jobs[id].State == world.Working {
			n++
		}
	}
	return float64(n)
}

func herdGraph(variant string) *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "clients", Kind: graph.Workers, Label: "Clients", Goroutine: "client"},
			{ID: "backlog", Kind: graph.Queue, Label: "Backlog", Channel: "backlog"},
			{ID: "downstream", Kind: graph.Workers, Label: "Downstream", Goroutine: "serve"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "failed", Kind: graph.Sink, Label: "gave up", Outcome: graph.Failed},
			{ID: "rate", Kind: graph.Bars, Label: "Requests to the downstream", Tally: "requests", Series: true},
		},
	}
	way := []string{"clients", "backlog", "downstream", "clients", "completed"}
	if variant == "budget" {
		g.Stations = append(g.Stations, graph.Station{ID: "budget", Kind: graph.Bucket, Label: "Retry budget", Bucket: "budget", Refill: "+0.1 a call"})
		way = slices.Insert(way, 1, "budget")
	}
	g.Links = append(g.Links, chain(way...)...)
	g.Links = append(g.Links, graph.Link{From: "clients", To: "failed", Flow: graph.GaveUp})
	return g
}

// herd is the clients and what they call.
type herd struct {
	env    *Env
	server *downstream
	budget *pattern.RetryBudget // all clients share it
	bucket int                  // its number in the picture

	mu      sync.Mutex
	running int // clients
}

// thunder keeps as many clients as there should be, and
// brings the downstream back after an outage.
func thunder(env *Env) {
	h := &herd{
		env:    env,
		server: &downstream{env: env, born: time.Now()},
		budget: pattern.NewRetryBudget(0.1, maxBudget),
		bucket: probe.NewBucket(),
	}
	h.tell()
	h.server.start()
	h.hire()
	back := time.NewTimer(0)
	back.Stop()
	for {
		select {
		case command := <-env.Commands:
			env.Set(command.ID, command.Value)
			switch command.ID {
			case "clients":
				h.hire()
			case "down":
				h.server.stop()
				seconds := time.Duration(env.Int("outage"))
				back.Reset(seconds * time.Second)
			}
		case <-back.C:
			h.server.start()
		}
	}
}

func (h *herd) hire() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for h.running < h.env.Int("clients") {
		h.running++
		go h.client()
	}
}

func (h *herd) leave() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.running <= h.env.Int("clients") {
		return false
	}
	h.running--
	return true
}

// maxBudget is how many retries the budget can hold.
const maxBudget = 10

// tell records the level of the budget, to be drawn.
func (h *herd) tell() {
	if h.env.Variant == "budget" {
		probe.SetBucket(h.bucket, "budget",
			maxBudget, 0, h.budget.Tokens())
	}
}

// client has a session nearly all the time. When one ends
// it soon opens the next; when it could not get one, it
// comes back later.
func (h *herd) client() {
	time.Sleep(rand.N(3 * time.Second)) // not all at once
	for !h.leave() {
		v := &visit{herd: h, id: h.env.NewJob(1)}
		retry := h.policy()
		retry.Notify = v.backoff
		err := retry.Do(context.Background(), v.try)
		h.tell()
		switch {
		case err == nil:
			probe.Complete(v.id)
			time.Sleep(rand.N(300 * time.Millisecond))
		case errors.Is(err, pattern.ErrBudget):
			probe.Fail(v.id, pattern.ErrBudget.Error())
			h.rest()
		default:
			probe.Fail(v.id, pattern.ErrAttempts.Error())
			h.rest()
		}
	}
}

func (h *herd) rest() {
	time.Sleep(2*time.Second + rand.N(4*time.Second))
}

// policy is what the variants are about.
func (h *herd) policy() pattern.Retry {
	r := pattern.Retry{
		MaxAttempts: h.env.Int("attempts"),
		Base:        h.env.Millis("base"),
		Cap:         8 * h.env.Millis("base"),
	}
	switch h.env.Variant {
	case "immediate":
		r.Strategy = pattern.Immediate
	case "fixed":
		r.Strategy = pattern.Fixed
	case "exponential": // the default
	case "full":
		r.Jitter = pattern.FullJitter
	case "decorrelated":
		r.Jitter = pattern.DecorrelatedJitter
	case "budget":
		r.Jitter = pattern.FullJitter
		r.Budget = h.budget
	}
	return r
}

var (
	errDown = errors.New("downstream is down")
	errBusy = errors.New("backlog is full")
	errLost = errors.New("session is lost")
)

// visit is a client's way to a session, and the session.
type visit struct {
	herd    *herd
	id      int64
	attempt int
	answer  chan answer
}

type answer struct{ err error }

// try opens a session and stays until it ends.
func (v *visit) try(context.Context) error {
	v.attempt++
	probe.Attempt(v.id, v.attempt)
	v.answer = make(chan answer, 1)
	lost, err := v.herd.server.enter(v)
	if err != nil {
		return err
	}
	if a := <-v.answer; a.err != nil {
		return a.err
	}
	probe.Attempt(v.id, v.attempt)
	length := 1500*time.Millisecond + rand.N(3*time.Second)
	select {
	case <-time.After(length):
		return nil
	case <-lost: // for all sessions at the same moment
		return errLost
	}
}

func (v *visit) backoff(n int, d time.Duration, err error) {
	probe.Backoff(v.id, n, d, err.Error())
	v.herd.tell()
}

// downstream opens sessions one after the other. Some can
// wait for that in its backlog, the others are refused.
type downstream struct {
	env  *Env
	born time.Time

	mu      sync.Mutex
	backlog chan *visit   // nil while it is down
	lost    chan struct{} // closed when it goes down
}

func (d *downstream) start() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.backlog = make(chan *visit, 10)
	d.lost = make(chan struct{})
	go d.serve(d.backlog, d.lost)
	probe.Note("downstream", "up")
}

// stop takes it down. Closing lost tells all at once.
func (d *downstream) stop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.backlog == nil {
		return
	}
	close(d.backlog)
	close(d.lost)
	d.backlog = nil
	probe.Note("downstream", "down")
}

// enter never waits. It returns what is closed when the
// session is lost.
func (d *downstream) enter(
	v *visit,
) (<-chan struct{}, error) {
	slot := int(time.Since(d.born) / graph.Slot)
	probe.Tally("requests/"+strconv.Itoa(slot), 1)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.backlog == nil {
		return nil, errDown
	}
	select {
	case d.backlog <- v:
		return d.lost, nil
	default:
		return nil, errBusy
	}
}

// serve opens one session at a time, and none when it is
// down.
func (d *downstream) serve(
	backlog <-chan *visit, lost <-chan struct{},
) {
	for v := range backlog {
		probe.Attempt(v.id, v.attempt)
		select {
		case <-time.After(d.env.Millis("open")):
			v.answer <- answer{}
		case <-lost:
			v.answer <- answer{errDown}
		}
	}
}
