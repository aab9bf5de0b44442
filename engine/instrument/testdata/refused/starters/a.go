// Package starters imports what starts goroutines.
package starters

import (
	"strings"
	"testing" // refused: package testing starts goroutines (testing/

	"sluice/engine/instrument/testdata/uninstrumented"
	"sluice/engine/instrument/testdata/uninstrumented/through" // refused: uninstrumented/starts/a.go:5
)

func Use() string {
	through.Call()
	uninstrumented.Fine(nil, 0)
	return strings.Repeat("a", int(testing.CoverMode()[0]))
}
