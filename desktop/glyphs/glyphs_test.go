package glyphs

import (
	"testing"

	"sluice/render/layout"
	"sluice/render/paint"
)

func TestEveryCharacterHasAGlyph(t *testing.T) {
	a, err := Atlas(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	var s paint.Sheet
	s.Begin(a, 1)
	for style := paint.LabelText; style <= paint.NumberText; style++ {
		for _, r := range printable() {
			if s.Width(style, string(r)) <= 0 {
				t.Errorf("style %d: %q takes no room", style, r)
			}
			s.Begin(a, 1)
			s.Text(style, layout.Point{}, layout.Left, paint.Color{}, string(r))
			if _, text := s.Vertices(); len(text) == 0 && r != ' ' {
				t.Errorf("style %d: %q is not seen", style, r)
			}
		}
	}
}

func TestTextGrowsWithItsScaleAndTheScreens(t *testing.T) {
	small, err := Atlas(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	large, err := Atlas(1.5, 2)
	if err != nil {
		t.Fatal(err)
	}
	if x := small.TextScale(1); x < 0.9 || x > 1.1 {
		t.Errorf("text is %v as large as the page's", x)
	}
	if x := large.TextScale(2) / small.TextScale(1); x < 1.4 || x > 1.6 {
		t.Errorf("text at scale 1.5 is %v as large", x)
	}
}

func TestAllDigitsAreAsWide(t *testing.T) {
	a, err := Atlas(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	var s paint.Sheet
	s.Begin(a, 1)
	if one, eight := s.Width(paint.NumberText, "1"), s.Width(paint.NumberText, "8"); one != eight {
		t.Errorf("1 is %v wide, 8 is %v", one, eight)
	}
}
