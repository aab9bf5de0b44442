// Package b starts goroutines.
package b

// Go calls f in a goroutine of its own.
func Go(f func()) { go f() }
