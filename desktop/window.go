//go:build !js

package main

import (
	"image"
	"math"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/desktop/glyphs"
	"sluice/render"
)

// longest is the most time that one frame stands for.
const longest = 100 * time.Millisecond

// window is what Ebitengine calls once per frame.
type window struct {
	*options
	run     *run
	view    *render.View
	palette *render.Palette
	sheet   render.Sheet
	atlas   *render.Atlas
	scale   float64 // device pixels in a logical pixel
	text    float64 // scale of all text
	w, h    float64 // in logical pixels
	paused  bool    // the view: the run goes on
	said    string  // what a key came to, until the next one
	last    time.Time
	frame   int
	err     error
}

// show runs a scene in a window until that is closed.
func show(o *options) error {
	spec, err := find(o.scene)
	if err != nil {
		return err
	}
	variant, err := spec.Variant(o.variant)
	if err != nil {
		return err
	}
	w := &window{options: o, palette: &render.Dark, view: render.New(spec.Graph(variant)), last: time.Now()}
	if o.theme == "light" {
		w.palette = &render.Light
	}
	w.view.SetPalette(*w.palette)
	w.run = start(spec, variant, o.procs)
	ebiten.SetWindowSize(o.width, o.height)
	ebiten.SetWindowSizeLimits(640, 480, -1, -1)
	ebiten.SetWindowTitle("Sluice: " + spec.Title)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetScreenClearedEveryFrame(false)
	if err := ebiten.RunGame(w); err != nil {
		return err
	}
	if o.log != "" && w.err == nil {
		w.err = w.run.save(o.log)
	}
	return w.err
}

// Update looks at the run, which has gone on meanwhile.
func (w *window) Update() error {
	if w.err != nil || w.frames > 0 && w.frame >= w.frames || w.keys() {
		return ebiten.Termination
	}
	now := time.Now()
	dt := min(now.Sub(w.last), longest)
	w.last = now
	speed := 0.0
	if !w.paused {
		speed = 1
		w.run.look()
		w.view.SetOnCore(w.onCore())
	}
	w.view.Update(w.run.world(), dt, speed)
	return nil
}

// onCore is who runs at this moment.
func (w *window) onCore() (goroutines []int) {
	for _, lane := range w.run.lanes.All() {
		if g := w.run.lanes.Running(lane); g != 0 {
			goroutines = append(goroutines, g)
		}
	}
	return goroutines
}

// Draw paints the picture and what stands under it.
func (w *window) Draw(screen *ebiten.Image) {
	above := image.Rect(0, 0, screen.Bounds().Dx(), int(math.Round(w.above()*w.scale)))
	w.view.Draw(screen.SubImage(above).(*ebiten.Image))
	w.foot()
	w.sheet.Draw(screen, w.palette, w.atlas)
	w.frame++
	if w.frame == w.frames && w.shot != "" {
		w.err = save(w.shot, screen)
	}
}

// Layout is not called: LayoutF is.
func (w *window) Layout(int, int) (int, int) { panic("desktop: LayoutF is used") }

// LayoutF makes the picture as fine as the screen.
func (w *window) LayoutF(width, height float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	text := math.Round(render.TextScale(width, height, 1)*10) / 10 // few atlases
	if scale != w.scale || text != w.text {
		w.scale, w.text = scale, text
		w.atlas, w.err = glyphs.Atlas(text, scale)
		w.view.SetAtlas(w.atlas)
		w.sheet.ForgetAtlas()
		w.h = 0
	}
	if width != w.w || height != w.h {
		w.w, w.h = width, height
		w.view.Resize(w.w, w.above(), w.scale)
	}
	return width * scale, height * scale
}
