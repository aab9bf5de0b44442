package motion

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/rendertest"
)

// play is a stage that shows a script on one of rendertest's graphs.
type play struct {
	*Stage
	*rendertest.Script
	graph *graph.Graph
}

func newPlay(name string) *play {
	g := rendertest.Graphs()[name]
	return &play{NewStage(g), rendertest.NewScript(), g}
}

func (v *play) frames(n int) {
	for range n {
		counts := v.Census(v.World, nil)
		if v.Scene == nil {
			v.SetScene(layout.New(v.graph, desk, counts))
		}
		v.Update(v.World, frame, 0)
	}
}

func (v *play) station(id string) int {
	return slices.IndexFunc(v.graph.Stations, func(st graph.Station) bool { return st.ID == id })
}

func (v *play) place(id string, k int) layout.Point { return v.Scene.Stations[v.station(id)].Places[k] }

func TestABlockedSendersJobWaitsAtTheHandOver(t *testing.T) {
	v := newPlay("fan-in")
	q := v.Chan("q", 0)
	p1, p2, w := v.Go("p1"), v.Go("p2"), v.Go("w")
	v.frames(1)
	first, second := int32(v.Offer(p1)), int32(v.Offer(p2))
	v.frames(1)
	if at := v.StandsAt(first); at != v.station("p1") {
		t.Errorf("before the send the job stands at station %d", at)
	}
	v.Send(p1, q)
	v.Send(p2, q)
	v.frames(90)
	if v.Where(first) != v.place("q", 0) {
		t.Errorf("the first job waits at %v, not inside the hand-over", v.Where(first))
	}
	if box := v.Scene.Stations[v.station("q")].Box; v.StandsAt(second) != v.station("q") || v.Where(second).X >= box.X {
		t.Errorf("the second job waits at %v, not before %v", v.Where(second), box)
	}
	if e := v.Ends(v.station("q")); e != (Ends{Made: true, Open: 1, Senders: 2}) {
		t.Errorf("at its ends: %+v", e)
	}
	v.Recv(w, q)
	v.frames(90)
	if v.Where(first) != v.place("w", 0) {
		t.Errorf("the received job is at %v", v.Where(first))
	}
	if v.Where(second) != v.place("q", 0) {
		t.Errorf("the second job has not moved up: %v", v.Where(second))
	}
}

func TestABlockedSendersJobWaitsBeforeAFullQueue(t *testing.T) {
	v := newPlay("fan-in of clients")
	q, c := v.Chan("q", 2), v.Go("c1")
	var jobs []int32
	for range 3 {
		jobs = append(jobs, int32(v.Offer(c)))
		v.Send(c, q)
	}
	v.frames(2)
	box := v.Scene.Stations[v.station("q")].Box
	if p := v.Where(jobs[2]); p.X >= box.X || v.StandsAt(jobs[2]) != v.station("q") {
		t.Errorf("the third job is at %v, the queue at %v", p, box)
	}
	if v.Waiting[v.station("q")] != 2 {
		t.Errorf("%d jobs are in the queue", v.Waiting[v.station("q")])
	}
	for i := range v.Particles {
		if !v.Particles[i].Shown || v.Particles[i].Dim {
			t.Errorf("job %d is hidden or dim", v.Particles[i].Job)
		}
	}
}

func TestWhoWaitsToReceiveIsCounted(t *testing.T) {
	v := newPlay("pipeline")
	if v.frames(1); v.Ends(v.station("a")).Made {
		t.Error("a channel that nobody has made is there")
	}
	a := v.Chan("a", 0)
	v.Recv(v.Go("one"), a)
	v.frames(1)
	if e := v.Ends(v.station("a")); e != (Ends{Made: true, Open: 1, Receivers: 1}) {
		t.Errorf("at its ends: %+v", e)
	}
	v.Close(a)
	v.frames(1)
	if e := v.Ends(v.station("a")); !e.Closed || e.Receivers != 0 {
		t.Errorf("once it is closed: %+v", e)
	}
}

func TestAJobBeginsAtTheClientThatOffersIt(t *testing.T) {
	v := newPlay("fan-in of clients")
	q := v.Chan("q", 4)
	v.Go("c1")
	v.Go("c2")
	c3, w := v.Go("c3"), v.Go("w")
	v.Recv(w, q)
	v.frames(1)
	job := int32(v.Offer(c3)) // and a worker has it before the next frame
	v.Send(c3, q)
	v.frames(1)
	home := v.Scene.Stations[v.station("c3")].Box
	if p := v.Where(job); layout.Distance(p, home.Center()) > home.W {
		t.Errorf("the job sets off at %v, its client is at %v", p, home)
	}
}

func TestASinkMayCountTheJobsOfOneSource(t *testing.T) {
	v := newPlay("two chains")
	for i := range v.graph.Stations {
		switch st := &v.graph.Stations[i]; st.ID {
		case "d1":
			st.Source = 1
		case "d2":
			st.Source = 2
		}
	}
	g := v.Go("c1")
	for k, source := range []int{1, 2, 2} {
		job := int64(k + 1)
		v.Emit(eventlog.Event{Kind: eventlog.JobOffer, G: g, Job: job, Obj: source})
		v.Emit(eventlog.Event{Kind: eventlog.JobComplete, G: g, Job: job})
	}
	v.frames(1)
	if a, b := v.Sinks[v.station("d1")], v.Sinks[v.station("d2")]; a != 1 || b != 2 {
		t.Errorf("the sinks count %d and %d", a, b)
	}
}

func TestAPlaceIsKnownToHaveBeenTaken(t *testing.T) {
	v := newPlay("pipeline")
	v.frames(1)
	if v.Seen(v.station("one")) != 0 {
		t.Error("a goroutine has been seen before there is one")
	}
	g := v.Go("one")
	v.Emit(eventlog.Event{Kind: eventlog.GoEnd, G: g})
	v.frames(1)
	if v.Seen(v.station("one")) != 1 || len(v.Crew(v.station("one"))) != 0 {
		t.Errorf("%d seen, %d there", v.Seen(v.station("one")), len(v.Crew(v.station("one"))))
	}
}

func TestWhoIsStuckStaysToBeSeen(t *testing.T) {
	v := newPlay("ring of two")
	a, b := v.Go("a"), v.Go("b")
	v.Recv(a, v.Chan("y", 0))
	v.Recv(b, v.Chan("x", 0))
	v.Pass(time.Second)
	v.End(world.Deadlock)
	v.frames(1)
	for _, id := range []string{"a", "b"} {
		if len(v.Crew(v.station(id))) != 1 {
			t.Errorf("%s is gone", id)
		}
	}
}
