package metrics

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

// Histogram counts durations in buckets whose width grows with the value,
// as HdrHistogram does (Gil Tene): 32 buckets to each power of two, so that a
// quantile is at most 1/32 too high. Its zero value is empty.
type Histogram struct {
	counts []uint32
	total  int
	max    time.Duration
}

const perOctave = 32

// Add counts one duration; a negative one counts as zero.
func (h *Histogram) Add(d time.Duration) {
	d = max(d, 0)
	i := bucketOf(uint64(d))
	if i >= len(h.counts) {
		h.counts = append(h.counts, make([]uint32, i+1-len(h.counts))...)
	}
	h.counts[i]++
	h.total++
	h.max = max(h.max, d)
}

// Count returns how many durations were added.
func (h *Histogram) Count() int { return h.total }

// Max returns the longest duration added, exactly.
func (h *Histogram) Max() time.Duration { return h.max }

// Quantile returns the upper end of the bucket that holds the q-quantile,
// q from 0 to 1, by nearest rank; 0 when the histogram is empty.
func (h *Histogram) Quantile(q float64) time.Duration {
	rank := max(int(math.Ceil(q*float64(h.total))), 1)
	for i, n := range h.counts {
		if rank -= int(n); rank <= 0 {
			return min(time.Duration(topOf(i)), h.max)
		}
	}
	return h.max
}

// finestBar is the power of two, in nanoseconds, below which all durations
// are in the first bar: 1.05 ms.
const finestBar = 20

// Bars returns the histogram as few counts, as a picture needs it: the first
// is that of durations below 2^20 ns, and of the others there are two to each
// power of two. The last is not 0.
func (h *Histogram) Bars() []int {
	var bars []int
	for i, n := range h.counts {
		if n == 0 {
			continue
		}
		bar := barOf(topOf(i))
		bars = append(bars, make([]int, max(bar+1-len(bars), 0))...)
		bars[bar] += int(n)
	}
	return bars
}

func barOf(v uint64) int {
	power := bits.Len64(v) - 1
	if power < finestBar {
		return 0
	}
	half := int(v>>(power-1)) & 1
	return 1 + 2*(power-finestBar) + half
}

// Copy returns a histogram that goes on independently.
func (h *Histogram) Copy() Histogram {
	c := *h
	c.counts = slices.Clone(h.counts)
	return c
}

// bucketOf returns the bucket of v. Values below 2*perOctave have one each.
func bucketOf(v uint64) int {
	octave := max(bits.Len64(v)-6, 0)
	return octave*perOctave + int(v>>octave)
}

// topOf returns the largest value in bucket i.
func topOf(i int) uint64 {
	octave := max(i/perOctave-1, 0)
	low := uint64(i-octave*perOctave) << octave
	return low + 1<<octave - 1
}
