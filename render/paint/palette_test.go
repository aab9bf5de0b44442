package paint

import (
	"errors"
	"testing"
)

func luminance(c Color) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// contrast is that of WCAG 2.
func contrast(a, b Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	for name, p := range map[string]Palette{"dark": Dark, "light": Light} {
		for what, c := range map[string]Color{"text": p.Text, "muted": p.Muted} {
			for where, on := range map[string]Color{"bg": p.Bg, "surface": p.Surface, "raised": p.Raised} {
				if got := contrast(c, on); got < 4.5 {
					t.Errorf("%s: %s on %s has %.2f", name, what, where, got)
				}
			}
		}
		shapes := map[string]Color{
			"flight": p.Flight, "wait": p.Wait, "done": p.Done, "fail": p.Fail,
			"reject": p.Reject, "cancel": p.Cancel,
		}
		for what, c := range shapes {
			for where, on := range map[string]Color{"bg": p.Bg, "surface": p.Surface, "raised": p.Raised} {
				if got := contrast(c, on); got < 3 {
					t.Errorf("%s: %s on %s has %.2f", name, what, where, got)
				}
			}
		}
		for what, c := range map[string]Color{"faint": p.Faint, "token": p.token()} {
			if got := contrast(c, p.Surface); got < 3 {
				t.Errorf("%s: %s on surface has %.2f", name, what, got)
			}
		}
	}
}

func TestPaletteFromHex(t *testing.T) {
	tokens := map[string]string{}
	for _, token := range []string{
		"bg", "surface", "raised", "line", "line-2", "text", "muted", "faint", "accent",
		"flight", "wait", "done", "fail", "reject", "cancel", "token",
	} {
		tokens[token] = " #336699 "
	}
	p, err := PaletteFromHex(tokens, true)
	if want := (Color{0.2, 0.4, 0.6}); err != nil || p.Line2 != want || p.Token != want || !p.Dark {
		t.Fatalf("got %+v, %v", p, err)
	}
	for _, bad := range []string{"", "336699", "#36", "#33669z", "#3366990", "rgb(1,2,3)"} {
		tokens["wait"] = bad
		if _, err := PaletteFromHex(tokens, true); !errors.Is(err, ErrPalette) {
			t.Errorf("%q gives %v", bad, err)
		}
	}
}
