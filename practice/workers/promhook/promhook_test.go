package promhook_test

import (
	"context"
	"errors"
	"maps"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"sluice/practice/workers"
	"sluice/practice/workers/promhook"
)

func TestWhatBecameOfTheJobsIsMeasured(t *testing.T) {
	registry := prometheus.NewRegistry()
	hooks, err := promhook.Hooks(registry, "jobs")
	if err != nil {
		t.Fatal(err)
	}
	hooks.Panicked = func(workers.Job, *workers.PanicError) {}
	pool := workers.New(workers.Config{Workers: 1, Capacity: 4, Hooks: hooks})
	begun := make(chan struct{})
	for _, job := range []workers.JobFunc{
		func(context.Context) error { return nil },
		func(context.Context) error { return errors.New("boom") },
		func(context.Context) error { panic("boom") },
		func(ctx context.Context) error {
			close(begun)
			<-ctx.Done()
			return ctx.Err()
		},
	} {
		if err := pool.Submit(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	<-begun
	idle := workers.JobFunc(func(context.Context) error { return nil })
	for range 5 { // one too many
		pool.Submit(t.Context(), idle)
	}
	want(t, registry, map[string]float64{
		"jobs_accepted_total": 8, "jobs_refused_total queue_full": 1,
		"jobs_ended_total done": 1, "jobs_ended_total failed": 1, "jobs_ended_total panicked": 1,
		"jobs_handed_back_total": 0, "jobs_waiting": 4, "jobs_running": 1,
		"jobs_wait_seconds": 4, "jobs_run_seconds": 3,
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if left, _ := pool.Shutdown(ctx); len(left) != 4 {
		t.Errorf("%d jobs left", len(left))
	}
	pool.Submit(t.Context(), idle)
	want(t, registry, map[string]float64{
		"jobs_accepted_total": 8, "jobs_refused_total queue_full": 1, "jobs_refused_total shutdown": 1,
		"jobs_ended_total done": 1, "jobs_ended_total failed": 2, "jobs_ended_total panicked": 1,
		"jobs_handed_back_total": 4, "jobs_waiting": 0, "jobs_running": 0,
		"jobs_wait_seconds": 4, "jobs_run_seconds": 4,
	})
}

func TestANameThatIsTakenIsAnError(t *testing.T) {
	registry := prometheus.NewRegistry()
	for i, wrong := range []bool{false, true} {
		if _, err := promhook.Hooks(registry, "jobs"); (err != nil) != wrong {
			t.Errorf("no. %d: %v", i+1, err)
		}
	}
}

// want compares counters, gauges, and how often a histogram was told.
func want(t *testing.T, registry *prometheus.Registry, want map[string]float64) {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, family := range families {
		for _, m := range family.GetMetric() {
			name := family.GetName()
			for _, label := range m.GetLabel() {
				name += " " + label.GetValue()
			}
			got[name] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("measured %v, want %v", got, want)
	}
}
