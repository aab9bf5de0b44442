// Package starts starts a goroutine.
package starts

func One() {
	go func() {}()
}
