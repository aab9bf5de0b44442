// Package rand is the twin of package math/rand/v2.
package rand

import (
	"math/rand/v2"

	"sluice/engine/probe"
)

// The original's types.
type (
	ChaCha8 = rand.ChaCha8
	PCG     = rand.PCG
	Rand    = rand.Rand
	Source  = rand.Source
	Zipf    = rand.Zipf
)

// New is the original's.
func New(src Source) *Rand { return rand.New(src) }

// NewChaCha8 is the original's.
func NewChaCha8(seed [32]byte) *ChaCha8 { return rand.NewChaCha8(seed) }

// NewPCG is the original's.
func NewPCG(seed1, seed2 uint64) *PCG { return rand.NewPCG(seed1, seed2) }

// NewZipf is the original's.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	return rand.NewZipf(r, s, v, imax)
}

// source draws from the seed of the calling goroutine's run; outside a run
// it is the original's.
type source struct{}

func (source) Uint64() uint64 {
	g := probe.Self()
	if g == nil {
		return rand.Uint64()
	}
	g.Step()
	return g.Run().Rand()
}

// global has no state of its own.
var global = rand.New(source{})

// Int64 returns a non-negative pseudo-random 63-bit integer.
func Int64() int64 { return global.Int64() }

// Uint32 returns a pseudo-random 32-bit value.
func Uint32() uint32 { return global.Uint32() }

// Uint64 returns a pseudo-random 64-bit value.
func Uint64() uint64 { return global.Uint64() }

// Int32 returns a non-negative pseudo-random 31-bit integer.
func Int32() int32 { return global.Int32() }

// Int returns a non-negative pseudo-random int.
func Int() int { return global.Int() }

// Uint returns a pseudo-random uint.
func Uint() uint { return global.Uint() }

// Float64 returns a pseudo-random number in [0, 1).
func Float64() float64 { return global.Float64() }

// Float32 returns a pseudo-random number in [0, 1).
func Float32() float32 { return global.Float32() }

// NormFloat64 returns a normally distributed number with mean 0 and
// standard deviation 1.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 returns an exponentially distributed number with rate 1.
func ExpFloat64() float64 { return global.ExpFloat64() }

// Int64N returns a pseudo-random number in [0, n). It panics if n is not positive.
func Int64N(n int64) int64 { return global.Int64N(n) }

// Uint64N returns a pseudo-random number in [0, n). It panics if n is 0.
func Uint64N(n uint64) uint64 { return global.Uint64N(n) }

// Int32N returns a pseudo-random number in [0, n). It panics if n is not positive.
func Int32N(n int32) int32 { return global.Int32N(n) }

// Uint32N returns a pseudo-random number in [0, n). It panics if n is 0.
func Uint32N(n uint32) uint32 { return global.Uint32N(n) }

// IntN returns a pseudo-random number in [0, n). It panics if n is not positive.
func IntN(n int) int { return global.IntN(n) }

// UintN returns a pseudo-random number in [0, n). It panics if n is 0.
func UintN(n uint) uint { return global.UintN(n) }

type intType interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// N returns a pseudo-random number in [0, n) of any integer type. It panics
// if n is not positive.
func N[Int intType](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return Int(global.Uint64N(uint64(n)))
}

// Perm returns a pseudo-random permutation of the integers in [0, n).
func Perm(n int) []int { return global.Perm(n) }

// Shuffle puts n elements in a pseudo-random order. It panics if n is
// negative.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }
