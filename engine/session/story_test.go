package session

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/engine/playback"
	"sluice/engine/world"
)

// told is a story in short.
func told(steps []playback.Step) string {
	var words []string
	for i := range steps {
		words = append(words, steps[i].What.String())
	}
	return strings.Join(words, " ")
}

func TestAStoryTellsAJobThatFailedOnce(t *testing.T) {
	s := load(t, "composite", Options{Seed: 1, Knobs: map[string]float64{"failure": 40}})
	run(t, s, 20*time.Second)
	job := slices.IndexFunc(s.World().Jobs, func(j world.Job) bool {
		return j.State == world.Completed && j.Attempt == 2
	})
	steps, err := s.Story(job)
	do(t, err)
	if got := told(steps); got != "offered admitted taken tried backsOff handed taken tried completed" {
		t.Fatal(got)
	}
	j := &s.World().Jobs[job]
	first, failed, parked, end := &steps[0], &steps[4], &steps[5], &steps[8]
	if first.At != j.Offered || first.Name != "client" || end.At != j.Since {
		t.Errorf("from %v by %s to %v, and not from %v to %v", first.At, first.Name, end.At, j.Offered, j.Since)
	}
	if failed.N != 1 || failed.Name != "worker" || failed.Reason != "downstream unavailable" {
		t.Errorf("attempt %d of %s failed with %q", failed.N, failed.Name, failed.Reason)
	}
	if failed.Delay == 0 || parked.Name != "parked" || parked.Lasted != failed.Delay {
		t.Errorf("%s waited for %v, and not for %v", parked.Name, parked.Lasted, failed.Delay)
	}
	if steps[6].Where != "queue" || steps[6].Name != "worker" || steps[7].N != 2 {
		t.Errorf("%s took it from %s for attempt %d", steps[6].Name, steps[6].Where, steps[7].N)
	}
	for i, file := range map[int]string{2: "pattern/submit.go", 3: "scene/composite.go", 5: "pattern/call.go", 6: "pattern/submit.go"} {
		if at := s.Site(steps[i].Site); at.Line == 0 || at.File != "engine/"+file {
			t.Errorf("%v happened at %s:%d", steps[i].What, at.File, at.Line)
		}
	}
}

func TestAStoryTellsHowLongAJobWasQueued(t *testing.T) {
	s := load(t, "composite", Options{Knobs: map[string]float64{"arrival": 0, "workers": 1, "failure": 0}})
	do(t, s.Inject(3, ""))
	run(t, s, 2*time.Second)
	steps, err := s.Story(3)
	do(t, err)
	if got := told(steps); got != "offered admitted queued taken tried completed" {
		t.Fatal(got)
	}
	if q := &steps[2]; q.Where != "queue" || q.N != 1 || q.Lasted != 500*time.Millisecond {
		t.Errorf("it was in %s behind %d for %v", q.Where, q.N, q.Lasted)
	}
	if steps, err = s.Story(4); !errors.Is(err, ErrJob) {
		t.Errorf("a job that was not offered has a story: %v, %v", told(steps), err)
	}
}

func TestAStoryAgreesWithTheWorld(t *testing.T) {
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 8, 4*time.Second)
		jobs := s.rec.World().Jobs
		for job := 1; job < len(jobs); job += 1 + len(jobs)/20 {
			steps, err := s.Story(job)
			do(t, err)
			check(t, &jobs[job], steps)
		}
	})
}

// check fails the test unless a story agrees with what the world says.
func check(t *testing.T, j *world.Job, steps []playback.Step) {
	t.Helper()
	tried := 0
	for i := range steps {
		if steps[i].What == playback.Tried {
			tried = steps[i].N
		}
		if i > 0 && steps[i-1].At+steps[i-1].Lasted != steps[i].At {
			t.Errorf("step %d of %s lasted %v", i, told(steps), steps[i-1].Lasted)
		}
	}
	last := steps[len(steps)-1].What
	if steps[0].What != playback.Offered || steps[0].At != j.Offered || tried != int(j.Attempt) {
		t.Errorf("%s, of a job that was offered at %v and tried %d times", told(steps), j.Offered, j.Attempt)
	}
	if over := last >= playback.Completed; over != j.State.Over() || over && last.String() != j.State.String() {
		t.Errorf("%s, of a job that is %v", told(steps), j.State)
	}
	if j.State == world.Queued && last != playback.Queued {
		t.Errorf("%s, of a job that is queued", told(steps))
	}
}

func TestAStoryGrowsWithTheRun(t *testing.T) {
	knobs := map[string]float64{"failure": 60}
	s := load(t, "composite", Options{Seed: 4, Knobs: knobs})
	run(t, s, time.Second)
	early, err := s.Story(9)
	do(t, err)
	n := len(early)
	for range 100 {
		run(t, s, 100*time.Millisecond)
		_, err = s.Story(9)
		do(t, err)
	}
	late, err := s.Story(9)
	do(t, err)
	fresh := s.rec.Story(9)
	fresh.Read()
	if len(late) <= n || !reflect.DeepEqual(late, fresh.Steps) {
		t.Errorf("followed: %s; told at once: %s", told(late), told(fresh.Steps))
	}
	do(t, s.Seek(0))
	if back, _ := s.Story(9); len(back) != len(late) {
		t.Error("what is recorded was not told to one who has gone back")
	}
}
