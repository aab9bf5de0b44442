package layout

import "sluice/engine/graph"

// pipes lays the pipe of every link.
func (p *plan) pipes() {
	p.scene.Pipes = make([]Pipe, len(p.Links))
	for k, l := range p.Links {
		pipe := &p.scene.Pipes[k]
		from, to, ok := p.ends(k)
		pipe.Flow = l.Flow
		if !ok || l.Flow == graph.Signal || p.role[from] == panel || p.role[to] == panel {
			pipe.From, pipe.To = -1, -1
			continue
		}
		pipe.From, pipe.To, pipe.Width = from, to, 16*p.s
		switch l.Flow {
		case graph.Main:
			if p.back[k] {
				continue
			}
			p.mainPipe(pipe, p.bends[k])
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

// mainPipe lays a pipe straight on, or past other columns through its bends.
func (p *plan) mainPipe(pipe *Pipe, bends []int) {
	outs, ins := p.exits(pipe.From, 1), p.exits(pipe.To, -1)
	if len(bends) > 0 {
		p.bentPipe(pipe, bends, outs, ins)
	} else {
		p.straightPipe(pipe, outs, ins)
	}
	for _, end := range []int{pipe.From, pipe.To} {
		if p.Stations[end].Kind == graph.Workers {
			pipe.Width = min(pipe.Width, 0.36*p.grid[end].pitch)
		}
	}
}

func (p *plan) straightPipe(pipe *Pipe, outs, ins []coord) {
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
}

// bentPipe passes columns between what stands there.
func (p *plan) bentPipe(pipe *Pipe, bends []int, outs, ins []coord) {
	var way []Point
	ends := func(k int) (a, b coord) {
		m, half := p.mid[bends[k]], p.width[p.rank[pipe.From]+1+k]/2
		return coord{m.u - half, m.v}, coord{m.u + half, m.v}
	}
	first, last := ends(0)
	for k := range bends {
		a, b := ends(k)
		if k > 0 {
			way = append(way, p.sweep(last, a)...)
		}
		way = append(way, p.point(a.u, a.v), p.point(b.u, b.v))
		last = b
	}
	if len(ins) == 1 {
		way = append(way, p.sweep(last, ins[0])...)
	} else {
		for _, b := range ins {
			pipe.In = append(pipe.In, p.sweep(last, b))
		}
	}
	for _, a := range outs {
		pipe.Out = append(pipe.Out, append(p.sweep(a, first), way...))
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
