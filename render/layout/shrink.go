package layout

import "sluice/engine/graph"

// shrunk is the last resort for a tiny canvas: the picture is placed on one
// that is big enough and then made smaller as a whole.
func shrunk(g *graph.Graph, ls *links, canvas Canvas, counts []int, portrait bool) *Scene {
	const most = 1000 // by then nothing is seen of it
	for k := float32(1.2); ; k *= 1.2 {
		big := canvas
		big.W, big.H = big.W*k, big.H*k
		p := newPlan(g, ls, big, counts, bare, 0, 0.4, portrait)
		if p.place() || k > most {
			p.scene.Canvas = canvas
			p.scene.scale(1 / k)
			return p.scene
		}
	}
}

// scale makes everything in s bigger by k, from the top left corner.
func (s *Scene) scale(k float32) {
	point := func(p *Point) { p.X, p.Y = p.X*k, p.Y*k }
	points := func(all []Point) {
		for i := range all {
			point(&all[i])
		}
	}
	rect := func(r *Rect) { r.X, r.Y, r.W, r.H = r.X*k, r.Y*k, r.W*k, r.H*k }
	s.Scale *= k
	for i := range s.Stations {
		st := &s.Stations[i]
		rect(&st.Box)
		rect(&st.RingText)
		rect(&st.Plot)
		points(st.Places)
		point(&st.More)
		point(&st.Ring)
		point(&st.Drop)
		st.Round, st.Radius = st.Round*k, st.Radius*k
		for j := range st.Lanes {
			points(st.Lanes[j][:])
		}
		for j := range st.Texts {
			rect(&st.Texts[j])
		}
	}
	for i := range s.Pipes {
		s.Pipes[i].Width *= k
		for _, path := range s.Pipes[i].Out {
			points(path)
		}
		for _, path := range s.Pipes[i].In {
			points(path)
		}
	}
}
