package paint

import (
	"image"
	"math"
	"unsafe"

	"sluice/engine/world"
	"sluice/render/motion"
)

// Motes are painted here and not by the graphics card: a hundred thousand
// triangles cost ten times as much as writing their pixels.

// maxPixels is how many pixels a swarm is painted into at most; on a finer
// screen each of them covers several of its pixels.
const maxPixels = 1_300_000

// Swarm is a picture of motes.
type Swarm struct {
	Pix    []byte // RGBA, alpha-premultiplied, Width pixels to a row
	Width  int
	Height int
	Coarse int // pixels of the screen that one covers, in each direction

	pixels []uint32 // the same memory
	scale  float32  // pixels per CSS pixel
	rows   span     // that are not empty
	clear  span     // that were not empty in the last frame
	ink    [world.Cancelled + 1][shades]uint32
}

// span is a range of rows, from first to before last.
type span struct{ first, last int }

// shades are how strongly a mote is painted, by its job's number, so that a
// dense crowd is seen to move.
const shades = 4

// Dirty returns the rows that differ from the last frame's, as an area of the
// picture; it is empty if there is none.
func (s *Swarm) Dirty() image.Rectangle {
	first, last := min(s.rows.first, s.clear.first), max(s.rows.last, s.clear.last)
	if first >= last {
		return image.Rectangle{}
	}
	return image.Rect(0, first, s.Width, last)
}

// Empty reports whether nothing is on the picture.
func (s *Swarm) Empty() bool { return s.rows.first >= s.rows.last }

// Rows returns the bytes of an area of whole rows.
func (s *Swarm) Rows(area image.Rectangle) []byte {
	return s.Pix[4*s.Width*area.Min.Y : 4*s.Width*area.Max.Y]
}

// Swarm returns the picture of what the last Paint found to be under way as a
// crowd; it is to be drawn over the stations. It is valid until the next Paint.
func (p *Painter) Swarm() *Swarm { return &p.swarm }

// resize makes room for a canvas.
func (s *Swarm) resize(w, h, deviceScale float32) {
	s.Coarse = 1
	for area := w * h * deviceScale * deviceScale; area > maxPixels*float32(s.Coarse*s.Coarse); {
		s.Coarse++
	}
	s.scale = deviceScale / float32(s.Coarse)
	width, height := int(math.Ceil(float64(w*s.scale))), int(math.Ceil(float64(h*s.scale)))
	if width == s.Width && height == s.Height {
		return
	}
	s.Width, s.Height = width, height
	s.pixels = make([]uint32, width*height)
	s.Pix = unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s.pixels))), 4*len(s.pixels))
	s.rows, s.clear = span{}, span{0, height}
}

// motes paints the crowd.
func (p *Painter) motes(s *motion.Stage) {
	sw := &p.swarm
	if len(s.Motes()) == 0 && sw.Empty() {
		sw.clear = span{}
		return
	}
	sw.resize(p.scene.Canvas.W, p.scene.Canvas.H, p.dots.scale)
	clear(sw.pixels[sw.rows.first*sw.Width : sw.rows.last*sw.Width])
	sw.clear, sw.rows = sw.rows, span{sw.Height, 0}
	sw.mix(p)
	p.drawn += sw.paint(s)
	if sw.Empty() {
		sw.rows = span{}
	}
}

// mix makes the colours.
func (s *Swarm) mix(p *Painter) {
	for state := range s.ink {
		c := p.of(world.JobState(state))
		for k := range shades {
			a := 0.55 + 0.45*float32(k)/(shades-1)
			s.ink[state][k] = pack(c.R*a) | pack(c.G*a)<<8 | pack(c.B*a)<<16 | pack(a)<<24
		}
	}
}

func pack(x float32) uint32 { return uint32(min(max(x, 0), 1)*255 + 0.5) }

// paint paints the motes that have set off and returns how many.
func (s *Swarm) paint(stage *motion.Stage) int {
	motes, courses, clock := stage.Motes(), stage.Courses(), stage.Clock()
	size, part := moteSize(len(motes), s.scale)
	w, h := s.Width, s.Height
	top, bottom, drawn := h, 0, 0
	for i := range motes {
		m := &motes[i]
		c := &courses[m.Course]
		age := (clock - m.Born) / c.Time
		if age < 0 {
			continue
		}
		drawn++
		at := c.At(age)
		// Each keeps to a place of its own across the pipe.
		hash := uint32(m.Job) * 2654435769
		d := size
		if hash>>24 < part {
			d++
		}
		spread := c.Width * (1.0 / 256)
		x := int((at.X+(float32(hash&0xff)-127.5)*spread)*s.scale) - d/2
		y := int((at.Y+(float32(hash>>8&0xff)-127.5)*spread)*s.scale) - d/2
		if x < 0 || y < 0 || x+d > w || y+d > h {
			continue
		}
		top, bottom = min(top, y), max(bottom, y+d)
		ink := s.ink[m.State][hash>>16%shades]
		n := y*w + x
		if d == 1 {
			s.pixels[n] = ink
			continue
		}
		s.stamp(n, d, ink)
	}
	s.rows = span{top, bottom}
	return drawn
}

// stamp paints a mote of d by d pixels, without its corners where it is
// large enough to be round.
func (s *Swarm) stamp(n, d int, ink uint32) {
	for row := range d {
		in := 0
		if d > 3 && (row == 0 || row == d-1) {
			in = 1
		}
		line := s.pixels[n+in : n+d-in]
		for k := range line {
			line[k] = ink
		}
		n += s.Width
	}
}

// moteSize returns how many pixels wide motes are, and how many of 256 are one
// pixel wider: the more there are the smaller, down to a single one. It
// changes little when their number does.
func moteSize(n int, scale float32) (size int, part uint32) {
	wide := min(max(4*math.Sqrt(6000/float64(max(n, 1))), 1), 4) * float64(max(scale, 1))
	size = int(wide)
	return size, uint32((wide - float64(size)) * 256)
}
