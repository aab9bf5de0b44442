package paint

import (
	"errors"
	"fmt"
)

// Style is one of the ways in which text is set.
type Style uint8

// The styles, with their sizes in CSS pixels at text scale 1.
const (
	LabelText  Style = iota // 13, semi-bold
	SubText                 // 11.5
	MonoText                // 11, monospaced
	NumberText              // 22, semi-bold
	styles
)

// Glyph is one character of one style in an Atlas. All lengths are in
// device pixels.
type Glyph struct {
	Style   Style
	Rune    rune
	X, Y    float32 // of the top left corner in the atlas
	W, H    float32
	Advance float32
	OffX    float32 // from the pen on the baseline to the top left corner
	OffY    float32 // negative above the baseline
}

// Atlas is a picture of all glyphs, made by whoever has the fonts, so that
// the program has none.
type Atlas struct {
	Width, Height int
	Alpha         []byte // row by row, 255 inside a glyph

	glyphs [styles][]Glyph // from rune 32 on
	rare   map[rareGlyph]Glyph
	digit  [styles]float32 // the widest digit's advance: all take as much
	cap    [styles]float32 // height of a capital
}

type rareGlyph struct {
	style Style
	r     rune
}

// ErrAtlas is returned by NewAtlas for data that makes no atlas.
var ErrAtlas = errors.New("atlas: damaged")

const firstRune, lastRune = ' ', '~'

// NewAtlas makes an atlas of a picture of width times height bytes and its
// glyphs. It takes over alpha. The error wraps ErrAtlas.
func NewAtlas(width, height int, alpha []byte, glyphs []Glyph) (*Atlas, error) {
	if width <= 0 || height <= 0 || len(alpha) != width*height {
		return nil, fmt.Errorf("%w: %d bytes for %dx%d", ErrAtlas, len(alpha), width, height)
	}
	a := &Atlas{Width: width, Height: height, Alpha: alpha, rare: map[rareGlyph]Glyph{}}
	for s := range a.glyphs {
		a.glyphs[s] = make([]Glyph, lastRune-firstRune+1)
	}
	for _, g := range glyphs {
		inside := g.X >= 0 && g.Y >= 0 && g.W >= 0 && g.H >= 0 &&
			g.X+g.W <= float32(width) && g.Y+g.H <= float32(height) // false for NaN
		if g.Style >= styles || !inside {
			return nil, fmt.Errorf("%w: glyph %q of style %d lies outside", ErrAtlas, g.Rune, g.Style)
		}
		if g.Rune >= firstRune && g.Rune <= lastRune {
			a.glyphs[g.Style][g.Rune-firstRune] = g
		} else {
			a.rare[rareGlyph{g.Style, g.Rune}] = g
		}
		if g.Rune >= '0' && g.Rune <= '9' {
			a.digit[g.Style] = max(a.digit[g.Style], g.Advance)
		}
		if g.Rune == 'H' {
			a.cap[g.Style] = -g.OffY - a.blankRows(&g)
		}
	}
	return a, nil
}

// blankRows is how far below its box's top a glyph's ink begins.
func (a *Atlas) blankRows(g *Glyph) float32 {
	for y := range int(g.H) {
		ink := byte(0)
		from := (int(g.Y)+y)*a.Width + int(g.X)
		for _, alpha := range a.Alpha[from : from+int(g.W)] {
			ink = max(ink, alpha)
		}
		if ink > 16 {
			return float32(y) + 1 - float32(ink)/255
		}
	}
	return 0
}

// glyph returns a rune's glyph and how far it moves the pen. Digits all take
// the same width, so that a number does not dance while it changes.
func (a *Atlas) glyph(s Style, r rune) (g Glyph, advance float32) {
	if r >= firstRune && r <= lastRune {
		g = a.glyphs[s][r-firstRune]
	} else {
		g = a.rare[rareGlyph{s, r}]
	}
	if r >= '0' && r <= '9' {
		g.OffX += (a.digit[s] - g.Advance) / 2
		return g, a.digit[s]
	}
	return g, g.Advance
}

// width returns how wide a line is, in device pixels.
func (a *Atlas) width(s Style, line []byte) float32 {
	w := float32(0)
	for _, r := range string(line) {
		_, advance := a.glyph(s, r)
		w += advance
	}
	return w
}

// TextScale returns how big the atlas's text is: 1 when its labels are of 13
// CSS pixels at the given device scale.
func (a *Atlas) TextScale(deviceScale float32) float32 {
	const capital = 0.72 // of 13 px, a label's height of a capital
	if a.cap[LabelText] == 0 {
		return 1
	}
	return a.cap[LabelText] / deviceScale / (13 * capital)
}
