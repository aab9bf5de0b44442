package metrics

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func TestQuantilesAreWithinOneBucketOfTheExactOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	var h Histogram
	var all []time.Duration
	for range 20_000 {
		d := time.Duration(math.Exp(rng.Float64()*24 - 1))
		h.Add(d)
		all = append(all, d)
	}
	slices.Sort(all)
	for _, q := range []float64{0, 0.01, 0.5, 0.95, 0.99, 0.999, 1} {
		exact := all[max(int(math.Ceil(q*float64(len(all)))), 1)-1]
		got := h.Quantile(q)
		if got < exact || float64(got) > float64(exact)*(1+1.0/perOctave)+1 {
			t.Errorf("quantile %v: got %v, exactly %v", q, got, exact)
		}
	}
	if h.Count() != len(all) || h.Max() != all[len(all)-1] {
		t.Errorf("count %d, max %v", h.Count(), h.Max())
	}
}

func TestBucketsCoverEveryValueOnce(t *testing.T) {
	next := uint64(0)
	for i := range 40 * perOctave {
		if bucketOf(next) != i || bucketOf(topOf(i)) != i {
			t.Fatalf("bucket %d does not begin at %d or end at %d", i, next, topOf(i))
		}
		next = topOf(i) + 1
	}
}

func TestAnEmptyHistogramHasNoQuantile(t *testing.T) {
	var h Histogram
	if h.Quantile(0.5) != 0 {
		t.Fatal("want 0")
	}
}

func TestBarsHoldWhatTheirEndsSay(t *testing.T) {
	var h Histogram
	for _, d := range []uint64{0, 1<<20 - 1, 1 << 20, 3<<19 - 1, 3 << 19, 1 << 23} {
		h.Add(time.Duration(d))
	}
	if got := h.Bars(); !slices.Equal(got, []int{2, 2, 1, 0, 0, 0, 0, 1}) {
		t.Fatalf("got %v", got)
	}
}
