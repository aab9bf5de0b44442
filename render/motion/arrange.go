package motion

import (
	"slices"

	"sluice/engine/graph"
	"sluice/render/layout"
)

// easeTime is how long stations take to a new place, and goroutines to come
// and to go, in seconds of wall time.
const easeTime = 0.25

// easeOut sets off fast and arrives gently; x and the result go from 0 to 1.
func easeOut(x float32) float32 { return 1 - (1-x)*(1-x)*(1-x) }

// SetScene says where everything is to stand from now on. In a scene for the
// same canvas the stations move there; on another canvas they stand there at
// the next Update.
func (s *Stage) SetScene(scene *layout.Scene) {
	switch {
	case s.Scene != nil:
	case s.before == nil || s.before.scene.Canvas != scene.Canvas:
		s.Scene, s.before = scene, nil
	default:
		s.Scene = s.before.start(s.graph, scene)
	}
	s.to, s.relaid = scene, true
}

// arrange moves the stations by dt towards where they are to stand, with
// jump all the way.
func (s *Stage) arrange(dt float32, jump bool) {
	jump = jump || s.Scene.Canvas != s.to.Canvas
	s.comeAndGo(dt/easeTime, jump || len(s.of) == 0)
	if s.relaid {
		s.from, s.way = s.present(), 0
	}
	if s.from == nil {
		return
	}
	s.way += dt / easeTime
	if jump || s.way >= 1 {
		s.from, s.relaid = nil, false
		s.stand(s.to)
		return
	}
	s.stand(blend(easeOut(s.way)).scene(s.from, s.to))
}

// present is the scene as it is drawn, its workers in the order of now.
func (s *Stage) present() *layout.Scene {
	out := *s.Scene
	out.Stations, out.Pipes = slices.Clone(out.Stations), slices.Clone(out.Pipes)
	for i := range out.Stations {
		if out.Stations[i].Kind == graph.Workers {
			s.regroup(&out, i)
		}
	}
	return &out
}

// regroup puts the places of station i, its lanes and the pipes to them in
// the order in which its workers stand now. Where places are kept, those who
// come and go leave the lanes and pipes as they are.
func (s *Stage) regroup(scene *layout.Scene, i int) {
	st := &scene.Stations[i]
	var places []layout.Point
	if s.graph.Stations[i].Room > 0 && len(st.Places) == len(s.to.Stations[i].Places) {
		places = slices.Clone(st.Places)
		for k, m := range s.census.crews[i] {
			if m.drawn && k < len(places) {
				places[k] = m.At
			}
		}
		st.Places = places
		return
	}
	var lanes []int
	for _, m := range s.census.crews[i] {
		if m.drawn {
			places, lanes = append(places, m.At), append(lanes, m.lane)
		}
	}
	for k := range scene.Pipes {
		q := &scene.Pipes[k]
		if q.From == i && len(q.Out) == len(st.Lanes) {
			q.Out = pick(q.Out, lanes)
		}
		if q.To == i && len(q.In) == len(st.Lanes) {
			q.In = pick(q.In, lanes)
		}
	}
	st.Places, st.Lanes = places, pick(st.Lanes, lanes)
}

func pick[T any](all []T, order []int) []T {
	var out []T
	for _, k := range order {
		out = append(out, all[k])
	}
	return out
}

// stand draws everything as a scene has it: what rests stays at its place,
// what flies on its pipe.
func (s *Stage) stand(scene *layout.Scene) {
	old := s.routes
	s.Scene, s.routes = scene, newRoutes(scene)
	s.courses.stale()
	s.goals = s.goals[:0]
	for i := range scene.Stations {
		s.goals = append(s.goals, s.entry(i))
	}
	for i := range s.Particles {
		if p := &s.Particles[i]; p.flying {
			s.reroute(p, &old)
		}
	}
	for i := range s.census.crews {
		st := &scene.Stations[i]
		for k := range s.census.crews[i] {
			m := &s.census.crews[i][k]
			if m.drawn = k < len(st.Lane); m.drawn {
				m.At, m.lane = st.Places[k], st.Lane[k]
			}
		}
	}
}

// comeAndGo lets new goroutines grow by a part of their size, and those that
// have returned shrink.
func (s *Stage) comeAndGo(part float32, jump bool) {
	if jump {
		part = 1
	}
	for i, crew := range s.census.crews {
		for k := range crew {
			m, st := &crew[k], &s.Scene.Stations[i]
			m.Size = min(m.Size+part, 1)
			if !m.drawn && s.graph.Stations[i].Room > 0 && k < len(st.Lane) {
				m.At, m.lane, m.drawn = st.Places[k], st.Lane[k], true
			}
		}
		gone := s.census.gone[i][:0]
		for _, m := range s.census.gone[i] {
			if m.Size -= part; m.Size > 0 {
				gone = append(gone, m)
			}
		}
		s.census.gone[i] = gone
	}
}
