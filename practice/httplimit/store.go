package httplimit

import (
	"math/bits"
	"time"
)

// store holds the buckets of all keys, at most as many as was said. It knows
// keys by their hashes, of 64 bits and seeded by chance: two of a million
// clients share a bucket in one of 37 million programs.
type store struct {
	limit
	base   time.Time
	shards []shard
	shift  int // the upper bits of a hash choose the shard
}

const (
	mostShards   = 64
	leastInShard = 1024 // so that the keys are spread evenly enough
)

func newStore(l limit, maxKeys int) *store {
	n := min(mostShards, max(1, maxKeys/leastInShard))
	n = 1 << (bits.Len(uint(n)) - 1)
	s := &store{
		limit:  l,
		base:   time.Now(),
		shards: make([]shard, n),
		shift:  64 - (bits.Len(uint(n)) - 1),
	}
	for i := range s.shards {
		s.shards[i].at = map[uint64]uint32{}
		s.shards[i].room = maxKeys / n
	}
	return s
}

// answer is what became of a request.
type answer struct {
	verdict verdict
	full    time.Duration // when the bucket will be full
	turn    time.Duration // until all before it are paid for
	left    int           // requests left in the bucket
	wait    time.Duration // until there is one, or a place
}

type verdict int

const (
	admitted verdict = iota
	refused          // the bucket is empty
	noRoom           // all places are taken by buckets in debt
)

// take takes a request out of a key's bucket, if there is one.
func (s *store) take(hash uint64) answer {
	shard := &s.shards[hash>>s.shift]
	shard.mu.Lock()
	defer shard.mu.Unlock()
	now := time.Since(s.base) // in turn, so that time goes forward in a bucket
	p := shard.find(hash, now, s.gap)
	if p == nil {
		return answer{verdict: noRoom, wait: shard.soonest() - now}
	}
	after, ok := s.limit.take(p.full, now)
	if !ok {
		return answer{verdict: refused, wait: s.wait(p.full, now)}
	}
	turn := p.full - now
	p.full = after
	return answer{full: after, turn: turn, left: s.left(after, now), wait: s.wait(after, now)}
}

// giveBack undoes a take after which the bucket was to be full at the time
// full, unless there was another one since: who came then was told its turn.
func (s *store) giveBack(hash uint64, full time.Duration) {
	shard := &s.shards[hash>>s.shift]
	shard.mu.Lock()
	defer shard.mu.Unlock()
	if i, ok := shard.at[hash]; ok && shard.places[i].full == full {
		shard.places[i].full -= s.gap
	}
}

// len is the number of buckets that are held.
func (s *store) len() (n int) {
	for i := range s.shards {
		s.shards[i].mu.Lock()
		n += len(s.shards[i].places)
		s.shards[i].mu.Unlock()
	}
	return n
}
