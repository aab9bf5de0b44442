package session

import (
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/metrics"
	"sluice/engine/world"
)

// tested does steps of a load test, one after the other, until all are over.
func tested(t *testing.T, o Options, acts ...string) *Session {
	t.Helper()
	s := load(t, "load", o)
	for _, act := range acts {
		do(t, s.Act(act))
	}
	finish(t, s)
	return s
}

// finish runs until no step goes on.
func finish(t *testing.T, s *Session) {
	t.Helper()
	for range 1000 {
		run(t, s, 100*time.Millisecond)
		w := s.World()
		if w.Steps() > 0 && w.Steps() == len(w.Finals()) {
			return
		}
	}
	t.Fatalf("not over at %v: %+v", s.Stats().Now, s.World().Counts)
}

// stalled does a step and stalls the downstream for 2 s while it goes on.
func stalled(t *testing.T, variant, act string) *Session {
	t.Helper()
	s := load(t, "load", Options{Variant: variant})
	do(t, s.Act(act))
	run(t, s, 100*time.Millisecond)
	do(t, s.Act("stall"))
	finish(t, s)
	return s
}

// facts are the results without what the machine needed for them.
func facts(s *Session) (list []metrics.Result) {
	for _, r := range s.Results() {
		list = append(list, r.Result)
	}
	return list
}

func TestEachStepOfALoadTestAddsUp(t *testing.T) {
	for _, variant := range []string{"open", "closed"} {
		s := tested(t, Options{Variant: variant}, "10", "100", "1000", "10000")
		var sum metrics.Counts
		samples := 0
		for i, r := range s.Results() {
			refused := 0
			for _, n := range r.Refused {
				refused += n
			}
			if !r.Over || r.InFlight() != 0 || r.Offered != r.Size || r.Offered != r.Ended() {
				t.Errorf("%s, step %d: %+v", variant, i, r.Counts)
			}
			if refused != r.Rejected || r.Latency.Count() != r.Completed {
				t.Errorf("%s, step %d: %d refused, %d latencies, %+v", variant, i, refused, r.Latency.Count(), r.Counts)
			}
			sum.Offered, sum.Completed = sum.Offered+r.Offered, sum.Completed+r.Completed
			sum.Rejected, sum.Failed, sum.Retries = sum.Rejected+r.Rejected, sum.Failed+r.Failed, sum.Retries+r.Retries
			sum.Sojourn, samples = s.Stats().Sojourn, samples+r.Latency.Count()
		}
		if st := s.Stats(); sum != st.Counts || samples != st.Samples || sum.Offered != 11_110 {
			t.Errorf("%s: the steps add up to %+v, and the run to %+v", variant, sum, st.Counts)
		}
	}
}

func TestAStepBeginsWhenTheLastOneHasEndedEntirely(t *testing.T) {
	for _, variant := range []string{"open", "closed"} {
		s := tested(t, Options{Variant: variant}, "1000", "100", "10")
		w, job := s.World(), 0
		for i, r := range s.Results() {
			if i > 0 && r.From < s.Results()[i-1].Until {
				t.Errorf("%s: step %d begins at %v, before the last one's end", variant, i, r.From)
			}
			for range r.Size {
				job++
				if j := &w.Jobs[job]; j.Offered < r.From || j.Since > r.Until {
					t.Fatalf("%s, step %d from %v to %v: job %d from %v to %v", variant, i, r.From, r.Until, job, j.Offered, j.Since)
				}
			}
		}
	}
}

