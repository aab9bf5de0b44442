package session

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

// A run with several keyframes, whose bins have become wider on the way.
func TestWhatIsMeasuredAtAMomentIsAFunctionOfWhatHappenedUntilThen(t *testing.T) {
	s := load(t, "composite", Options{Seed: 4})
	for range 6 {
		do(t, s.Inject(500, ""))
		run(t, s, 3*time.Minute)
	}
	rng := rand.New(rand.NewPCG(4, 4))
	for range 6 {
		at := time.Duration(rng.Int64N(int64(s.end()) + 1))
		do(t, s.Seek(at))
		fresh := folded(s.rec.Log(), at)
		for _, last := range []time.Duration{10 * time.Second, time.Minute, 0} {
			if got, want := s.Report(last), fresh.Report(last); !reflect.DeepEqual(got, want) {
				t.Fatalf("at %v the last %v is\n%+v, and folded anew\n%+v", at, last, got.Bin, want.Bin)
			}
		}
	}
}

// What comes in goes out again, so L is lambda times W.
func TestLittlesLawHoldsOverAWindowThatHasSettled(t *testing.T) {
	s := load(t, "composite", Options{Knobs: map[string]float64{"arrival": 10, "failure": 0, "workers": 8}})
	run(t, s, 5*time.Minute)
	r := s.Report(time.Minute)
	l, lambda, w := r.Mean(r.InFlight), r.PerSecond(r.Ended()), r.MeanSojourn()
	if ratio := lambda * w / l; l < 1 || ratio < 0.95 || ratio > 1.05 {
		t.Fatalf("L is %v, but lambda %v times W %v is %v", l, lambda, w, lambda*w)
	}
}

func TestTheTableIsOfTheWholeRecording(t *testing.T) {
	s := load(t, "composite", Options{Seed: 2})
	run(t, s, 20*time.Second)
	offered := s.Stats().Offered
	do(t, s.Seek(3*time.Second))
	sum := s.Series().Sum()
	if sum.Offered != offered || sum.Span != 20*time.Second {
		t.Fatalf("%d jobs in %v, want %d in 20 s", sum.Offered, sum.Span, offered)
	}
}
