package paint

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestThePaletteIsThePages reads the page's style sheet, whose colours the
// canvas takes in the browser.
func TestThePaletteIsThePages(t *testing.T) {
	dark, light := pagePalettes(t, "tokens.css")
	for got, want := range map[Palette]Palette{dark: Dark, light: Light} {
		if got != want {
			t.Errorf("the page has\n%v, the program\n%v", got, want)
		}
	}
}

// TestAnAudienceCanReadAllText asks for WCAG's contrast of level AAA.
func TestAnAudienceCanReadAllText(t *testing.T) {
	dark, light := pagePalettes(t, "contrast.css")
	for _, p := range []Palette{dark, light} {
		for _, text := range []Color{p.Text, p.Muted, p.Faint, p.Accent, p.Flight, p.Wait, p.Done, p.Fail, p.Reject, p.Cancel} {
			for _, under := range []Color{p.Bg, p.Surface, p.Raised} {
				if ratio := contrast(text, under); ratio < 7 {
					t.Errorf("dark %v: %v on %v has a contrast of %.1f", p.Dark, text, under, ratio)
				}
			}
		}
	}
}

// pagePalettes reads the dark and the light colours of one of the page's
// style sheets.
func pagePalettes(t *testing.T, sheet string) (dark, light Palette) {
	t.Helper()
	css, err := os.ReadFile("../../web/src/styles/" + sheet)
	if err != nil {
		t.Fatal(err)
	}
	first, second, ok := strings.Cut(string(css), `[data-theme="light"]`)
	if !ok {
		t.Fatal("there is no light theme")
	}
	palette := func(text string, dark bool) Palette {
		tokens := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6});`).FindAllStringSubmatch(text, -1) {
			tokens[m[1]] = m[2]
		}
		p, err := PaletteFromHex(tokens, dark)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	return palette(first, true), palette(second, false)
}
