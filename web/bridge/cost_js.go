package bridge

import (
	"slices"
	"time"
)

// costs keeps the Go time of the last frames.
type costs struct {
	ring   [240]float64 // milliseconds
	n      int
	last   time.Time // when the last frame began
	gap    float64   // seconds between frames, smoothed
	sorted []float64
}

func (c *costs) begin(now time.Time) {
	if !c.last.IsZero() {
		switch gap := now.Sub(c.last).Seconds(); {
		case gap > 1: // the page stood still
		case c.gap == 0:
			c.gap = gap
		default:
			c.gap += (gap - c.gap) / 16
		}
	}
	c.last = now
}

func (c *costs) add(d time.Duration) {
	c.ring[c.n%len(c.ring)] = float64(d) / float64(time.Millisecond)
	c.n++
	if c.n%16 == 0 || c.sorted == nil {
		c.sorted = append(c.sorted[:0], c.ring[:min(c.n, len(c.ring))]...)
		slices.Sort(c.sorted)
	}
}

// quantile returns the q-quantile in milliseconds; 0 before the first frame.
func (c *costs) quantile(q float64) float64 {
	if len(c.sorted) == 0 {
		return 0
	}
	return c.sorted[int(q*float64(len(c.sorted)-1))]
}

func (c *costs) fps() float64 {
	if c.gap == 0 {
		return 0
	}
	return 1 / c.gap
}