func TestAllFiveStepsComeInTheirOrderAndTheLastShowsSomeOfEverything(t *testing.T) {
	s := tested(t, Options{}, "all")
	results := s.Results()
	if len(results) != 5 {
		t.Fatalf("%d steps", len(results))
	}
	for i, size := range []int{10, 100, 1000, 10_000, 100_000} {
		r := &results[i]
		if r.Size != size || r.Offered != size {
			t.Errorf("step %d: %d of %d", i, r.Offered, r.Size)
		}
		if i < 4 && r.Rejected > 0 {
			t.Errorf("%d requests: %v refused", size, r.Refused)
		}
		if i > 0 && r.Latency.Quantile(0.5) < results[i-1].Latency.Quantile(0.5) {
			t.Errorf("%d requests are served faster than fewer", size)
		}
	}
	last := &results[4]
	if last.Completed < 90_000 || last.Refused["no token"] < 1000 || last.Refused["queue is full"] < 1000 ||
		last.Retries < 5000 || last.Failed < 10 || last.Failed > 200 {
		t.Errorf("%+v, %v", last.Counts, last.Refused)
	}
	if took := last.Until - last.From; took < 10*time.Second || took > 11*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestTheOpenLoopAsksAtItsRateWhateverComesBack(t *testing.T) {
	s := stalled(t, "open", "10000")
	w, r := s.World(), s.Results()[0]
	gap := time.Second / 10_000
	for i := range r.Size {
		if due := r.From + time.Duration(i)*gap; w.Jobs[i+1].Offered != due {
			t.Fatalf("request %d was due at %v and came at %v", i+1, due, w.Jobs[i+1].Offered)
		}
	}
}

func TestTheClosedLoopAsksNothingWhileTheServiceHangs(t *testing.T) {
	asked := func(variant string) (n int) {
		w := stalled(t, variant, "10000").World()
		for _, j := range w.Jobs[1:] {
			if after := j.Offered - 100*time.Millisecond; after > 0 && after < 2*time.Second {
				n++
			}
		}
		return n
	}
	if open, closed := asked("open"), asked("closed"); closed > 2*64 || open < 7500 {
		t.Errorf("in the two seconds came %d requests of the open loop, %d of the closed one", open, closed)
	}
}

func TestNoMoreRequestsAreOutThanThereAreClients(t *testing.T) {
	s := load(t, "load", Options{Variant: "closed", Knobs: map[string]float64{"clients": 7}})
	most := 0
	s.live.drv.Watch = func(w *world.World) { most = max(most, w.InFlight()) }
	do(t, s.Act("1000"))
	finish(t, s)
	if most != 7 {
		t.Errorf("%d at once", most)
	}
}

// The downstream hangs for two seconds. Of 10,000 requests of the open loop
// the queue takes 1000, which is more than 1 in 100 of those that complete; of
// the closed loop one for each client waits, and that is less.
func TestCoordinatedOmissionHidesAStallFromThePercentiles(t *testing.T) {
	p99 := map[string]time.Duration{}
	for _, variant := range []string{"open", "closed"} {
		r := &stalled(t, variant, "10000").Results()[0]
		p99[variant] = r.Latency.Quantile(0.99)
		if r.Latency.Max() < 1900*time.Millisecond {
			t.Errorf("%s: the longest wait is %v", variant, r.Latency.Max())
		}
	}
	if p99["open"] < 50*p99["closed"] || p99["open"] < 1900*time.Millisecond {
		t.Errorf("p99 is %v in the open loop and %v in the closed one", p99["open"], p99["closed"])
	}
}

func TestResultsAreAFunctionOfTheLogUpToThePlayhead(t *testing.T) {
	s := tested(t, Options{Seed: 3}, "100", "1000", "10000")
	rng := rand.New(rand.NewPCG(3, 3))
	for range 5 {
		at := time.Duration(rng.Int64N(int64(s.end())))
		do(t, s.Seek(at))
		if got, want := facts(s), folded(s.rec.Log(), at).Results(); !reflect.DeepEqual(got, want) {
			t.Fatalf("at %v:\n%+v, and folded anew\n%+v", at, got, want)
		}
	}
	do(t, s.Seek(s.end()))
	copied, err := Import(s.Export())
	do(t, err)
	do(t, copied.Seek(copied.end()))
	if !reflect.DeepEqual(facts(copied), facts(s)) || len(facts(s)) != 3 {
		t.Errorf("imported, the results are\n%+v, not\n%+v", facts(copied), facts(s))
	}
	for i, r := range copied.Results() {
		if r.Known {
			t.Errorf("somebody has timed step %d of a recording", i)
		}
	}
}

func TestTheBytesOfAllStepsAreThoseOfTheLog(t *testing.T) {
	s := tested(t, Options{}, "10", "1000")
	first, second := s.Results()[0], s.Results()[1]
	log := s.rec.Log()
	if first.Bytes <= 0 || second.Bytes <= first.Bytes || first.Events+second.Events > log.Events() {
		t.Fatalf("%d and %d bytes, %d and %d events", first.Bytes, second.Bytes, first.Events, second.Events)
	}
	var ends []int64
	read, e := eventlog.NewReader(log), eventlog.Event{}
	for read.Next(&e) {
		if e.Kind == eventlog.Note {
			ends = append(ends, e.End)
		}
	}
	if between := ends[3] - ends[0]; between != first.Bytes+second.Bytes+ends[2]-ends[1] {
		t.Errorf("the steps have %d and %d bytes, and between the notes are %d", first.Bytes, second.Bytes, between)
	}
}

func TestAStepIsTimedWithoutPauses(t *testing.T) {
	s := load(t, "load", Options{})
	begin := time.Now()
	do(t, s.Act("1000"))
	run(t, s, 10*time.Millisecond)
	s.Pause()
	paused := time.Now()
	time.Sleep(20 * time.Millisecond) // the pause itself is what is tested
	rest := time.Since(paused)
	finish(t, s)
	r := s.Results()[0]
	if !r.Known || r.Wall <= 0 || r.Wall > time.Since(begin)-rest || r.Memory < 1<<20 {
		t.Errorf("%v of %v and %v, %d bytes", r.Wall, time.Since(begin), rest, r.Memory)
	}
}

func TestAStepThatIsSteppedThroughIsNotTimed(t *testing.T) {
	s := load(t, "load", Options{})
	do(t, s.Act("100"))
	do(t, s.Step(200))
	do(t, s.Act("10"))
	finish(t, s)
	if all := s.Results(); all[0].Known || !all[1].Known {
		t.Errorf("timed are %v and %v", all[0].Known, all[1].Known)
	}
}

func TestAnotherFutureKeepsTheResultsFromBefore(t *testing.T) {
	inBrowserOrder(t)
	s := tested(t, Options{}, "10", "1000", "100")
	before := s.Results()
	do(t, s.Seek(before[1].From+time.Millisecond))
	do(t, s.Set("failure", 0))
	for s.again != nil {
		s.Frame(0, time.Second)
	}
	finish(t, s)
	after := s.Results()
	if len(after) != 3 || !reflect.DeepEqual(after[0], before[0]) {
		t.Errorf("%+v\nbecame\n%+v", before[0], after[0])
	}
	if after[1].Known || !after[2].Known || after[1].Retries >= before[1].Retries {
		t.Errorf("timed are %v and %v; %d retries, %d before", after[1].Known, after[2].Known, after[1].Retries, before[1].Retries)
	}
}

func TestLoadKnobsTakeEffectInTheMiddleOfAStep(t *testing.T) {
	took := func(knob string, value float64) time.Duration {
		s := load(t, "load", Options{})
		do(t, s.Act("10000"))
		run(t, s, 50*time.Millisecond)
		do(t, s.Set(knob, value))
		finish(t, s)
		r := s.Results()[0]
		return r.Until - r.From
	}
	if fast, slow := took("arrival", 50_000), took("arrival", 2500); slow < 5*fast {
		t.Errorf("it takes %v at 50,000 a second and %v at 2,500", fast, slow)
	}
	s := load(t, "load", Options{Knobs: map[string]float64{"hang": 1}})
	do(t, s.Act("1000"))
	do(t, s.Act("stall"))
	finish(t, s)
	if most := s.Stats().Max; most < 900*time.Millisecond || most > 1300*time.Millisecond {
		t.Errorf("after a second's stall the longest wait is %v", most)
	}
}

func TestNoMoreStepsWaitThanThereIsRoomFor(t *testing.T) {
	s := load(t, "load", Options{})
	for range 100 {
		do(t, s.Act("10"))
	}
	finish(t, s)
	if n := len(s.Results()); n < 50 || n > 52 {
		t.Errorf("%d steps, %s", n, strconv.Quote(s.World().Notes[world.StepNote]))
	}
}
