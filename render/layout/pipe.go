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
		for _, path := range pipe.Out {
			p.paths = append(p.paths, path)
		}
		for _, path := range pipe.In {
			p.paths = append(p.paths, path)
		}
	}
	p.loopPipes()
}

// sweep is a curve that leaves and arrives along the flow, bent between.
func (p *plan) sweep(a, b coord) []Point {
	half := (b.u - a.u) / 2
	return curve(nil, p.point(a.u, a.v), p.point(a.u+half, a.v), p.point(b.u-half, b.v), p.point(b.u, b.v))
}

// drop is a curve that leaves and arrives across the flow.
func (p *plan) drop(a, b coord) []Point {
	half := (b.v - a.v) / 2
	return curve(nil, p.point(a.u, a.v), p.point(a.u, a.v+half), p.point(b.u, b.v-half), p.point(b.u, b.v))
}

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
	a, b := p.mid[from], p.mid[to]
	outs := p.exits(from, 1)
	last := outs[len(outs)-1]
	if !p.portrait {
		if p.Stations[from].Kind == graph.Workers {
			last.u -= p.grid[from].pitch * (0.5 - workerRadius)
		}
		return p.sweep(last, coord{b.u - p.size[to].u/2, b.v})
	}
	return p.drop(
		coord{a.u, a.v + p.size[from].v/2},
		coord{b.u, b.v - p.size[to].v/2},
	)
}
