// Package vtime is the virtual clock of a run. Time stands still while
// goroutines work and jumps to the next timer when all of them wait, so a
// run takes as long as its work does, at any speed, and stops when it is
// told to.
package vtime

import (
	"container/heap"
	"time"
)

// Start is the wall-clock reading at virtual time zero. It is a fixed date,
// so that a program that prints the time prints the same in each run; a program
// that was not written for Sluice begins at the present.
var Start = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// Alarm is what a timer sets off.
type Alarm interface{ Fire() }

// Timer is something that is due at a virtual time. It belongs to who arms
// it and can be armed again. Its zero value is not armed.
type Timer struct {
	ID    int           // of this arming; counts from 1 in a clock
	Due   time.Duration // since Start
	alarm Alarm
	place int // in the heap, from 1; 0 when not armed
}

// Fire sets off the alarm.
func (t *Timer) Fire() { t.alarm.Fire() }

// Clock keeps virtual time and what is due. Its zero value stands at zero
// with nothing armed. It is not safe for concurrent use.
type Clock struct {
	now   time.Duration
	armed timers
	ids   int
}

// Now returns the virtual time since Start.
func (c *Clock) Now() time.Duration { return c.now }

// Armed returns how many timers are armed.
func (c *Clock) Armed() int { return len(c.armed) }

// Arm arranges that t sets off alarm when d has gone by; at once on the next
// Pop if d is not positive. t must not be armed. Timers that are due at the
// same time fire in the order of arming.
func (c *Clock) Arm(t *Timer, d time.Duration, alarm Alarm) {
	c.ids++
	due := c.now + max(d, 0)
	if due < c.now {
		due = 1<<63 - 1 // past the end of time: never, in practice
	}
	t.ID, t.Due, t.alarm = c.ids, due, alarm
	heap.Push(&c.armed, t)
}

// Stop disarms t and reports whether it was armed.
func (c *Clock) Stop(t *Timer) bool {
	if t.place == 0 {
		return false
	}
	heap.Remove(&c.armed, t.place-1)
	return true
}

// Next returns when the earliest timer is due; ok is false when none is.
func (c *Clock) Next() (due time.Duration, ok bool) {
	if len(c.armed) == 0 {
		return 0, false
	}
	return c.armed[0].Due, true
}

// Pop moves to the earliest timer's time, disarms that timer and returns
// it; nil when none is armed. The caller calls its Fire.
func (c *Clock) Pop() *Timer {
	if len(c.armed) == 0 {
		return nil
	}
	t := heap.Pop(&c.armed).(*Timer)
	c.now = max(c.now, t.Due)
	return t
}

// Move advances to time t if no timer is due before it; otherwise, or when
// t is in the past, it does nothing.
func (c *Clock) Move(t time.Duration) {
	if due, ok := c.Next(); ok && due < t {
		return
	}
	c.now = max(c.now, t)
}

// Follow advances to time t, unless that is in the past, although timers may be
// due before: they fire late.
func (c *Clock) Follow(t time.Duration) { c.now = max(c.now, t) }

// Clear disarms everything.
func (c *Clock) Clear() {
	for _, t := range c.armed {
		t.place = 0
	}
	c.armed = nil
}

// timers is a heap by due time, then by order of arming.
type timers []*Timer

func (h timers) Len() int { return len(h) }

func (h timers) Less(i, j int) bool {
	if h[i].Due != h[j].Due {
		return h[i].Due < h[j].Due
	}
	return h[i].ID < h[j].ID
}

func (h timers) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].place, h[j].place = i+1, j+1
}

func (h *timers) Push(x any) {
	t := x.(*Timer)
	*h = append(*h, t)
	t.place = len(*h)
}

func (h *timers) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.place = 0
	return t
}
