package layout

import "sluice/engine/graph"

// build fills the scene: bodies, pipes, labels, dials. It reports whether
// everything that this detail asks for found a place.
func (p *plan) build() bool {
	for i := range p.Stations {
		st := &p.scene.Stations[i]
		if p.role[i] == loop || p.role[i] == panel {
			continue
		}
		st.Box = p.box(p.mid[i], p.size[i])
		st.Round = 14 * p.s
		p.take(st.Box)
		switch st.Kind {
		case graph.Client:
			p.fillClient(i)
		case graph.Pile:
			p.fillPile(i)
		case graph.Bucket:
			p.fillBucket(i)
		case graph.Leaky:
			p.fillLeaky(i)
		case graph.Queue:
			p.fillQueue(i)
		case graph.Workers:
			p.fillWorkers(i, p.grid[i])
		}
	}
	if p.detail > bare && !p.fits() {
		return false // what is taken only grows, so nothing mends it
	}
	p.pipes()
	if p.detail > bare && !p.labels() {
		return false
	}
	if p.detail == bare && p.surveyed && p.ring > 0 { // else the picture is shrunk
		p.labelSome()
	}
	return p.dials() && p.fits() && p.ringTextsClear() && p.signals()
}

// ringTextsClear reports whether what stands beside rings and spouts is off
// the ways of refused jobs.
func (p *plan) ringTextsClear() bool {
	for k := range p.scene.Pipes {
		if q := &p.scene.Pipes[k]; q.Flow == graph.Refusal {
			for i := range p.scene.Stations {
				if r := p.scene.Stations[i].RingText; !r.Empty() && p.pointsUnder(r, q.Out) > 0 {
					return false
				}
			}
		}
	}
	return true
}

func (p *plan) fillClient(i int) {
	st := &p.scene.Stations[i]
	m := st.Box.Center()
	st.Round = 16 * p.s
	st.Radius = 4.5 * p.s
	for k := range 3 {
		st.Places = append(st.Places, Point{m.X + 14*p.s*float32(1-k), m.Y})
	}
	st.More = Point{m.X, m.Y + 18*p.s}
}

// fillPile puts the jobs that are next at the bottom, the first of them at the
// far side.
func (p *plan) fillPile(i int) {
	st := &p.scene.Stations[i]
	st.Radius = 4.5 * p.s
	for k := range 3 {
		st.Places = append(st.Places, Point{st.Box.Center().X + 14*p.s*float32(1-k), st.Box.Bottom() - 12*p.s})
	}
}

// fillBucket puts the refill ring above the bucket, or before it when the
// flow runs downwards.
func (p *plan) fillBucket(i int) {
	st := &p.scene.Stations[i]
	b := st.Box
	w, h := textWidth(15, 11.5, p.t), subHeight*p.t
	r := float32(ringRadius) * p.s
	if p.portrait {
		st.Ring = Point{b.X - (16+ringRadius)*p.s, b.Y + r + 2}
		st.RingText = Rect{st.Ring.X - r - 6*p.t - w, st.Ring.Y - h/2, w, h}
		st.RingRight = true
	} else {
		rise := refillRise * p.s
		if p.detail < full {
			rise = (16 + ringRadius) * p.s
		}
		st.Ring = Point{b.Center().X, b.Y - rise}
		st.RingText = Rect{st.Ring.X + r + 7*p.t, st.Ring.Y - h/2, w, h}
		p.take(Rect{st.Ring.X - 2, st.Ring.Y + r, 4, b.Y - st.Ring.Y - r})
	}
	st.Drop = Point{b.Center().X, b.Y}
	if p.detail < full {
		st.RingText = Rect{}
	} else {
		p.take(st.RingText)
	}
	p.take(Around(st.Ring, r))
}

// fillLeaky puts the spout at the bottom of the bucket's far side, off the
// ways of jobs.
func (p *plan) fillLeaky(i int) {
	st := &p.scene.Stations[i]
	b := st.Box
	w, h := textWidth(15, 11.5, p.t), subHeight*p.t
	st.Ring = Point{b.Right() + spoutReach*p.s, b.Bottom() - 9*p.s}
	st.RingText = Rect{st.Ring.X + 10*p.s, st.Ring.Y + 2*p.s, w, h}
	if st.RingRight = p.portrait; p.portrait {
		st.Ring.X = b.X - spoutReach*p.s
		st.RingText.X = st.Ring.X - 10*p.s - w
	}
	st.Drop = Point{st.Ring.X, st.Ring.Y + 26*p.s}
	p.take(Rect{st.Ring.X - 4*p.s, st.Ring.Y - 4*p.s, 8 * p.s, 32 * p.s})
	if p.detail < full {
		st.RingText = Rect{}
	}
	p.take(st.RingText)
}

// take notes that nothing else may stand on r.
func (p *plan) take(r Rect) {
	if !r.Empty() {
		p.taken = append(p.taken, r)
	}
}

// fits reports whether nothing overlaps and everything is inside.
func (p *plan) fits() bool {
	for i, a := range p.taken {
		if !a.Within(p.region.Grow(edge / 2)) {
			return false
		}
		for _, b := range p.taken[:i] {
			if a.Overlaps(b) {
				return false
			}
		}
	}
	return true
}
