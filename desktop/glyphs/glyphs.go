// Package glyphs draws the renderer's text with the Go fonts, for a window
// that has no page to draw it.
package glyphs

import (
	"image"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"sluice/render"
)

// beyond is what the picture has of characters that are not ASCII.
const beyond = "·×≥…−∞"

// gap is how many empty pixels are round each glyph, so that a filtered
// neighbour never shows.
const gap = 1

const width = 1024

// styles are the renderer's styles at text scale 1, in the order of
// paint.Style: label, sub, mono and number.
var styles = []struct {
	px   float64
	font []byte
}{{13, gomedium.TTF}, {11.5, goregular.TTF}, {11, gomono.TTF}, {22, gomedium.TTF}}

// Atlas draws every character in each style, for text of a scale on a screen
// with so many device pixels to a logical one.
func Atlas(text, device float64) (*render.Atlas, error) {
	s := sheet{x: gap, y: gap}
	for i, style := range styles {
		parsed, err := opentype.Parse(style.font)
		if err != nil {
			return nil, err
		}
		face, err := opentype.NewFace(parsed, &opentype.FaceOptions{
			Size: style.px * text * device, DPI: 72, Hinting: font.HintingNone,
		})
		if err != nil {
			return nil, err
		}
		for _, r := range printable() {
			s.add(render.Style(i), face, r)
		}
	}
	s.newRow()
	return render.NewAtlas(width, s.y, s.alpha, s.glyphs)
}

// printable is all characters that a picture has.
func printable() []rune {
	var all []rune
	for r := ' '; r <= '~'; r++ {
		all = append(all, r)
	}
	return append(all, []rune(beyond)...)
}

// sheet is a picture of glyphs in rows of a fixed width.
type sheet struct {
	x, y, high int // where the next glyph goes, and how high its row is
	alpha      []byte
	glyphs     []render.Glyph
}

// add draws a character behind the last one.
func (s *sheet) add(style render.Style, face font.Face, r rune) {
	box, mask, at, advance, _ := face.Glyph(fixed.Point26_6{}, r)
	w, h := box.Dx(), box.Dy()
	if s.x+w+gap > width {
		s.newRow()
	}
	s.high = max(s.high, h)
	if more := (s.y+s.high+gap)*width - len(s.alpha); more > 0 {
		s.alpha = append(s.alpha, make([]byte, more)...)
	}
	picture := &image.Alpha{Pix: s.alpha, Stride: width, Rect: image.Rect(0, 0, width, len(s.alpha)/width)}
	draw.Draw(picture, image.Rect(s.x, s.y, s.x+w, s.y+h), mask, at, draw.Src)
	s.glyphs = append(s.glyphs, render.Glyph{
		Style: style, Rune: r,
		X: float32(s.x), Y: float32(s.y), W: float32(w), H: float32(h),
		Advance: float32(advance) / 64, OffX: float32(box.Min.X), OffY: float32(box.Min.Y),
	})
	s.x += w + gap
}

func (s *sheet) newRow() {
	s.x, s.y, s.high = gap, s.y+s.high+gap, 0
}
