package bridge

import (
	"syscall/js"
	"unsafe"

	"sluice/engine/session"
)

// box is a run as Export would write it, but for the hash at its end. When the
// program dies, the page reads it out of the memory that is left
// (web/src/canvas/blackbox.ts, which knows these three fields by their places).
type box struct {
	head []byte
	full [][]byte
	last []byte
}

// boxes are the runs that are shown, the first one first. They do not move.
var boxes [session.MaxCompared]box

// keep notes in the boxes how far each run has come. It is called when all
// goroutines wait, so that what is found later is the log of a moment.
func (g *game) keep() {
	if g.session == nil {
		return
	}
	for i := range boxes {
		b := &boxes[i]
		if all := g.session.Sessions(); i < len(all) {
			b.head, b.full, b.last = all[i].Parts(b.head[:0])
		} else {
			*b = box{}
		}
	}
}

// boxAddress is where the page finds the boxes.
func boxAddress() js.Value { return js.ValueOf(float64(uintptr(unsafe.Pointer(&boxes)))) }
