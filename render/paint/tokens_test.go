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
	css, err := os.ReadFile("../../web/src/styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	dark, light, ok := strings.Cut(string(css), `:root[data-theme="light"]`)
	if !ok {
		t.Fatal("there is no light theme")
	}
	for text, want := range map[string]Palette{dark: Dark, light: Light} {
		tokens := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6});`).FindAllStringSubmatch(text, -1) {
			tokens[m[1]] = m[2]
		}
		got, err := PaletteFromHex(tokens, want.Dark)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("the page has\n%v, the program\n%v", got, want)
		}
	}
}
