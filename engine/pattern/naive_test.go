package pattern_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// collect takes so many results, so that those who deliver them can end.
func collect(n *pattern.NaiveDistributor, results int) {
	for range results {
		<-n.Results()
	}
}

// thrown returns the text of what f panics with, or "".
func thrown(f func()) (text string) {
	defer func() {
		if err, ok := recover().(error); ok {
			text = err.Error()
		}
	}()
	f()
	return ""
}

func TestNaiveRunsAllJobsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const jobs = 1000
		n := pattern.NewNaiveDistributor()
		before := runtime.NumGoroutine()
		for range jobs {
			n.Submit(pattern.JobFunc(func(context.Context) {
				time.Sleep(time.Second)
			}))
		}
		synctest.Wait()
		running := runtime.NumGoroutine() - before
		if running != jobs {
			t.Errorf("%d goroutines for %d jobs", running, jobs)
		}
		collect(n, jobs)
		n.Close()
	})
}

// The jobs are done, but those who did them stay.
func TestNaiveLeaksWhenNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, n := newTrace(), pattern.NewNaiveDistributor()
		before := runtime.NumGoroutine()
		for range 3 {
			n.Submit(sleeper(tr, "it", time.Second))
		}
		collect(n, 1) // and then the reader leaves
		n.Close()
		time.Sleep(24 * time.Hour)
		// Two workers are left, and the dispatcher is not.
		tr.note("%+d goroutines", runtime.NumGoroutine()-before)
		collect(n, 2)
		synctest.Wait()
		tr.note("%+d when all is read", runtime.NumGoroutine()-before)
		tr.want(t, `
			0s it starts
			0s it starts
			0s it starts
			1s it ends
			1s it ends
			1s it ends
			24h0m1s +1 goroutines
			24h0m1s -1 when all is read
		`)
	})
}

func TestNaiveSubmitAfterClosePanics(t *testing.T) {
	n := pattern.NewNaiveDistributor()
	n.Close()
	got := thrown(func() { n.Submit(&idleJob) })
	if !strings.Contains(got, "send on closed channel") {
		t.Errorf("panicked with %q", got)
	}
	got = thrown(n.Close)
	if !strings.Contains(got, "close of closed channel") {
		t.Errorf("panicked with %q", got)
	}
}

// Close waits for nothing: the job ends a second after it.
func TestNaiveCloseLeavesJobsRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, n := newTrace(), pattern.NewNaiveDistributor()
		n.Submit(sleeper(tr, "it", time.Second))
		n.Close()
		tr.note("closed")
		collect(n, 1)
		tr.want(t, `
			0s closed
			0s it starts
			1s it ends
		`)
	})
}
