package layout

// Heights of a panel at scale 1.
const (
	plotHeight = 64
	panelGap   = 14 // to what stands above
)

// panelHeight is how high a station of bars is, its title included.
func (p *plan) panelHeight() (title, above, plot, below float32) {
	switch p.detail {
	case bare:
		return 0, 0, 0.6 * plotHeight * p.s, 0
	case terse:
		return labelHeight * p.t, subHeight * p.t, 0.7 * plotHeight * p.s, subHeight * p.t
	}
	return labelHeight*p.t + 4, subHeight*p.t + 2, plotHeight * p.s, 2*subHeight*p.t + 2
}

// panelRows is in how many rows the panels stand, at most two beside each
// other.
func (p *plan) panelRows() (rows, cols int) {
	n := len(p.withRole(panel))
	cols = 1
	if n > 1 && p.region.W > 340*p.t {
		cols = 2
	}
	return (n + cols - 1) / cols, cols
}

// setPanels keeps the foot of the canvas free for the panels.
func (p *plan) setPanels() {
	p.foot = p.region
	p.foot.X, p.foot.W = p.foot.X+edge, p.foot.W-2*edge
	rows, _ := p.panelRows()
	title, above, plot, below := p.panelHeight()
	p.foot.H = float32(rows) * (title + above + plot + below + panelGap*p.s)
	p.region.H -= p.foot.H
	p.foot.Y = p.region.Bottom()
}

// panelsFit reports whether something is left for the flow.
func (p *plan) panelsFit() bool {
	flow := len(p.withRole(panel)) < len(p.Stations)
	return p.region.H >= 0 && (!flow || p.region.H > 40*p.s)
}

// placePanels puts the panels at the foot of the canvas.
func (p *plan) placePanels() {
	_, cols := p.panelRows()
	title, above, plot, below := p.panelHeight()
	gap := 24 * p.s
	w := (p.foot.W - gap*float32(cols-1)) / float32(cols)
	if cols == 1 {
		w = min(w, 640*p.s)
	}
	left := p.foot.X + (p.foot.W-w*float32(cols)-gap*float32(cols-1))/2
	y := p.foot.Y
	for k, i := range p.withRole(panel) {
		if k%cols == 0 {
			y += panelGap * p.s
		}
		st := &p.scene.Stations[i]
		x := left + float32(k%cols)*(w+gap)
		st.Round = 8 * p.s
		st.Box = Rect{x, y + title, w, above + plot + below}
		st.Plot = Rect{x, y + title + above, w, plot}
		if p.detail > bare {
			st.Label = Label{Box: Rect{x, y, w, labelHeight * p.t}, Lines: 1}
		}
		if k%cols == cols-1 {
			y += title + above + plot + below
		}
	}
}
