package twin_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/probe"
	twinsync "sluice/engine/twin/sync"
	twintime "sluice/engine/twin/time"
)

// nap lets every other goroutine of the run come as far as it can.
func nap() { twintime.Sleep(1) }

func TestWaitGroup(t *testing.T) {
	execute(t, func() {
		var wg twinsync.WaitGroup
		wg.Wait()
		start := twintime.Now()
		done := 0
		for round := range 3 {
			for i := range 5 {
				wg.Go(func() {
					twintime.Sleep(time.Duration(i+1) * time.Second)
					done++
				})
			}
			var waited twinsync.WaitGroup
			waited.Go(wg.Wait)
			wg.Wait()
			waited.Wait()
			if got := twintime.Since(start); got != time.Duration(round+1)*5*time.Second || done != 5*(round+1) {
				t.Errorf("round %d: %d done after %v", round, done, got)
			}
		}
	})
}

func TestAPanicInAGroupEndsTheRun(t *testing.T) {
	passed := false
	r := driver.Execute(driver.Options{}, func() {
		var wg twinsync.WaitGroup
		wg.Go(func() { panic("boom") })
		wg.Wait()
		passed = true
	})
	if r.Panic != "boom" || passed {
		t.Errorf("panic %q, passed %v", r.Panic, passed)
	}
}

// counted is a Locker of another kind.
type counted struct {
	twinsync.Mutex
	locks int
}

func (c *counted) Lock() {
	c.Mutex.Lock()
	c.locks++
}

func TestCondWakesInOrder(t *testing.T) {
	execute(t, func() {
		l := &counted{}
		c := twinsync.NewCond(l)
		var order []int
		for i := range 6 {
			spawn(func() {
				twintime.Sleep(time.Duration(i + 1))
				c.L.Lock()
				defer c.L.Unlock()
				c.Wait()
				order = append(order, i)
			})
		}
		c.Signal() // nobody waits: it is lost
		twintime.Sleep(time.Second)
		for range 2 {
			c.Signal()
			nap()
		}
		if !slices.Equal(order, []int{0, 1}) {
			t.Errorf("signalled %v", order)
		}
		l.Lock()
		c.Broadcast()
		l.Unlock()
		nap()
		slices.Sort(order[2:]) // whom the scheduler takes first is its affair
		if !slices.Equal(order, []int{0, 1, 2, 3, 4, 5}) || l.locks != 13 {
			t.Errorf("woken %v with %d locks", order, l.locks)
		}
	})
}

func TestOnce(t *testing.T) {
	execute(t, func() {
		var once twinsync.Once
		calls, returned := 0, 0
		for range 5 {
			spawn(func() {
				once.Do(func() {
					calls++
					twintime.Sleep(time.Second)
				})
				returned++
			})
		}
		twintime.Sleep(time.Second / 2)
		if calls != 1 || returned != 0 {
			t.Errorf("%d calls, %d returned while the first ran", calls, returned)
		}
		twintime.Sleep(time.Second)
		if calls != 1 || returned != 5 {
			t.Errorf("%d calls, %d returned", calls, returned)
		}

		var broken twinsync.Once
		if got := panicOf(func() { broken.Do(func() { panic("boom") }) }); got != "boom" {
			t.Errorf("panicked with %v", got)
		}
		broken.Do(func() { t.Error("done again after a panic") })
	})
}

func TestOnceInItselfIsADeadlock(t *testing.T) {
	if r := driver.Execute(driver.Options{}, func() {
		var once twinsync.Once
		once.Do(func() { once.Do(func() {}) })
	}); !r.Deadlock {
		t.Errorf("%+v", r)
	}
}

func TestWhatARunBreaksOffIsNotDone(t *testing.T) {
	var once twinsync.Once
	value := twinsync.OnceValue(func() int {
		if probe.Self() != nil {
			twintime.Sleep(time.Hour)
		}
		return 7
	})
	execute(t, func() {
		spawn(func() { once.Do(func() { twintime.Sleep(time.Hour) }) })
		spawn(func() { value() })
		nap()
	})
	calls := 0
	once.Do(func() { calls++ })
	if calls != 1 {
		t.Error("it counts as done")
	}
	if got := value(); got != 7 {
		t.Errorf("the value is %d", got)
	}
}

func TestOnceFunctions(t *testing.T) {
	check := func() {
		calls := 0
		f := twinsync.OnceFunc(func() { calls++ })
		one := twinsync.OnceValue(func() int { calls++; return calls })
		two := twinsync.OnceValues(func() (int, error) { calls++; return calls, errFirst })
		for range 3 {
			f()
			if v := one(); v != 2 {
				t.Errorf("the value is %d", v)
			}
			if v, err := two(); v != 3 || err != errFirst {
				t.Errorf("the values are %d and %v", v, err)
			}
		}
		bad := twinsync.OnceValue(func() int { calls++; panic(fmt.Sprint("boom", calls)) })
		for range 3 {
			if got := panicOf(func() { bad() }); got != "boom4" {
				t.Errorf("panicked with %v", got)
			}
		}
	}
	check()
	execute(t, check)
}

func TestPoolIsAStack(t *testing.T) {
	p := twinsync.Pool{New: func() any { return "new" }}
	p.Put("outside")
	execute(t, func() {
		p.Put(nil)
		p.Put("a")
		p.Put("b")
		for _, want := range []string{"b", "a", "new"} {
			if got := p.Get(); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		}
	})
	execute(t, func() {
		var bare twinsync.Pool
		if got := bare.Get(); got != nil {
			t.Errorf("got %v from an empty pool", got)
		}
	})
	if got := p.Get(); got != "outside" && got != "new" {
		t.Errorf("got %v outside", got)
	}
}
