package layout

import "sluice/engine/graph"

// pipes lays the pipe of every link.
func (p *plan) pipes() {
	p.scene.Pipes = make([]Pipe, len(p.Links))
	for k, l := range p.Links {
		pipe := &p.scene.Pipes[k]
		from, to, ok := p.ends(l)
		pipe.Flow = l.Flow
		if !ok {
			pipe.From, pipe.To = -1, -1
			continue
		}
		pipe.From, pipe.To, pipe.Width = from, to, 16*p.s
		switch l.Flow {
		case graph.Main:
			p.mainPipe(pipe)
		case graph.Refusal:
			pipe.Out = [][]Point{p.fall(from, to)}
		case graph.GaveUp:
			pipe.Out = [][]Point{p.giveUp(from, to)}
		}
		p.paths = append(p.paths, pipe.Out...)
		p.paths = append(p.paths, pipe.In...)
	}
	p.loopPipes()
}

// steep is how much farther a pipe may go sideways than onwards as one
// curve; a steeper one takes two corners.
const steep = 2.2

// sweep is a way that leaves and arrives along the flow.
func (p *plan) sweep(a, b coord) []Point {
	half := (b.u - a.u) / 2
	bend := [4]Point{p.point(a.u, a.v), p.point(a.u+half, a.v), p.point(b.u-half, b.v), p.point(b.u, b.v)}
	return s(bend, abs(b.v-a.v) > steep*abs(b.u-a.u))
}

// drop is a way that leaves and arrives across the flow.
func (p *plan) drop(a, b coord) []Point {
	half := (b.v - a.v) / 2
	bend := [4]Point{p.point(a.u, a.v), p.point(a.u, a.v+half), p.point(b.u, b.v-half), p.point(b.u, b.v)}
	return s(bend, abs(b.u-a.u) > steep*abs(b.v-a.v))
}

// s is an S through four points: one curve, or corners.
func s(q [4]Point, corners bool) []Point {
	if corners {
		return rounded(q[:], min(Distance(q[0], q[1]), Distance(q[1], q[2])/2))
	}
	return curve(nil, q[0], q[1], q[2], q[3])
}

func abs(x float32) float32 { return max(x, -x) }

// exits are where the main flow leaves a station: of Workers one a lane.
func (p *plan) exits(i int, sign float32) []coord {
	m, half := p.mid[i], p.size[i].u/2*sign
	if p.Stations[i].Kind != graph.Workers {
		return []coord{{m.u + half, m.v}}
	}
	var all []coord
	g := p.grid[i]
	for row := range g.rows {
		all = append(all, coord{m.u + half, m.v + g.pitch*(float32(row)-float32(g.rows-1)/2)})
	}
	return all
}

func (p *plan) mainPipe(pipe *Pipe) {
	outs, ins := p.exits(pipe.From, 1), p.exits(pipe.To, -1)
	fan := len(outs) > 1 && len(ins) > 1
	hub := coord{(outs[0].u + ins[0].u) / 2, (p.mid[pipe.From].v + p.mid[pipe.To].v) / 2}
	if fan || len(ins) == 1 {
		for _, a := range outs {
			pipe.Out = append(pipe.Out, p.sweep(a, pick2(fan, hub, ins[0])))
		}
	}
	if fan || len(ins) > 1 {
		for _, b := range ins {
			pipe.In = append(pipe.In, p.sweep(pick2(fan, hub, outs[0]), b))
		}
	}
	for _, end := range []int{pipe.From, pipe.To} {
		if p.Stations[end].Kind == graph.Workers {
			pipe.Width = min(pipe.Width, 0.36*p.grid[end].pitch)
		}
	}
}

func pick2(first bool, a, b coord) coord {
	if first {
		return a
	}
	return b
}

// fall is the way of a refused job: out across the flow.
func (p *plan) fall(from, to int) []Point {
	a, b := p.mid[from], p.mid[to]
	if d := p.size[from].u/2 - 14*p.s; b.u > a.u-d && b.u < a.u+d {
		a.u = b.u // straight down
	}
	return p.drop(
		coord{a.u, a.v + p.size[from].v/2},
		coord{b.u, b.v - p.size[to].v/2},
	)
}

// giveUp is the way of a job that failed for good or was cancelled: out of
// the last of the workers.
func (p *plan) giveUp(from, to int) []Point {
	b := p.mid[to]
	outs := p.exits(from, 1)
	a := outs[len(outs)-1]
	if !p.portrait {
		return p.sweep(a, coord{b.u - p.size[to].u/2, b.v})
	}
	a.u = p.mid[from].u
	if p.Stations[from].Kind != graph.Workers {
		a.v += p.size[from].v / 2
	}
	return p.drop(a, coord{b.u, b.v - p.size[to].v/2})
}
