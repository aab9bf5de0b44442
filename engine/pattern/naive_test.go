package pattern_test

import (
	"context"
	"strings"
	"sync/atomic"
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
		var running atomic.Int32
		for range jobs {
			n.Submit(pattern.JobFunc(func(context.Context) {
				running.Add(1)
				time.Sleep(time.Second)
			}))
		}
		synctest.Wait()
		if running.Load() != jobs {
			t.Errorf("%d of %d jobs run", running.Load(), jobs)
		}
		collect(n, jobs)
		n.Close()
	})
}

// A day later those who did the jobs still wait for a reader.
func TestNaiveLeaksWhenNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, n := newTrace(), pattern.NewNaiveDistributor()
		for range 3 {
			n.Submit(sleeper(tr, "it", time.Second))
		}
		collect(n, 1) // and then the reader leaves
		n.Close()
		time.Sleep(24 * time.Hour)
		for range 3 {
			select {
			case <-n.Results():
				tr.note("one is set free")
			default: // nobody is stuck in a send
				tr.note("none is left")
			}
		}
		tr.want(t, `
			0s it starts
			0s it starts
			0s it starts
			1s it ends
			1s it ends
			1s it ends
			24h0m1s none is left
			24h0m1s one is set free
			24h0m1s one is set free
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
