// Package cgo calls C.
package cgo

import "C" // refused: cgo

func One() C.int { return 1 }
