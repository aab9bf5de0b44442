package motion

import (
	"sluice/engine/graph"
	"sluice/render/layout"
)

// At returns the station at a place, -1 for none, and the job and goroutine
// there, 0 for none. A job is meant up to reach CSS pixels beside its
// particle; of several it is the nearest.
func (s *Stage) At(x, y, reach float32) (station int, job, goroutine int32) {
	p := layout.Point{X: x, Y: y}
	station = -1
	for i := range s.Scene.Stations {
		st := &s.Scene.Stations[i]
		if !st.Box.Contains(p) {
			continue
		}
		if st.Kind != graph.Backoff || station < 0 {
			station = i
		}
		if st.Kind != graph.Workers {
			continue
		}
		for k, q := range st.Places {
			if k < len(s.census.crews[i]) && layout.Distance(p, q) <= st.Radius+1 {
				goroutine = s.census.crews[i][k].Goroutine
			}
		}
	}
	best := float32(1e9)
	for i := range s.Particles {
		q := &s.Particles[i]
		if d := hypot(q.X-x, q.Y-y); q.Shown && d < best && d <= q.Radius+reach {
			best, job = d, q.Job
		}
	}
	return station, job, goroutine
}
