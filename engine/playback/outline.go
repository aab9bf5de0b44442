package playback

import "time"

// Bins is the most bins that an outline has.
const Bins = 1024

// finest is the width of a bin at first.
const finest = time.Millisecond >> 6

// Bin is what happened in one stretch of time.
type Bin struct {
	Events int
	Marks  [Marks]int // by Mark
}

// Outline counts what happened over time, in bins of one width. When a run
// gets longer than its bins, they become twice as wide.
type Outline struct {
	width time.Duration
	bins  []Bin
}

// Width returns how much virtual time a bin stands for.
func (o *Outline) Width() time.Duration { return o.width }

// Bins returns the bins from the run's start to its last event.
func (o *Outline) Bins() []Bin { return o.bins }

func (o *Outline) add(at time.Duration, m Mark) {
	for at >= Bins*o.width {
		o.widen()
	}
	i := int(at / o.width)
	for len(o.bins) <= i {
		o.bins = append(o.bins, Bin{})
	}
	o.bins[i].Events++
	if m != 0 {
		o.bins[i].Marks[m]++
	}
}

// widen makes one bin of each two.
func (o *Outline) widen() {
	n := (len(o.bins) + 1) / 2
	for i := range n {
		b := o.bins[2*i]
		if 2*i+1 < len(o.bins) {
			next := &o.bins[2*i+1]
			b.Events += next.Events
			for m := range b.Marks {
				b.Marks[m] += next.Marks[m]
			}
		}
		o.bins[i] = b
	}
	o.bins = o.bins[:n]
	o.width *= 2
}
