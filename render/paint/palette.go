package paint

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Color is an opaque colour, each part from 0 to 1.
type Color struct{ R, G, B float32 }

// RGBA makes it a color.Color.
func (c Color) RGBA() (r, g, b, a uint32) {
	return uint32(c.R * 0xffff), uint32(c.G * 0xffff), uint32(c.B * 0xffff), 0xffff
}

// Palette is one theme's colours, named as the page's custom properties are.
type Palette struct {
	Bg, Surface, Raised, Line, Line2 Color
	Text, Muted, Faint, Accent       Color
	Flight, Wait, Done, Fail         Color
	Reject, Cancel, Token            Color
	Dark                             bool
}

// ErrPalette is returned by PaletteFromHex for colours that are missing or
// not of the form #rrggbb.
var ErrPalette = errors.New("palette: not a full set of colours")

// Dark and Light are the page's two themes.
var (
	Dark = mustPalette(true,
		"bg #0d1117 surface #141a22 raised #1b232d line #2b3542 line2 #3a4656 "+
			"text #e8edf3 muted #9aa7b6 faint #66727f accent #56b4e9 "+
			"flight #56b4e9 wait #e69f00 done #62eaae fail #ff6f4d reject #d58ab4 cancel #8b96a3 token #f0e442")
	Light = mustPalette(false,
		"bg #f6f8fa surface #ffffff raised #eef2f6 line #d5dce4 line2 #b6c0cc "+
			"text #16202b muted #526071 faint #8592a1 accent #0072b2 "+
			"flight #0072b2 wait #b86e00 done #00613f fail #c8401a reject #a04a7c cancel #6b7683 token #b59b00")
)

func mustPalette(dark bool, list string) Palette {
	words, tokens := strings.Fields(list), map[string]string{}
	for i := 0; i < len(words); i += 2 {
		tokens[words[i]] = words[i+1]
	}
	p, err := PaletteFromHex(tokens, dark)
	if err != nil {
		panic(err)
	}
	return p
}

// PaletteFromHex makes a palette of colours by token: bg, surface, raised,
// line, line2 (or line-2), text, muted, faint, accent, flight, wait, done,
// fail, reject, cancel and token, each as #rrggbb. Other tokens are not
// looked at. The error wraps ErrPalette and names the token.
func PaletteFromHex(tokens map[string]string, dark bool) (Palette, error) {
	p := Palette{Dark: dark}
	fields := map[string]*Color{
		"bg": &p.Bg, "surface": &p.Surface, "raised": &p.Raised, "line": &p.Line, "line2": &p.Line2,
		"text": &p.Text, "muted": &p.Muted, "faint": &p.Faint, "accent": &p.Accent,
		"flight": &p.Flight, "wait": &p.Wait, "done": &p.Done, "fail": &p.Fail,
		"reject": &p.Reject, "cancel": &p.Cancel, "token": &p.Token,
	}
	for token, field := range fields {
		hex, ok := tokens[token]
		if !ok && token == "line2" {
			hex = tokens["line-2"]
		}
		hex = strings.TrimSpace(hex)
		n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
		if err != nil || len(hex) != 7 || hex[0] != '#' {
			return Palette{}, fmt.Errorf("%w: %s is %q", ErrPalette, token, hex)
		}
		*field = Color{float32(n>>16) / 255, float32(n>>8&255) / 255, float32(n&255) / 255}
	}
	return p, nil
}

// mix is the colour between c and d, d's share being t.
func (c Color) mix(d Color, t float32) Color {
	return Color{c.R + t*(d.R-c.R), c.G + t*(d.G-c.G), c.B + t*(d.B-c.B)}
}

// Mix is the colour between c and d, d's share being t.
func (c Color) Mix(d Color, t float32) Color { return c.mix(d, t) }

// token is the colour of tokens: on white the page's yellow is too pale for
// so small a shape.
func (p *Palette) token() Color {
	if p.Dark {
		return p.Token
	}
	return p.Token.mix(p.Text, 0.18)
}
