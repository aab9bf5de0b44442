//go:build go1.21

// Package oldrange asks for a Go without range over functions.
package oldrange

func Drain(c chan int) {
	for range c { // refused: go1.21
	}
	for range []int{} {
	}
}
