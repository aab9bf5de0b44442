//go:build !js

package main

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"time"

	"sluice/desktop/lanes"
	"sluice/render/layout"
	"sluice/render/paint"
)

// Heights at text scale 1, in logical pixels.
const (
	statusHeight = 46
	helpHeight   = 34
	margin       = 20
	nameWidth    = 150 // of a lane
	mostLanes    = 16
)

// laneCount is how many lanes there are: one for each core, as far as that is
// sensible.
func laneCount() int { return min(runtime.NumCPU(), mostLanes) }

// laneHeight is lower where there are many.
func laneHeight() float64 {
	switch n := laneCount(); {
	case n <= 4:
		return 30
	case n <= 8:
		return 25
	}
	return 20
}

// seen returns the lanes that are shown: where there are more than fit, those
// on which something ran just now.
func (w *window) seen() []*lanes.Lane {
	all := w.run.lanes.All()
	if len(all) <= laneCount() {
		return all
	}
	active := slices.DeleteFunc(slices.Clone(all), func(l *lanes.Lane) bool { return len(l.Spans) == 0 })
	return active[:min(len(active), laneCount())]
}

// above is the height of the picture.
func (w *window) above() float64 {
	return max(w.h-w.text*(statusHeight+float64(laneCount())*laneHeight()+helpHeight), 1)
}

// foot draws what stands under the picture: what runs on which core.
func (w *window) foot() {
	s, p, t := &w.sheet, w.palette, float32(w.text)
	s.Begin(w.atlas, w.scale)
	top := float32(w.above())
	s.Fill(layout.Rect{Y: top, W: float32(w.w), H: float32(w.h) - top}, 0, p.Surface)
	s.Fill(layout.Rect{Y: top, W: float32(w.w), H: 1}, 0, p.Line)
	y := top + statusHeight*t/2
	w.status(y)
	y = top + statusHeight*t
	high, seen := float32(laneHeight())*t, w.seen()
	for i := range laneCount() {
		box := layout.Rect{X: margin * t, Y: y, W: float32(w.w) - 2*margin*t, H: high}
		if i < len(seen) {
			w.lane(seen[i], box)
		} else {
			s.Text(paint.SubText, layout.Point{X: box.X, Y: box.Center().Y}, layout.Left, p.Muted, "a core not used yet")
			s.Fill(strip(box, t), 4*t, p.Raised)
		}
		y += high
	}
	y += helpHeight * t / 2
	s.Text(paint.SubText, layout.Point{X: margin * t, Y: y}, layout.Left, p.Muted, help)
	s.Text(paint.SubText, layout.Point{X: float32(w.w) - margin*t, Y: y}, layout.Right, p.Muted,
		fmt.Sprintf("the last %d ms", shown.Milliseconds()))
}

// status says what runs, and how it goes.
func (w *window) status(y float32) {
	s, p, t := &w.sheet, w.palette, float32(w.text)
	room := w.figures(y) - 2*margin*t
	title, note := w.run.spec.Title, "real clock"
	switch {
	case w.paused:
		note = "the view is held, and the run goes on"
	case w.run.ended != "":
		note = w.run.ended
	case w.said != "":
		note = w.said
	}
	x, space := margin*t, 12*t
	if both := s.Width(paint.LabelText, title) + space + s.Width(paint.SubText, note); both <= room {
		s.Text(paint.LabelText, layout.Point{X: x, Y: y}, layout.Left, p.Text, title)
		x += s.Width(paint.LabelText, title) + space
	}
	s.Text(paint.SubText, layout.Point{X: x, Y: y}, layout.Left, p.Muted, note)
}

// figures sets the run's numbers, each between words, and returns where they
// begin.
func (w *window) figures(y float32) (x float32) {
	s, p, t := &w.sheet, w.palette, float32(w.text)
	now := w.run.world().Now
	recent, span := w.run.world().Recent()
	x = float32(w.w) - margin*t
	for _, part := range [][3]string{
		{"", fmt.Sprintf("%.1f", float64(recent.Completed)/max(span.Seconds(), 1e-3)), "jobs/s"},
		{"", fmt.Sprintf("%.1f", w.run.lanes.Busy(now-shown, now)), fmt.Sprintf("of %d cores busy", runtime.NumCPU())},
		{"GOMAXPROCS", strconv.Itoa(w.procs), ""},
	} {
		for i := len(part) - 1; i >= 0; i-- {
			style, c := paint.SubText, p.Muted
			if i == 1 {
				style, c = paint.LabelText, p.Text
			}
			if part[i] != "" {
				s.Text(style, layout.Point{X: x, Y: y}, layout.Right, c, part[i])
				x -= s.Width(style, part[i]) + 6*t
			}
		}
		x -= 16 * t
	}
	return x
}

// strip is the part of a lane in which time goes by.
func strip(lane layout.Rect, t float32) layout.Rect {
	high := lane.H - min(8*t, lane.H/4)
	return layout.Rect{X: lane.X + nameWidth*t, Y: lane.Y + (lane.H-high)/2, W: lane.W - nameWidth*t, H: high}
}

// lane is one core's last moments.
func (w *window) lane(lane *lanes.Lane, box layout.Rect) {
	s, p, t := &w.sheet, w.palette, float32(w.text)
	middle, strip := box.Center().Y, strip(box, t)
	s.Fill(strip, 4*t, p.Raised)
	color := p.CoreColor(lane.Core)
	badge := layout.Point{X: box.X + 9*t, Y: middle}
	s.Frame(layout.Around(badge, 9*t), 9*t, 1.5*t, color)
	s.Text(paint.SubText, badge, layout.Middle, p.Text, strconv.Itoa(lane.Core))
	now := w.run.world().Now
	who := "no goroutine"
	if g := w.run.lanes.Running(lane); g != 0 {
		who = w.run.name(g)
	}
	s.Text(paint.SubText, layout.Point{X: box.X + 26*t, Y: middle}, layout.Left, p.Text, "core "+strconv.Itoa(lane.Core)+": "+who)
	for k := range lane.Spans {
		w.span(&lane.Spans[k], now, strip, color)
	}
}

// span is a time for which a goroutine ran on the core.
func (w *window) span(span *lanes.Span, now time.Duration, strip layout.Rect, color paint.Color) {
	s, p, t := &w.sheet, w.palette, float32(w.text)
	at := func(m time.Duration) float32 {
		return strip.X + strip.W*max(1-float32(now-m)/float32(shown), 0)
	}
	from, to := at(span.From), at(span.To)
	if to <= strip.X {
		return
	}
	box := layout.Rect{X: from, Y: strip.Y, W: max(to-from-1, 2*t), H: strip.H}
	number := w.run.number(span.Goroutine)
	if box.W > 4*t { // else it is a stroke, and has to be seen
		color = color.Mix(p.Surface, shade(number))
	}
	s.Fill(box, min(3*t, box.W/2), color)
	if label := strconv.Itoa(number); number > 0 && box.W > s.Width(paint.SubText, label)+4*t {
		s.Text(paint.SubText, box.Center(), layout.Middle, p.Text, label)
	}
}

// shade tells neighbours apart, by how much of the surface is mixed in.
func shade(number int) float32 { return [...]float32{0.5, 0.74, 0.6, 0.82}[number%4] }
