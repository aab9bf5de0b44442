package paint

import (
	"testing"
	"time"
)

// crowd is a show in which many jobs are under way.
func crowd(t testing.TB, w, h, scale float32) *show {
	v := newShow(t, busy, w, h)
	v.painter.SetScale(scale)
	v.frame(0)
	v.service.Burst(60_000)
	for range 20 {
		v.frame(time.Second / 60)
	}
	return v
}

// inked returns how many pixels of a swarm are not empty.
func (s *Swarm) inked() (n int) {
	for _, p := range s.pixels {
		if p != 0 {
			n++
		}
	}
	return n
}

func TestACrowdIsPaintedAndGone(t *testing.T) {
	v := crowd(t, 832, 620, 1)
	s := v.painter.Swarm()
	if s.Width != 832 || s.Height != 620 || s.Coarse != 1 {
		t.Errorf("%dx%d pixels, %d wide", s.Width, s.Height, s.Coarse)
	}
	if n := s.inked(); n < 2000 {
		t.Errorf("%d pixels for %d motes", n, len(v.Motes()))
	}
	if n := v.painter.Drawn(); n < len(v.Motes())/2 {
		t.Errorf("%d drawn of %d motes", n, len(v.Motes()))
	}
	for range 90 {
		v.frame(time.Second / 60)
	}
	if n := s.inked(); n > 0 || !s.Empty() || !s.Dirty().Empty() {
		t.Errorf("%d pixels are left; empty: %v, dirty: %v", n, s.Empty(), s.Dirty())
	}
}

func TestWhatHasChangedIsDirty(t *testing.T) {
	v := crowd(t, 832, 620, 1)
	s := v.painter.Swarm()
	before := append([]uint32(nil), s.pixels...)
	v.frame(time.Second / 60)
	rows := s.Dirty()
	for y := range s.Height {
		if y >= rows.Min.Y && y < rows.Max.Y {
			continue
		}
		for x := range s.Width {
			if k := y*s.Width + x; before[k] != s.pixels[k] {
				t.Fatalf("the pixel at %d, %d has changed outside of %v", x, y, rows)
			}
		}
	}
	if n := len(s.Rows(rows)); n != 4*rows.Dx()*rows.Dy() || n == 0 {
		t.Errorf("%d bytes for %v", n, rows)
	}
}

func TestOnAFineScreenMotesAreCoarser(t *testing.T) {
	for _, c := range []struct {
		w, h, scale float32
		coarse      int
	}{{1280, 720, 1, 1}, {832, 620, 1.5, 1}, {832, 620, 2, 2}, {1440, 900, 2, 2}, {1440, 900, 3, 3}} {
		v := crowd(t, c.w, c.h, c.scale)
		s := v.painter.Swarm()
		if s.Coarse != c.coarse || len(s.pixels) > maxPixels {
			t.Errorf("%v: %d pixels, each %d wide", c, len(s.pixels), s.Coarse)
		}
		if float32(s.Width*s.Coarse) < c.w*c.scale || float32(s.Height*s.Coarse) < c.h*c.scale {
			t.Errorf("%v: %dx%d do not cover the canvas", c, s.Width, s.Height)
		}
	}
}

func TestMotesShrinkWithoutAJump(t *testing.T) {
	last := 4.0
	for n := 1000; n < 200_000; n += 500 {
		size, part := moteSize(n, 1)
		wide := float64(size) + float64(part)/256
		if wide > last || last-wide > 0.25 || wide < 1 {
			t.Errorf("%d motes are %.2f wide, after %.2f", n, wide, last)
		}
		last = wide
	}
}

func TestPaintingACrowdDoesNotAllocate(t *testing.T) {
	v := crowd(t, 1280, 720, 1)
	if n := testing.AllocsPerRun(20, func() { v.painter.Paint(v.Stage, v.service.World) }); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
