package lanes

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/eventlog"
)

const ms = time.Millisecond

// story adds events, each a time in milliseconds, a goroutine, a kind and a
// core if that is the kind.
func story(l *Lanes, events ...[4]int) {
	for _, e := range events {
		l.Add(&eventlog.Event{At: int64(time.Duration(e[0]) * ms), G: e[1], Kind: eventlog.Kind(e[2]), N: int64(e[3])})
	}
}

const (
	core    = int(eventlog.Core)
	works   = int(eventlog.Tally)
	waiting = int(eventlog.WaitRecv)
)

func TestOneCoreIsSharedByTurns(t *testing.T) {
	var l Lanes
	story(&l, [4]int{0, 1, core, 0}, [4]int{0, 2, core, 0},
		[4]int{1, 1, works}, [4]int{10, 1, works}, // 10 ms each, and a part is cut in two
		[4]int{11, 2, works}, [4]int{20, 2, works},
		[4]int{21, 1, works})
	want := []Span{{0, 10 * ms, 1}, {10 * ms, 20 * ms, 2}, {20 * ms, 21 * ms, 1}}
	if len(l.All()) != 1 || !slices.Equal(l.All()[0].Spans, want) {
		t.Fatalf("got %v", l.All()[0].Spans)
	}
	if busy := l.Busy(0, 20*ms); busy != 1 {
		t.Errorf("%v cores busy", busy)
	}
}

func TestTwoCoresWorkAtTheSameTime(t *testing.T) {
	var l Lanes
	story(&l, [4]int{0, 1, core, 5}, [4]int{0, 2, core, 3},
		[4]int{4, 1, works}, [4]int{5, 2, works}, [4]int{8, 1, works}, [4]int{10, 2, waiting},
		[4]int{12, 1, works})
	all := l.All()
	if len(all) != 2 || all[0].Core != 3 || all[1].Core != 5 {
		t.Fatalf("lanes %v", all)
	}
	if got := all[0].Spans; !slices.Equal(got, []Span{{0, 10 * ms, 2}}) {
		t.Errorf("on core 3: %v", got)
	}
	if got := all[1].Spans; !slices.Equal(got, []Span{{0, 12 * ms, 1}}) {
		t.Errorf("on core 5: %v", got)
	}
	if busy := l.Busy(0, 10*ms); busy != 2 {
		t.Errorf("%v cores busy", busy)
	}
	if a, b := l.Running(all[0]), l.Running(all[1]); a != 0 || b != 1 {
		t.Errorf("%d and %d run, and 2 waits", a, b)
	}
	story(&l, [4]int{13, 2, works}, [4]int{14, 2, works})
	if a, b := l.Running(all[0]), l.Running(all[1]); a != 2 || b != 1 {
		t.Errorf("%d and %d run", a, b)
	}
	story(&l, [4]int{30, 1, works})
	if a, b := l.Running(all[0]), l.Running(all[1]); a != 0 || b != 1 {
		t.Errorf("later, %d and %d run", a, b)
	}
}

func TestWhoWaitsHoldsNoCore(t *testing.T) {
	var l Lanes
	story(&l, [4]int{0, 1, core, 0}, [4]int{2, 1, waiting}, [4]int{9, 1, works}, [4]int{10, 1, works})
	if got := l.All()[0].Spans; !slices.Equal(got, []Span{{0, 2 * ms, 1}, {9 * ms, 10 * ms, 1}}) {
		t.Errorf("got %v", got)
	}
}

func TestWhoMovesToAnotherCoreBeginsThere(t *testing.T) {
	var l Lanes
	story(&l, [4]int{0, 1, core, 0}, [4]int{3, 1, works}, [4]int{4, 1, core, 1}, [4]int{5, 1, works})
	all := l.All()
	if !slices.Equal(all[0].Spans, []Span{{0, 3 * ms, 1}}) || !slices.Equal(all[1].Spans, []Span{{4 * ms, 5 * ms, 1}}) {
		t.Errorf("got %v and %v", all[0].Spans, all[1].Spans)
	}
}

func TestWhatIsOldIsForgotten(t *testing.T) {
	var l Lanes
	story(&l, [4]int{0, 1, core, 0}, [4]int{2, 1, waiting}, [4]int{9, 1, works}, [4]int{10, 1, works})
	l.Forget(5 * ms)
	if got := l.All()[0].Spans; !slices.Equal(got, []Span{{9 * ms, 10 * ms, 1}}) {
		t.Errorf("got %v", got)
	}
}

func TestCoresThatAreNotKnownHaveNoLane(t *testing.T) {
	var l Lanes
	story(&l, [4]int{0, 1, core, -1}, [4]int{2, 1, works})
	if len(l.All()) != 0 {
		t.Errorf("lanes %v", l.All())
	}
}
