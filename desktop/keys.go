//go:build !js

package main

import (
	"fmt"
	"runtime"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// help is what the keys do.
const help = "1-9 GOMAXPROCS    up, down workers    b burst of 10    space holds the view    esc quits"

// keys does what was asked for since the last frame, and reports whether that
// is the end.
func (w *window) keys() (quit bool) {
	for i := range 9 {
		if inpututil.IsKeyJustPressed(ebiten.KeyDigit1 + ebiten.Key(i)) {
			w.setProcs(i + 1)
		}
	}
	switch {
	case inpututil.IsKeyJustPressed(ebiten.KeyEscape):
		return true
	case inpututil.IsKeyJustPressed(ebiten.KeySpace):
		w.paused = !w.paused
	case inpututil.IsKeyJustPressed(ebiten.KeyB):
		w.run.inject(10)
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowUp):
		w.run.turn("workers", 1)
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowDown):
		w.run.turn("workers", -1)
	}
	return false
}

func (w *window) setProcs(n int) {
	w.said = ""
	if cores := runtime.NumCPU(); n > cores {
		w.said = fmt.Sprintf("this machine has %d cores: %d would run no more at once", cores, n)
		return
	}
	w.procs = n
	w.run.setProcs(n)
}
