// Package rand is the twin of package math/rand.
package rand

import (
	"math/rand"

	"sluice/engine/probe"
)

// The original's types.
type (
	Rand     = rand.Rand
	Source   = rand.Source
	Source64 = rand.Source64
	Zipf     = rand.Zipf
)

// New is the original's.
func New(src Source) *Rand { return rand.New(src) }

// NewSource is the original's.
func NewSource(seed int64) Source { return rand.NewSource(seed) }

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

func (s source) Int63() int64 {
	if probe.Self() == nil {
		return rand.Int63()
	}
	return int64(s.Uint64() >> 1)
}

func (source) Seed(int64) {}

// global is shared by all goroutines: only Read would change it.
var global = rand.New(source{})

// Seed seeds the original's source. In a run it does nothing: the run has
// its own seed.
func Seed(seed int64) {
	if probe.Self() == nil {
		rand.Seed(seed) //lint:ignore SA1019 the twin exports what the original does
	}
}

// Read fills p with pseudo-random bytes. It never returns an error.
func Read(p []byte) (n int, err error) {
	if probe.Self() == nil {
		return rand.Read(p) //lint:ignore SA1019 the twin exports what the original does
	}
	return rand.New(source{}).Read(p)
}

// Int63 returns a non-negative pseudo-random 63-bit integer.
func Int63() int64 { return global.Int63() }

// Uint32 returns a pseudo-random 32-bit value.
func Uint32() uint32 { return global.Uint32() }

// Uint64 returns a pseudo-random 64-bit value.
func Uint64() uint64 { return global.Uint64() }

// Int31 returns a non-negative pseudo-random 31-bit integer.
func Int31() int32 { return global.Int31() }

// Int returns a non-negative pseudo-random int.
func Int() int { return global.Int() }

// Float64 returns a pseudo-random number in [0, 1).
func Float64() float64 { return global.Float64() }

// Float32 returns a pseudo-random number in [0, 1).
func Float32() float32 { return global.Float32() }

// NormFloat64 returns a normally distributed number with mean 0 and
// standard deviation 1.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 returns an exponentially distributed number with rate 1.
func ExpFloat64() float64 { return global.ExpFloat64() }

// Int63n returns a pseudo-random number in [0, n). It panics if n is not
// positive.
func Int63n(n int64) int64 { return global.Int63n(n) }

// Int31n returns a pseudo-random number in [0, n). It panics if n is not
// positive.
func Int31n(n int32) int32 { return global.Int31n(n) }

// Intn returns a pseudo-random number in [0, n). It panics if n is not
// positive.
func Intn(n int) int { return global.Intn(n) }

// Perm returns a pseudo-random permutation of the integers in [0, n).
func Perm(n int) []int { return global.Perm(n) }

// Shuffle puts n elements in a pseudo-random order. It panics if n is
// negative.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }
