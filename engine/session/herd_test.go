package session

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"sluice/engine/world"
)

// outage lets all clients open their sessions, takes the downstream down and
// waits for a second of the outage.
func outage(t *testing.T, variant string, knobs map[string]float64) *Session {
	t.Helper()
	s := load(t, "herd", Options{Variant: variant, Seed: 5, Knobs: knobs})
	run(t, s, 8*time.Second)
	do(t, s.Act("down"))
	return s
}

// requestsAfter returns how many requests came in each slot of 100 ms, from
// an instant on.
func requestsAfter(s *Session, from time.Duration) (slots []int) {
	for at := from; at <= s.Stats().Now; at += 100 * time.Millisecond {
		slot := strconv.Itoa(int(at / (100 * time.Millisecond)))
		slots = append(slots, s.World().Tallies["requests/"+slot])
	}
	return slots
}

func most(slots []int) int {
	m := 0
	for _, n := range slots {
		m = max(m, n)
	}
	return m
}

func working(s *Session) (n int) {
	for _, id := range s.World().Live {
		if s.World().Jobs[id].State == world.Working {
			n++
		}
	}
	return n
}

func TestAHealthyDownstreamServesAllClients(t *testing.T) {
	for _, variant := range []string{"immediate", "full", "budget"} {
		s := load(t, "herd", Options{Variant: variant})
		run(t, s, time.Minute)
		if st := s.Stats(); st.Failed > 0 || st.Completed < 60*60/4 {
			t.Errorf("%s: %+v", variant, st.Counts)
		}
		if n := working(s); n < 48 {
			t.Errorf("%s: %d of 60 clients have a session", variant, n)
		}
	}
}

func TestAnOutageBreaksAllSessionsAtOnce(t *testing.T) {
	s := outage(t, "fixed", nil)
	if n := working(s); n != 0 {
		t.Errorf("%d sessions outlive the downstream", n)
	}
	for i := range s.World().Goroutines {
		if g := &s.World().Goroutines[i]; g.Name == "serve" && g.Alive() {
			t.Error("the downstream's goroutine outlives it")
		}
	}
	run(t, s, 4*time.Second)
	if n := working(s); n != 0 {
		t.Errorf("%d sessions during the outage", n)
	}
	if got := s.World().Notes["downstream"]; got != "down" {
		t.Errorf("after 4 of 5 s it is %s", got)
	}
	run(t, s, 1100*time.Millisecond)
	if got := s.World().Notes["downstream"]; got != "up" {
		t.Errorf("after 5 s it is %s", got)
	}
}

func TestHerdDelaysAreAsTheirPolicySays(t *testing.T) {
	const base = 500 * time.Millisecond
	for _, c := range []struct {
		variant   string
		low, high func(attempt int) time.Duration
	}{
		{"fixed", steady, steady},
		{"exponential", doubling, doubling},
		{"full", none, doubling},
		{"decorrelated", steady, func(int) time.Duration { return 8 * base }},
		{"budget", none, doubling},
	} {
		s := outage(t, c.variant, map[string]float64{"outage": 15})
		seen := 0
		for range 100 {
			run(t, s, 100*time.Millisecond)
			for _, id := range s.World().Live {
				j := &s.World().Jobs[id]
				if j.State != world.BackingOff {
					continue
				}
				seen++
				d, n := j.Until-j.Since, int(j.Attempt)
				if d < c.low(n) || d > c.high(n) {
					t.Fatalf("%s: after attempt %d job %d waits for %v", c.variant, n, id, d)
				}
			}
		}
		if seen == 0 {
			t.Errorf("%s: nobody waits", c.variant)
		}
	}
}

func none(int) time.Duration   { return 0 }
func steady(int) time.Duration { return 500 * time.Millisecond }
func doubling(attempt int) time.Duration {
	return min(500*time.Millisecond<<(attempt-1), 4*time.Second)
}

