package primes

import "testing"

func TestPrimesAreCounted(t *testing.T) {
	for _, c := range []struct{ low, high, want int }{{0, 2, 0}, {0, 3, 1}, {0, 100, 25}, {100, 200, 21}, {0, 100_000, 9592}} {
		if got := primes(c.low, c.high); got != c.want {
			t.Errorf("%d primes from %d up to %d, not %d", got, c.low, c.high, c.want)
		}
	}
}

func BenchmarkPart(b *testing.B) {
	for b.Loop() {
		primes(99*part, 100*part)
	}
}
