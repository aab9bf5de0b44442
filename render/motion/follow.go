package motion

import (
	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
)

// stagger is how long after the first the last job of a burst sets off, at
// most, and how much each job adds to it, in seconds.
const (
	staggerAll = 0.6
	staggerOne = 0.004
)

// offered takes in every job that is new and in flight.
func (s *Stage) offered(w *world.World) {
	first := max(len(s.of), 1)
	for len(s.of) < len(w.Jobs) {
		s.of = append(s.of, 0)
	}
	n := len(w.Jobs) - first
	for id := first; id < len(w.Jobs); id++ {
		if !w.Jobs[id].State.Over() {
			s.join(int32(id), s.home(w, id), delayOf(id-first, n))
		}
	}
}

// home is where a job was offered.
func (s *Stage) home(w *world.World, id int) layout.Stop {
	home := layout.Stop{Station: s.census.home, Place: -1}
	if seat := s.census.seats[w.Jobs[id].Origin]; seat.Station >= 0 {
		home.Station = seat.Station
		if s.graph.Stations[seat.Station].Kind == graph.Workers {
			home.Place = seat.Place // each sends on its own lane
		}
	}
	return home
}

func delayOf(k, n int) float32 {
	if n < 2 {
		return 0
	}
	return min(staggerAll, staggerOne*float32(n)) * float32(k) / float32(n)
}

// ended counts the jobs that have ended and sends each to its sink; with jump
// none is seen to go that was not seen before.
func (s *Stage) ended(w *world.World, first int, jump bool) {
	n := len(w.Jobs) - first
	for _, id := range w.Finished[s.finished:] {
		j := &w.Jobs[id]
		sink := s.sinkOf(j)
		if sink >= 0 {
			s.Sinks[sink]++
		}
		s.nudge(sink)
		if s.of[id] == 0 && !jump {
			s.join(id, s.home(w, int(id)), delayOf(int(id)-first, n))
		}
		switch k := s.of[id]; {
		case k > 0:
			p := &s.Particles[k-1]
			p.ended, p.next = true, s.destination(sink, j, p.stop)
			if p.fate = j.State; s.census.sinks {
				p.State = p.fate
			}
			if j.State == world.Failed {
				s.shake(p.worker)
			}
		case k < 0:
			m := &s.members[-k-1]
			m.ended, m.next, m.via = true, s.destination(sink, j, m.from), s.workplace(j, m.from)
			if j.State == world.Failed {
				s.shake(j.Holder)
			}
		}
	}
	s.finished = len(w.Finished)
}

// destination is where a job goes that has ended: to its sink; where a picture
// has none at all, to whoever had it last; else it stays where it is.
func (s *Stage) destination(sink int32, j *world.Job, last layout.Stop) layout.Stop {
	if sink >= 0 {
		return layout.Stop{Station: sink, Place: -1}
	}
	if seat := s.census.seats[j.Holder]; !s.census.sinks && seat.Station >= 0 {
		return seat
	}
	return last
}

// workplace returns where a job was worked on that has ended, if it has not
// been seen there; nowhere if it was not worked on.
func (s *Stage) workplace(j *world.Job, last layout.Stop) layout.Stop {
	seat := s.census.seats[j.Holder]
	if seat.Station < 0 || seat.Station == last.Station || s.graph.Stations[seat.Station].Kind != graph.Workers {
		return nowhere
	}
	return seat
}

// sinkOf returns the station that counts an ended job of its source: one for
// its very reason before one for any, -1 if there is none.
func (s *Stage) sinkOf(j *world.Job) int32 {
	outcome := graph.Outcome(j.State - world.Completed)
	any := int32(-1)
	for i := range s.graph.Stations {
		st := &s.graph.Stations[i]
		if st.Kind != graph.Sink || st.Outcome != outcome || st.Source != 0 && st.Source != j.Source {
			continue
		}
		if st.Reason == j.Reason && st.Reason != "" {
			return int32(i)
		}
		if st.Reason == "" {
			any = int32(i)
		}
	}
	return any
}

// nudge lets the queue give way that refused a job for this sink.
func (s *Stage) nudge(sink int32) {
	if s.Still {
		return
	}
	for k := range s.Scene.Pipes {
		q := &s.Scene.Pipes[k]
		if q.Flow == graph.Refusal && int32(q.To) == sink && s.graph.Stations[q.From].Kind == graph.Queue {
			s.Nudge[q.From] = 1
		}
	}
}

func (s *Stage) shake(worker int32) {
	if worker == 0 || s.Still {
		return
	}
	seat := s.census.seats[worker]
	if seat.Station >= 0 && seat.Place >= 0 && int(seat.Place) < len(s.census.crews[seat.Station]) {
		s.census.crews[seat.Station][seat.Place].Shake = 1
	}
}

