package session

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/scene"
)

func perform(t *testing.T, id string, seed float64, steps []scene.Step) *Session {
	t.Helper()
	s, err := performSteps(id, seed, steps, time.Minute)
	if s != nil {
		t.Cleanup(func() { s.Close() })
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// performSteps loads a scene in its default variant and does the steps, in at most
// wall of wall time for each wait. The caller closes the session, also when
// there is an error.
func performSteps(id string, seed float64, steps []scene.Step, wall time.Duration) (*Session, error) {
	s, err := Load(id, Options{Seed: seed})
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		if step.Variant != "" {
			next, err := Load(id, Options{Seed: seed, Variant: step.Variant})
			if err != nil {
				return s, err
			}
			s.Close()
			s = next
		}
		if err := s.do(step, wall); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s *Session) do(step scene.Step, wall time.Duration) error {
	if step.Knob != "" {
		if err := s.Set(step.Knob, step.Value); err != nil {
			return err
		}
	}
	if step.Send > 0 {
		if err := s.Inject(float64(step.Send), step.Source); err != nil {
			return err
		}
	}
	if step.Act != "" {
		if err := s.Act(step.Act); err != nil {
			return err
		}
	}
	_, err := s.Advance(step.Wait, wall)
	return err
}

func TestEachTaskIsReachedByWhatItShows(t *testing.T) {
	for _, spec := range scene.All() {
		for _, task := range spec.Lesson.Tasks {
			t.Run(spec.ID+"/"+task.ID, func(t *testing.T) {
				for seed := range 3 {
					s := perform(t, spec.ID, float64(seed), task.Show)
					if !slices.Contains(s.Ticked(), task.ID) {
						t.Errorf("seed %v: not ticked, at %v, ended %q, %+v", seed, s.Stats().Now, s.Ended(), s.World().Counts)
					}
				}
			})
		}
	}
}

func TestNoTaskTicksByItself(t *testing.T) {
	for _, spec := range scene.All() {
		for _, v := range spec.Variants {
			t.Run(spec.ID+"/"+v.ID, func(t *testing.T) {
				s := perform(t, spec.ID, 1, []scene.Step{scene.In(v.ID), scene.Wait(2 * time.Minute)})
				if got := s.Ticked(); len(got) > 0 {
					t.Errorf("%v ticked though nobody did anything", got)
				}
			})
		}
	}
}

func TestLessonsAreComplete(t *testing.T) {
	for _, spec := range scene.All() {
		l := &spec.Lesson
		if l.Watch == "" || l.Takeaway == "" || len(l.Notes) == 0 || len(l.Terms) == 0 {
			t.Errorf("%s: its lesson lacks something", spec.ID)
		}
		if n := len(l.Tasks); n < 3 || n > 5 {
			t.Errorf("%s: %d tasks", spec.ID, n)
		}
		for _, word := range l.Terms {
			if scene.Glossary[word] == "" {
				t.Errorf("%s: the glossary does not explain %q", spec.ID, word)
			}
		}
		seen := map[string]bool{}
		for _, task := range l.Tasks {
			if seen[task.ID] || task.ID == "" || task.Text == "" {
				t.Errorf("%s: task %q is there twice or says nothing", spec.ID, task.ID)
			}
			seen[task.ID] = true
			if q := task.Ask; q != nil && (len(q.Options) < 2 || q.Answer >= len(q.Options) || q.Why == "") {
				t.Errorf("%s: the question of task %q is not whole", spec.ID, task.ID)
			}
		}
	}
}

func TestTasksTickInTheMiddleOfALongRun(t *testing.T) {
	s := load(t, "composite", Options{})
	do(t, s.Inject(100, ""))
	run(t, s, time.Minute)
	if !slices.Contains(s.Ticked(), "no-token") {
		t.Fatalf("ticked are %v", s.Ticked())
	}
}
