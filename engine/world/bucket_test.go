package world_test

import (
	"math"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// bucket is a world with one bucket in which there is something at 1 s.
func bucket(capacity int64, rate, level float64) *world.Bucket {
	w := world.New()
	w.Apply(&eventlog.Event{Kind: eventlog.BucketSet, Seq: 1, Obj: 1, N: capacity, M: int64(rate * 1000), Text: "limit"})
	w.Apply(&eventlog.Event{
		Kind: eventlog.BucketTake, Seq: 2, At: int64(time.Second), Obj: 1, N: int64(level * 1000), M: 1,
	})
	return &w.Buckets[1]
}

func TestABucketsLevelBetweenTwoEvents(t *testing.T) {
	for _, c := range []struct {
		name              string
		rate, level, want float64
		after             time.Duration
	}{
		{"a token bucket refills", 4, 1, 3, time.Second / 2},
		{"and is full in the end", 4, 1, 5, time.Hour},
		{"what is too much for a smaller one stays", 4, 8, 8, time.Hour},
		{"a leaky bucket drains", -4, 3.5, 1.5, time.Second / 2},
		{"and is empty in the end", -4, 3.5, 0, time.Hour},
		{"a fuller one drains too", -4, 8, 6, time.Second / 2},
		{"without a rate nothing changes", 0, 2, 2, time.Hour},
	} {
		if got := bucket(5, c.rate, c.level).Level(time.Second + c.after); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
