package pattern_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// aSecond notes a job and works on it for a second.
func aSecond(tr *trace) func(string) {
	return func(name string) {
		tr.note("%s starts", name)
		time.Sleep(time.Second)
		tr.note("%s ends", name)
	}
}

// Busy workers finish their job, idle ones leave at once, and the job that
// nobody has begun stays.
func TestQuitReachesAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, jobs := newTrace(), make(chan string, 9)
		c := pattern.NewCrew(3, jobs, aSecond(tr))
		jobs <- "a"
		jobs <- "b"
		synctest.Wait()
		c.Quit()
		c.Quit()
		synctest.Wait()
		jobs <- "c"
		c.Wait()
		tr.note("all have left, %d job stays", len(jobs))
		tr.want(t, `
			0s a starts
			0s b starts
			1s a ends
			1s all have left, 1 job stays
			1s b ends
		`)
	})
}

// With jobs always at hand, a select alone would take some more by chance.
func TestQuitComesBeforeJobs(t *testing.T) {
	for range 50 {
		synctest.Test(t, func(t *testing.T) {
			jobs := make(chan int, 100)
			for i := range cap(jobs) {
				jobs <- i
			}
			c := pattern.NewCrew(2, jobs, func(int) { time.Sleep(time.Second) })
			time.Sleep(1500 * time.Millisecond)
			c.Quit()
			c.Wait()
			if len(jobs) != 96 {
				t.Errorf("%d jobs stay, want 96", len(jobs))
			}
		})
	}
}

func TestQuitOneReachesOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, jobs := newTrace(), make(chan string, 9)
		c := pattern.NewCrew(2, jobs, aSecond(tr))
		tr.note("one told: %v", c.QuitOne(t.Context()))
		for _, name := range []string{"a", "b"} { // by the other, in turn
			jobs <- name
		}
		close(jobs)
		c.Wait()
		tr.note("one told: %v", c.QuitOne(t.Context()))
		tr.want(t, `
			0s a starts
			0s one told: <nil>
			1s a ends
			1s b starts
			2s b ends
			2s one told: shut down
		`)
	})
}

func TestQuitOneWaitsForAWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, jobs := newTrace(), make(chan string)
		c := pattern.NewCrew(1, jobs, aSecond(tr))
		jobs <- "a"
		short, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		tr.note("one told: %v", c.QuitOne(short))
		tr.note("one told: %v", c.QuitOne(short))
		tr.note("one told: %v", c.QuitOne(t.Context()))
		c.Wait()
		tr.note("all have left")
		tr.want(t, `
			0s a starts
			500ms one told: context deadline exceeded
			500ms one told: context deadline exceeded
			1s a ends
			1s all have left
			1s one told: <nil>
		`)
	})
}

// Who waits to tell one worker is freed when all of them leave.
func TestQuitOneWhileAllQuit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, jobs := newTrace(), make(chan string)
		c := pattern.NewCrew(1, jobs, aSecond(tr))
		jobs <- "a"
		go func() { tr.note("one told: %v", c.QuitOne(t.Context())) }()
		synctest.Wait()
		c.Quit()
		c.Wait()
		synctest.Wait()
		tr.want(t, `
			0s a starts
			1s a ends
			1s one told: shut down
		`)
	})
}

func TestQuitFromManyGoroutines(t *testing.T) {
	c := pattern.NewCrew(4, make(chan int), func(int) {})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(c.Quit)
		wg.Go(c.Wait)
		wg.Go(func() {
			if err := c.QuitOne(t.Context()); err != nil &&
				err != pattern.ErrShutdown {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestCrewRefusesNonsense(t *testing.T) {
	if !panics(func() { pattern.NewCrew(0, make(chan int), func(int) {}) }) {
		t.Error("a crew of nobody: no panic")
	}
}
