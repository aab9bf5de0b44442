package render

import "testing"

func TestTextIsEnlargedAsFarAsTheCanvasHasRoom(t *testing.T) {
	for _, c := range []struct{ w, h, larger, want float64 }{
		{832, 620, 1, 1},
		{2300, 1520, 1, 1.6},
		{1400, 680, 1.5, 1.5},
		{1400, 390, 2, 1.5},
		{390, 500, 1.5, 1},
	} {
		if got := TextScale(c.w, c.h, c.larger); got != c.want {
			t.Errorf("%v x %v, %v times: %v, not %v", c.w, c.h, c.larger, got, c.want)
		}
	}
}
