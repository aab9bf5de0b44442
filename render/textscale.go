package render

// TextScale returns the scale of text that suits a canvas of w times h CSS
// pixels: 1 on all but large ones, and larger times that as far as the canvas
// has room. An atlas for the canvas is best made with labels of 13 times this
// many pixels, and so on for the other styles.
func TextScale(w, h, larger float64) float64 {
	suits := min(max(min(w/1150, h/760), 1), 1.6)
	return max(min(larger*suits, w/700, h/260), 1)
}
