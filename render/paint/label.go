package paint

import "sluice/render/layout"

// label sets a station's name and the line under it, or after it, where the
// layout has room for them. What does not fit is left out.
func (p *Painter) label(i int, name, sub []byte) {
	l := &p.scene.Stations[i].Label
	if l.Lines == 0 || p.atlas == nil {
		return
	}
	t, b := p.scene.Canvas.Text, l.Box
	x := b.X
	switch l.Align {
	case layout.Middle:
		x += b.W / 2
	case layout.Right:
		x += b.W
	}
	if l.Lines == 2 {
		p.over.use(p.Palette.Text)
		p.text(LabelText, layout.Point{X: x, Y: p.baseline(LabelText, b.Y+9*t)}, l.Align, name)
		p.over.use(p.Palette.Muted)
		p.text(SubText, layout.Point{X: x, Y: p.baseline(SubText, b.Y+24*t)}, l.Align, sub)
		return
	}
	nameW := p.atlas.width(LabelText, name) / p.live.scale
	subW := p.atlas.width(SubText, sub) / p.live.scale
	space := 7 * t
	if len(sub) == 0 || nameW+space+subW > b.W+2 {
		subW, space = 0, 0
	}
	switch l.Align {
	case layout.Middle:
		x -= (nameW + space + subW) / 2
	case layout.Right:
		x -= nameW + space + subW
	}
	base := p.baseline(LabelText, b.Y+b.H/2)
	p.over.use(p.Palette.Text)
	p.text(LabelText, layout.Point{X: x, Y: base}, layout.Left, name)
	if subW > 0 {
		p.over.use(p.Palette.Muted)
		p.text(SubText, layout.Point{X: x + nameW + space, Y: base}, layout.Left, sub)
	}
}

// subFits reports whether a line fits under, or after, the name of station i.
func (p *Painter) subFits(i int, name, sub []byte) bool {
	l := &p.scene.Stations[i].Label
	if p.atlas == nil || l.Lines == 0 {
		return true
	}
	w := p.atlas.width(SubText, sub)
	if l.Lines == 1 {
		w += p.atlas.width(LabelText, name) + 7*p.scene.Canvas.Text*p.live.scale
	}
	return w <= (l.Box.W+2)*p.live.scale
}