// locate finds out where the world says that each live job is.
func (s *Stage) locate(w *world.World) {
	clear(s.Waiting)
	clear(s.Drawn)
	for i := range s.due {
		s.due[i] = s.due[i][:0]
		s.NextDue[i] = -1
	}
	for i := range s.Particles {
		p := &s.Particles[i]
		if p.ended {
			continue
		}
		j := &w.Jobs[p.Job]
		if j.State == world.BackingOff && p.State == world.Working {
			s.shake(p.worker)
		}
		p.State, p.worker, p.Dim = j.State, 0, false
		if j.State == world.Working {
			p.worker = j.Holder
		}
		p.next = s.whereabouts(p.Job, p.next, w)
	}
	s.locateMembers(w)
	for i := range s.graph.Stations {
		switch s.graph.Stations[i].Kind {
		case graph.Queue:
			s.lineUp(i, w)
			s.wait(i, w)
		case graph.Backoff:
			s.rank(i)
		}
	}
}

// whereabouts returns where the world says that a job in flight is that was
// last at a stop: its station, and its place if that is the one of whoever
// holds it.
func (s *Stage) whereabouts(job int32, last layout.Stop, w *world.World) layout.Stop {
	j := &w.Jobs[job]
	if j.Chan == 0 {
		return s.locateHeld(job, last, s.census.seats[j.Holder], w)
	}
	if station := s.census.stationC[j.Chan]; station >= 0 {
		return layout.Stop{Station: station, Place: -1}
	}
	return last
}

// locateHeld returns the place of a job that a goroutine with a seat holds.
func (s *Stage) locateHeld(job int32, last, seat layout.Stop, w *world.World) layout.Stop {
	if seat.Station < 0 { // of no station: it stays where it was last
		return layout.Stop{Station: last.Station, Place: -1}
	}
	i := seat.Station
	switch s.graph.Stations[i].Kind {
	case graph.Backoff:
		s.candidate(int(i), job, w)
		seat.Place = -1
		s.Waiting[i]++
	case graph.Client, graph.Pile:
		seat.Place = -1
		if k := s.Waiting[i]; k < len(s.Scene.Stations[i].Places) {
			seat.Place = int32(k)
			s.Drawn[i]++
		}
		s.Waiting[i]++
	}
	return seat
}

// candidate keeps a backing-off job if it is among those due first.
func (s *Stage) candidate(i int, job int32, w *world.World) {
	until := w.Jobs[job].Until
	if s.NextDue[i] < 0 || until < s.NextDue[i] {
		s.NextDue[i] = until
	}
	due := s.due[i]
	before := func(k int) bool {
		u := w.Jobs[due[k]].Until
		return u > until || u == until && due[k] > job
	}
	if len(due) < len(s.Scene.Stations[i].Places) {
		due = append(due, job)
	} else if len(due) > 0 && before(len(due)-1) {
		due[len(due)-1] = job
	} else {
		return
	}
	for k := len(due) - 1; k > 0 && before(k-1); k-- {
		due[k], due[k-1] = due[k-1], due[k]
	}
	s.due[i] = due
}

// rank gives the jobs that are due first the dials.
func (s *Stage) rank(i int) {
	for k, job := range s.due[i] {
		s.target(job).Place = int32(k)
	}
	s.Drawn[i] = len(s.due[i])
}

// Due returns the jobs on a Backoff's dials, the one due first at first.
func (s *Stage) Due(station int) []int32 { return s.due[station] }

// Where returns the place at which a job in flight is drawn, or is to be.
func (s *Stage) Where(job int32) layout.Point {
	if k := s.of[job]; k > 0 {
		return layout.Point{X: s.Particles[k-1].X, Y: s.Particles[k-1].Y}
	}
	at, _, _ := s.goal(*s.target(job))
	return at
}

// StandsAt returns the station at which a job in flight is; -1 if it is not
// drawn.
func (s *Stage) StandsAt(job int32) int {
	if job == 0 {
		return -1
	}
	at := s.target(job)
	if at == nil {
		return -1
	}
	if k := s.of[job]; k > 0 {
		at = &s.Particles[k-1].stop
	}
	return int(at.Station)
}

// lineUp gives the jobs in a queue's channels their slots, those of the
// oldest channel first. What a smaller queue left over in a channel of
// another name stands before them.
func (s *Stage) lineUp(i int, w *world.World) {
	for _, id := range s.census.loose {
		if ch := &w.Channels[id]; ch.Len() > 0 && s.StandsAt(ch.Job(0)) == i {
			s.lineUpIn(i, ch)
		}
	}
	for _, id := range s.census.channels[i] {
		s.lineUpIn(i, &w.Channels[id])
	}
}

func (s *Stage) lineUpIn(i int, ch *world.Channel) {
	st := &s.Scene.Stations[i]
	if st.Bar { // only their number shows
		s.Waiting[i] += ch.Len()
		return
	}
	for k := range ch.Len() {
		at := s.Waiting[i]
		s.Waiting[i]++
		job := ch.Job(k)
		if job == 0 || s.of[job] == 0 {
			continue
		}
		*s.target(job) = layout.Stop{Station: int32(i), Place: int32(at)}
		s.Drawn[i] = at + 1
		if n := s.of[job]; n > 0 {
			s.Particles[n-1].Dim = at >= len(st.Places)
		} else {
			s.members[-n-1].dim = at >= len(st.Places)
		}
	}
}