func TestWithoutADelayAllAttemptsComeAtOnce(t *testing.T) {
	s := outage(t, "immediate", nil)
	run(t, s, time.Second)
	// Who has no session just then fails later: 50 of 60 is a safe bound.
	if first := requestsAfter(s, 8*time.Second)[0]; first < 50*11 || first > 60*12 {
		t.Errorf("%d requests in the first 100 ms, of clients with 12 attempts", first)
	}
	if s.Stats().Failed < 50 {
		t.Errorf("only %d gave up", s.Stats().Failed)
	}
}

func TestOnlyJitterPullsTheHerdApart(t *testing.T) {
	peaks := map[string]int{}
	for _, variant := range []string{"fixed", "exponential", "full", "decorrelated", "budget"} {
		s := outage(t, variant, nil)
		run(t, s, 25*time.Second)
		peaks[variant] = most(requestsAfter(s, 8200*time.Millisecond))
	}
	for _, together := range []string{"fixed", "exponential"} {
		for _, apart := range []string{"full", "decorrelated", "budget"} {
			if 2*peaks[apart] > peaks[together] {
				t.Errorf("the highest peaks are %v", peaks)
			}
		}
	}
}

func TestTheHerdOutlivesTheOutage(t *testing.T) {
	recovery := func(variant string) time.Duration {
		s := outage(t, variant, nil)
		run(t, s, 5*time.Second)
		for at := time.Duration(0); at < time.Minute; at += 100 * time.Millisecond {
			if working(s) >= 48 {
				return at
			}
			run(t, s, 100*time.Millisecond)
		}
		return time.Minute
	}
	herd, apart := recovery("exponential"), recovery("full")
	if 2*apart > herd {
		t.Errorf("most clients are back after %v, with jitter after %v", herd, apart)
	}
}

func TestTheBudgetBoundsTheRetriesOfAllClients(t *testing.T) {
	s := outage(t, "budget", map[string]float64{"outage": 20})
	lowest := 10.0
	for range 30 {
		run(t, s, time.Second)
		st := s.Stats()
		lowest = min(lowest, s.World().Buckets[1].Level(s.World().Now))
		if bound := 10 + st.Offered/10; st.Retries > bound {
			t.Fatalf("%d retries of %d calls, the budget is %d", st.Retries, st.Offered, bound)
		}
	}
	if lowest < 0 || lowest >= 1 {
		t.Errorf("retries are refused with %v tokens left", lowest)
	}
	if s.World().Reasons["retry budget is empty"] == 0 {
		t.Error("the budget refuses nothing")
	}
	free := outage(t, "full", map[string]float64{"outage": 20})
	run(t, free, 30*time.Second)
	if free.Stats().Retries < 3*s.Stats().Retries {
		t.Errorf("%d retries with a budget, %d without", s.Stats().Retries, free.Stats().Retries)
	}
}

func TestTheBacklogNeverHoldsMoreThanItsSlots(t *testing.T) {
	s := outage(t, "exponential", map[string]float64{"clients": 200, "open": 50})
	refused := false
	for range 200 {
		run(t, s, 50*time.Millisecond)
		for i := range s.World().Channels {
			if c := &s.World().Channels[i]; c.Name == "backlog" && c.Len() > 10 {
				t.Fatalf("%d in the backlog", c.Len())
			}
		}
		for _, id := range s.World().Live {
			refused = refused || strings.Contains(s.World().Jobs[id].Reason, "backlog is full")
		}
	}
	if !refused {
		t.Error("a herd of 200 finds room for all")
	}
}

func TestClientsComeAndGoWithTheirKnob(t *testing.T) {
	s := load(t, "herd", Options{Variant: "full"})
	for _, n := range []float64{60, 150, 20, 21} {
		do(t, s.Set("clients", n))
		run(t, s, 15*time.Second)
		clients := 0
		for i := range s.World().Goroutines {
			if g := &s.World().Goroutines[i]; g.Name == "client" && g.Alive() {
				clients++
			}
		}
		if float64(clients) != n {
			t.Errorf("%d clients, wanted %v", clients, n)
		}
	}
}
