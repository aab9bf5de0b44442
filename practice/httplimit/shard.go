package httplimit

import (
	"sync"
	"time"
)

// shard holds the buckets of some of the keys. A bucket that is full tells
// nothing that a new one would not, so it may be dropped; one in debt may not,
// as whoever owns it would get a fresh burst. So a newcomer takes the place of
// a full bucket, or a new place, or finds no room.
type shard struct {
	mu     sync.Mutex
	at     map[uint64]uint32 // a key's hash -> its place
	places []place
	heap   []uint32 // of places; the one that is filed first is on top
	room   int      // places at most

	_ [64]byte // keeps the next shard's lock out of this one's cache line
}

// place is a key's bucket.
type place struct {
	hash uint64
	full time.Duration // when the bucket will be full

	// filed is where the place stands in the heap: what full was at some
	// time. It is put right only when it comes to the top, so that a request
	// of a known key does not touch the heap.
	filed time.Duration
}

// find returns the place of a key at the time now, a new one with a full
// bucket if need be, or nil when there is no room.
func (s *shard) find(hash uint64, now, gap time.Duration) *place {
	if i, ok := s.at[hash]; ok {
		return &s.places[i]
	}
	i, ok := s.vacate(now)
	switch {
	case ok:
		delete(s.at, s.places[i].hash)
	case len(s.places) < s.room:
		i = uint32(len(s.places))
		s.places = append(s.places, place{})
		s.heap = append(s.heap, i)
	default:
		return nil
	}
	s.at[hash] = i
	// A newcomer pays at once, so this is when its bucket will be full.
	s.places[i] = place{hash: hash, full: now, filed: now + gap}
	if ok {
		s.down()
	} else {
		s.up(len(s.heap) - 1)
	}
	return &s.places[i]
}

// vacate brings a place with a full bucket to the top of the heap, if there
// is one, and returns it.
func (s *shard) vacate(now time.Duration) (uint32, bool) {
	for len(s.heap) > 0 {
		top := &s.places[s.heap[0]]
		if top.filed > now {
			break // and all others later
		}
		if top.full <= now {
			return s.heap[0], true
		}
		top.filed = top.full
		s.down()
	}
	return 0, false
}

// soonest is when a place can be had at the earliest, if there is no room.
func (s *shard) soonest() time.Duration {
	return s.places[s.heap[0]].filed
}

// down moves the top of the heap to where it belongs.
func (s *shard) down() {
	i, h := 0, s.heap
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && s.filed(child+1) < s.filed(child) {
			child++
		}
		if s.filed(i) <= s.filed(child) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}

// up moves the last of the heap to where it belongs.
func (s *shard) up(i int) {
	for h := s.heap; i > 0; {
		parent := (i - 1) / 2
		if s.filed(parent) <= s.filed(i) {
			return
		}
		h[i], h[parent] = h[parent], h[i]
		i = parent
	}
}

// filed is where the i-th of the heap stands.
func (s *shard) filed(i int) time.Duration {
	return s.places[s.heap[i]].filed
}
