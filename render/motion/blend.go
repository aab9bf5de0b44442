package motion

import "sluice/render/layout"

// blend is how far a scene has come from another one: 0 not at all, 1 wholly.
type blend float32

// scene returns what to shows, on its way from where from showed it. What is
// new comes out of the last one of its kind.
func (b blend) scene(from, to *layout.Scene) *layout.Scene {
	out := *to
	out.Scale = b.number(from.Scale, to.Scale)
	out.Stations = make([]layout.Station, len(to.Stations))
	for i := range out.Stations {
		out.Stations[i] = b.station(&from.Stations[i], &to.Stations[i])
	}
	out.Pipes = make([]layout.Pipe, len(to.Pipes))
	for i := range out.Pipes {
		p, q := &from.Pipes[i], to.Pipes[i]
		q.Width = b.number(p.Width, q.Width)
		q.Out, q.In = b.paths(p.Out, p.In, q.Out), b.paths(p.In, p.Out, q.In)
		out.Pipes[i] = q
	}
	return &out
}

func (b blend) station(from, to *layout.Station) layout.Station {
	out := *to
	out.Box = b.rect(from.Box, to.Box)
	out.Round, out.Radius = b.number(from.Round, to.Round), b.number(from.Radius, to.Radius)
	out.Label.Box = b.rect(from.Label.Box, to.Label.Box)
	out.More = b.point(from.More, to.More)
	out.Ring, out.Drop = b.point(from.Ring, to.Ring), b.point(from.Drop, to.Drop)
	out.Plot = b.rect(from.Plot, to.Plot)
	out.RingText = b.rect(from.RingText, to.RingText)
	out.Places = make([]layout.Point, len(to.Places))
	for k, p := range to.Places {
		out.Places[k] = b.point(nth(from.Places, k, from.Box.Center()), p)
	}
	out.Texts = make([]layout.Rect, len(to.Texts))
	for k, r := range to.Texts {
		out.Texts[k] = b.rect(nth(from.Texts, k, r), r)
	}
	out.Lanes = make([][2]layout.Point, len(to.Lanes))
	for k, l := range to.Lanes {
		was := nth(from.Lanes, k, l)
		out.Lanes[k] = [2]layout.Point{b.point(was[0], l[0]), b.point(was[1], l[1])}
	}
	return out
}

// nth returns element k, the last one if there are fewer, or none of an
// empty list.
func nth[T any](all []T, k int, none T) T {
	if len(all) == 0 {
		return none
	}
	return all[min(k, len(all)-1)]
}

// paths moves pipes that fan out from where they were, or from where there
// was only the other end's.
func (b blend) paths(from, other, to [][]layout.Point) [][]layout.Point {
	if len(from) == 0 {
		from = other
	}
	out := make([][]layout.Point, len(to))
	for k, path := range to {
		out[k] = b.path(nth(from, k, path), path)
	}
	return out
}

// path moves each point of to from the one as far down the list in from.
func (b blend) path(from, to []layout.Point) []layout.Point {
	out := make([]layout.Point, len(to))
	for k, p := range to {
		at := float32(k) * float32(len(from)-1) / float32(max(len(to)-1, 1))
		i := int(at)
		was := blend(at-float32(i)).point(from[i], from[min(i+1, len(from)-1)])
		out[k] = b.point(was, p)
	}
	return out
}

func (b blend) number(from, to float32) float32 { return (1-float32(b))*from + float32(b)*to }

func (b blend) point(from, to layout.Point) layout.Point {
	return layout.Point{X: b.number(from.X, to.X), Y: b.number(from.Y, to.Y)}
}

// rect moves a rectangle that was there before; a new one is at its place.
func (b blend) rect(from, to layout.Rect) layout.Rect {
	if from.Empty() || to.Empty() {
		return to
	}
	return layout.Rect{
		X: b.number(from.X, to.X), Y: b.number(from.Y, to.Y),
		W: b.number(from.W, to.W), H: b.number(from.H, to.H),
	}
}
