package vet

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/playback"
	"sluice/engine/probe"
	"sluice/engine/twin/sync"
)

// row is the line of a report's profile.
func row(t *testing.T, r *Report, line int) Row {
	t.Helper()
	for _, row := range r.Profile {
		if row.Line == line {
			return row
		}
	}
	t.Fatalf("nobody waited at line %d: %+v", line, r.Profile)
	return Row{}
}

// slow is a producer that a slow worker holds up, and a worker that is idle at
// first and at the end.
func slow() {
	c := probe.Make[int](at(1, "c"), 0)
	probe.Go(at(2, "worker"), func() {
		for range probe.Range(at(3, "c"), c) {
			pause(4, time.Second)
		}
	})
	pause(5, 2*time.Second)
	times(3, func() { probe.To(at(6, "c"), c).Send(1) })
	pause(7, 10*time.Second)
}

func TestWhoIsHeldUpComesBeforeWhoIsIdle(t *testing.T) {
	r := vetted(t, aProgram, slow)
	if held := row(t, r, 6).Held; held != (Spent{2, 2 * time.Second, time.Second}) {
		t.Errorf("main was held up for %+v", held)
	}
	worker := row(t, r, 3)
	if worker.Idle.Waits != 2 || worker.Idle.Time != r.Until-3*time.Second || worker.Now != 1 || worker.Held.Waits != 0 {
		t.Errorf("the worker waited for work %+v of %v", worker, r.Until)
	}
	if slept := row(t, r, 4).Slept; slept.Time != 3*time.Second || row(t, r, 4).Idle.Waits != 0 {
		t.Errorf("the worker worked %+v", slept)
	}
	if r.Profile[0].Line != 6 {
		t.Errorf("line %d is the first, though the worker only waited for work", r.Profile[0].Line)
	}
}

func TestWaysAreToldApart(t *testing.T) {
	r := vetted(t, aProgram, func() {
		var m sync.Mutex
		var all sync.WaitGroup
		all.Add(1)
		probe.At(at(1, ""))
		m.Lock()
		probe.Go(at(2, "other"), func() {
			probe.At(at(3, ""))
			m.Lock()
			all.Done()
		})
		pause(4, time.Second)
		m.Unlock()
		probe.At(at(5, ""))
		all.Wait()
	})
	if lock := row(t, r, 3); lock.Held.Time != time.Second || !slices.Equal(lock.Ways, []string{"lock"}) {
		t.Errorf("the lock was waited for %+v", lock)
	}
	if group := row(t, r, 5); group.Held.Waits != 0 || !slices.Equal(group.Ways, []string{"sync"}) {
		t.Errorf("the group was waited for %+v", group)
	}
}

func TestReadingInSlicesFindsTheSame(t *testing.T) {
	rec := recorded(t, aProgram, slow)
	whole, sliced := Look(rec, nil), Begin(rec, nil)
	n := 1
	for !sliced.Read(2) {
		n++
	}
	r := sliced.Report()
	if n < 5 || r.Until != whole.Until || !slices.EqualFunc(r.Profile, whole.Profile, sameRow) || len(r.Findings) != len(whole.Findings) {
		t.Errorf("after %d slices %+v, at once %+v", n, r, whole)
	}
}

func sameRow(a, b Row) bool { return a.Line == b.Line && a.Held == b.Held && a.Idle == b.Idle }

func TestARecordingThatGoesOnIsReadOn(t *testing.T) {
	rec := recorded(t, aProgram, slow)
	part := playback.New(rec.Log())
	c := Begin(part, nil)
	c.Read(10)
	if r := c.Report(); r.Ended != "" || len(r.Findings) != 0 || r.Events != 10 {
		t.Errorf("in the middle it says %+v", r)
	}
	part.Fold()
	for !c.Read(10) {
	}
	if r := c.Report(); r.Ended == "" || r.Events != rec.Log().Events() {
		t.Errorf("at the end it says %+v", r)
	}
}
