//go:build !js

package main

import (
	"fmt"
	"runtime"
	"strconv"
	"time"

	"sluice/desktop/lanes"
	"sluice/render/layout"
	"sluice/render/paint"
)

// Heights at text scale 1, in logical pixels.
const (
	statusHeight = 46
	laneHeight   = 30
	helpHeight   = 34
	margin       = 20
	nameWidth    = 150 // of a lane
	mostLanes    = 12
)

// laneCount is how many lanes there is room for: one for each core, as far as
// that is sensible.
func laneCount() int { return min(runtime.NumCPU(), mostLanes) }

// above is the height of the picture.
func (w *window) above() float64 {
	return max(w.h-w.text*float64(statusHeight+laneCount()*laneHeight+helpHeight), 1)
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
	for i := range laneCount() {
		w.lane(i, layout.Rect{X: margin * t, Y: y, W: float32(w.w) - 2*margin*t, H: laneHeight * t})
		y += laneHeight * t
	}
	y += helpHeight * t / 2
	s.Text(paint.SubText, layout.Point{X: margin * t, Y: y}, layout.Left, p.Muted, help)
	s.Text(paint.SubText, layout.Point{X: float32(w.w) - margin*t, Y: y}, layout.Right, p.Muted,
		fmt.Sprintf("the last %d ms", shown.Milliseconds()))
}

// status says what runs, and how it goes.
func (w *window) status(y float32) {
	s, p, t := &w.sheet, w.palette, float32(w.text)
	title := w.run.spec.Title
	s.Text(paint.LabelText, layout.Point{X: margin * t, Y: y}, layout.Left, p.Text, title)
	x := margin*t + s.Width(paint.LabelText, title) + 12*t
	note := "real clock"
	switch {
	case w.paused:
		note = "the view is held, and the run goes on"
	case w.said != "":
		note = w.said
	}
	s.Text(paint.SubText, layout.Point{X: x, Y: y}, layout.Left, p.Muted, note)

	now := w.run.world().Now
	recent, span := w.run.world().Recent()
	x = float32(w.w) - margin*t
	for _, part := range [][2]string{
		{fmt.Sprintf("%.1f", float64(recent.Completed)/max(span.Seconds(), 1e-3)), "jobs/s"},
		{fmt.Sprintf("%.1f", w.run.lanes.Busy(now-shown, now)), "cores busy"},
		{strconv.Itoa(runtime.NumCPU()), "cores"},
		{strconv.Itoa(w.procs), "GOMAXPROCS"},
	} {
		number, name := part[0], part[1]
		s.Text(paint.SubText, layout.Point{X: x, Y: y}, layout.Right, p.Muted, name)
		x -= s.Width(paint.SubText, name) + 6*t
		s.Text(paint.LabelText, layout.Point{X: x, Y: y}, layout.Right, p.Text, number)
		x -= s.Width(paint.LabelText, number) + 20*t
	}
}

// lane is one core's last moments.
func (w *window) lane(i int, box layout.Rect) {
	s, p, t := &w.sheet, w.palette, float32(w.text)
	middle := box.Center().Y
	strip := layout.Rect{X: box.X + nameWidth*t, Y: middle - 11*t, W: box.W - nameWidth*t, H: 22 * t}
	s.Fill(strip, 4*t, p.Raised)
	all := w.run.lanes.All()
	if i >= len(all) {
		s.Text(paint.SubText, layout.Point{X: box.X, Y: middle}, layout.Left, p.Faint, "a core not used yet")
		return
	}
	lane := all[i]
	color := p.CoreColor(lane.Core)
	badge := layout.Point{X: box.X + 9*t, Y: middle}
	s.Frame(layout.Around(badge, 9*t), 9*t, 1.5*t, color)
	s.Text(paint.SubText, badge, layout.Middle, p.Text, strconv.Itoa(lane.Core))
	now := w.run.world().Now
	who := "free"
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
	box := layout.Rect{X: from, Y: strip.Y, W: max(to-from-1, 1), H: strip.H}
	number := w.run.number(span.Goroutine)
	s.Fill(box, min(3*t, box.W/2), color.Mix(p.Surface, shade(number)))
	if label := strconv.Itoa(number); number > 0 && box.W > s.Width(paint.SubText, label)+4*t {
		s.Text(paint.SubText, box.Center(), layout.Middle, p.Text, label)
	}
}

// shade tells neighbours apart, by how much of the surface is mixed in.
func shade(number int) float32 { return [...]float32{0.5, 0.74, 0.6, 0.82}[number%4] }
