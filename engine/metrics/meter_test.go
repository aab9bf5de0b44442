package metrics

import (
	"math"
	"reflect"
	"testing"
	"time"
)

// steady is a meter that has gone to a moment, in steps of one stride, while
// one job a stride was offered and two were queued.
func steady(until, stride time.Duration) (*Meter, Counts) {
	var m Meter
	var c Counts
	for at := time.Duration(0); at < until; at += stride {
		c.Offered++
		m.Advance(at+stride, Levels{InFlight: 3, Queued: 2, Busy: 1, Workers: 4}, &c)
	}
	return &m, c
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

func TestABinHoldsWhatHappenedBetweenItsEnds(t *testing.T) {
	var m Meter
	c := Counts{Offered: 2}
	m.Advance(100*time.Millisecond, Levels{InFlight: 2, Queued: 1, Busy: 1, Workers: 2}, &c)
	c.Completed, c.Sojourn = 1, 0.1
	m.Advance(600*time.Millisecond, Levels{InFlight: 1, Busy: 1, Workers: 2}, &c)
	c.Completed, c.Sojourn = 2, 0.7
	s := m.Series(700*time.Millisecond, Levels{Workers: 2}, &c)

	if len(s.Bins) != 3 || s.Width != finest {
		t.Fatalf("%d bins of %v", len(s.Bins), s.Width)
	}
	first, last, sum := s.Bins[0], s.Bins[2], s.Sum()
	if first.Offered != 2 || first.Completed != 1 || first.Span != finest || first.Deepest != 1 {
		t.Errorf("the first bin is %+v", first)
	}
	if !near(first.InFlight, 2*0.1+1*0.15) || !near(first.Mean(first.Queued), 0.1/0.25) {
		t.Errorf("the first bin's levels are %+v", first)
	}
	if last.Span != 200*time.Millisecond || last.Completed != 1 || !near(last.Utilisation(), 0.1/0.4) {
		t.Errorf("the last bin is %+v", last)
	}
	if sum.Completed != 2 || !near(sum.Utilisation(), 0.6/1.4) || !near(sum.MeanSojourn(), 0.35) {
		t.Errorf("all bins together are %+v", sum)
	}
}

func TestWhatHappensWhereTwoBinsMeetIsInTheLaterOne(t *testing.T) {
	var m Meter
	c := Counts{}
	m.Advance(finest, Levels{}, &c)
	c.Offered = 1
	if s := m.Series(finest, Levels{}, &c); len(s.Bins) != 2 || s.Bins[1].Offered != 1 {
		t.Fatalf("the bins are %+v", s.Bins)
	}
}

func TestBinsBecomeTwiceAsWideAndLoseNothing(t *testing.T) {
	const until = 3*maxBins*finest + finest/5
	m, c := steady(until, finest/5)
	s := m.Series(until, Levels{}, &c)
	if s.Width != 4*finest || len(s.Bins) > maxBins {
		t.Fatalf("%d bins of %v", len(s.Bins), s.Width)
	}
	sum := s.Sum()
	if sum.Offered != c.Offered || sum.Span != until {
		t.Errorf("%d offered in %v, want %d in %v", sum.Offered, sum.Span, c.Offered, until)
	}
	if !near(sum.Queued, 2*until.Seconds()) || sum.Deepest != 2 {
		t.Errorf("queued %v at most %d, want %v at most 2", sum.Queued, sum.Deepest, 2*until.Seconds())
	}
	for i, b := range s.Bins[:len(s.Bins)-1] {
		if b.Offered != 20 || b.Span != s.Width {
			t.Fatalf("bin %d has %d jobs in %v", i, b.Offered, b.Span)
		}
	}
}

func TestTheEndOfTimeIsReached(t *testing.T) {
	s := new(Meter).Series(math.MaxInt64, Levels{Workers: 1}, &Counts{})
	if sum := s.Sum(); sum.Span != latest || len(s.Bins) > maxBins {
		t.Fatalf("%d bins span %v", len(s.Bins), sum.Span)
	}
}

func TestACopyDoesNotGoOnWithItsMeter(t *testing.T) {
	const half = maxBins / 2 * finest
	m, c := steady(half+finest/5, finest/5)
	kept := m.Copy()
	before := kept.Series(kept.At(), Levels{}, &c)

	other, later := kept.Copy(), c
	other.Advance(2*half, Levels{Queued: 9}, &later)
	m.Advance(4*half, Levels{Queued: 5}, &later)
	if after := kept.Series(kept.At(), Levels{}, &c); !reflect.DeepEqual(before, after) {
		t.Fatal("it did")
	}
}

func TestTheLastStretchBeginsWithABin(t *testing.T) {
	const until = 10*time.Second + 100*time.Millisecond
	m, c := steady(until, 50*time.Millisecond)
	s := m.Series(until, Levels{}, &c)
	for last, want := range map[time.Duration]time.Duration{
		time.Second: 9 * time.Second, 100 * time.Millisecond: 10 * time.Second,
		until: 0, time.Hour: 0,
	} {
		window := s.Last(last)
		if sum := window.Sum(); window.From != want || sum.Span != until-want {
			t.Errorf("the last %v begin at %v and span %v, want from %v", last, window.From, sum.Span, want)
		}
	}
}

func TestACoarseSeriesTellsTheSame(t *testing.T) {
	const until = 30*time.Second + 100*time.Millisecond
	m, c := steady(until, 50*time.Millisecond)
	fine := m.Series(until, Levels{}, &c)
	coarse := fine.Coarse(40)
	if len(coarse.Bins) > 40 || len(coarse.Bins) < 20 || coarse.Width != 4*finest {
		t.Fatalf("%d bins of %v", len(coarse.Bins), coarse.Width)
	}
	if a, b := fine.Sum(), coarse.Sum(); a.Counts != b.Counts || a.Span != b.Span || !near(a.Queued, b.Queued) {
		t.Fatalf("fine %+v, coarse %+v", a, b)
	}
}

func TestTheTableNamesItsUnits(t *testing.T) {
	m, c := steady(300*time.Millisecond, 100*time.Millisecond)
	c.Completed, c.Sojourn = 2, 0.5
	got := m.Series(300*time.Millisecond, Levels{}, &c).CSV()
	want := header +
		"0,0.25,3,0,0,0,0,0,0,2,2,3,0.25,0\n" +
		"0.25,0.3,0,2,0,0,0,0,40,2,2,3,0.25,0.25\n"
	if got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}
