package expvarhook_test

import (
	"context"
	"encoding/json"
	"errors"
	"expvar"
	"maps"
	"testing"

	"sluice/practice/workers"
	"sluice/practice/workers/expvarhook"
)

func TestWhatBecameOfTheJobsIsPublished(t *testing.T) {
	pool := workers.New(workers.Config{Workers: 1, Capacity: 3, Hooks: expvarhook.Publish("jobs")})
	begun := make(chan struct{})
	endless := func(ctx context.Context) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}
	for _, job := range []workers.JobFunc{
		func(context.Context) error { return nil },
		func(context.Context) error { return errors.New("boom") },
		endless,
	} {
		if err := pool.Submit(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	<-begun
	for range 4 { // one too many
		pool.Submit(t.Context(), workers.JobFunc(func(context.Context) error { return nil }))
	}
	want(t, map[string]float64{"accepted": 6, "refused": 1, "started": 3, "done": 1, "failed": 1, "handed_back": 0, "waiting": 3, "running": 1})

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if left, _ := pool.Shutdown(ctx); len(left) != 3 {
		t.Errorf("%d jobs left", len(left))
	}
	want(t, map[string]float64{"accepted": 6, "refused": 1, "started": 3, "done": 1, "failed": 2, "handed_back": 3, "waiting": 0, "running": 0})
}

// want compares all but the times, which must be there.
func want(t *testing.T, want map[string]float64) {
	t.Helper()
	got := map[string]float64{}
	if err := json.Unmarshal([]byte(expvar.Get("jobs").String()), &got); err != nil {
		t.Fatal(err)
	}
	if got["wait_seconds"] <= 0 || got["run_seconds"] <= 0 {
		t.Errorf("no times in %v", got)
	}
	delete(got, "wait_seconds")
	delete(got, "run_seconds")
	if !maps.Equal(got, want) {
		t.Errorf("published %v, want %v", got, want)
	}
}
