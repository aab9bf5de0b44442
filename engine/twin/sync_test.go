package twin_test

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/probe"
	twinsync "sluice/engine/twin/sync"
	twintime "sluice/engine/twin/time"
)

// pass locks and unlocks l.
func pass(l twinsync.Locker) {
	l.Lock()
	defer l.Unlock()
}

// nap lets every other goroutine of the run come as far as it can.
func nap() { twintime.Sleep(1) }

func TestMutexServesInOrder(t *testing.T) {
	execute(t, func() {
		var mu twinsync.Mutex
		var order []int
		inside := 0
		mu.Lock()
		for i := range 10 {
			spawn(func() {
				twintime.Sleep(time.Duration(i + 1)) // so that they come in this order
				mu.Lock()
				defer mu.Unlock()
				if inside++; inside != 1 {
					t.Errorf("%d hold the lock", inside)
				}
				twintime.Sleep(time.Second)
				order = append(order, i)
				inside--
			})
		}
		twintime.Sleep(time.Second)
		if mu.TryLock() {
			t.Error("locked a locked mutex")
		}
		mu.Unlock()
		mu.Lock() // the others came first
		if want := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}; !slices.Equal(order, want) {
			t.Errorf("the order is %v", order)
		}
		mu.Unlock()
		if !mu.TryLock() {
			t.Error("did not lock a free mutex")
		}
	})
}

func TestAFreeLockLeavesNoTrace(t *testing.T) {
	count := func(fn func()) int64 {
		r, _ := execute(t, fn)
		return r.Events
	}
	var (
		mu   twinsync.Mutex
		rw   twinsync.RWMutex
		wg   twinsync.WaitGroup
		once twinsync.Once
	)
	got := count(func() {
		pass(&mu)
		pass(rw.RLocker())
		pass(&rw)
		wg.Add(1)
		wg.Done()
		wg.Wait()
		once.Do(func() {})
	})
	if want := count(func() {}); got != want {
		t.Errorf("%d events, %d without locks", got, want)
	}
}

func TestRWMutexReadersTogetherWritersAlone(t *testing.T) {
	execute(t, func() {
		var (
			rw    twinsync.RWMutex
			order []string
		)
		hold := func(name string, l twinsync.Locker, after time.Duration) {
			spawn(func() {
				twintime.Sleep(after)
				l.Lock()
				order = append(order, "+"+name)
				twintime.Sleep(10 * time.Second)
				order = append(order, "-"+name)
				l.Unlock()
			})
		}
		hold("r1", rw.RLocker(), 1*time.Second)
		hold("r2", rw.RLocker(), 2*time.Second)
		hold("w1", &rw, 3*time.Second)
		hold("w2", &rw, 4*time.Second)
		hold("r3", rw.RLocker(), 5*time.Second) // behind the writer that waits
		twintime.Sleep(6 * time.Second)
		if rw.TryRLock() || rw.TryLock() {
			t.Error("got past a writer that waits")
		}
		twintime.Sleep(time.Minute)
		want := []string{"+r1", "+r2", "-r1", "-r2", "+w1", "-w1", "+r3", "-r3", "+w2", "-w2"}
		if !slices.Equal(order, want) {
			t.Errorf("the order is %v", order)
		}
		rw.RLock()
		if !rw.TryRLock() || rw.TryLock() {
			t.Error("readers do not read together")
		}
		rw.RUnlock()
		rw.RUnlock()
		if !rw.TryLock() || rw.TryRLock() {
			t.Error("a writer does not write alone")
		}
		rw.Unlock()
	})
}

func TestMisuseOfLocksPanicsWithGosWords(t *testing.T) {
	var mu twinsync.Mutex
	var rw twinsync.RWMutex
	var wg twinsync.WaitGroup
	c := twinsync.NewCond(&mu)
	for want, misuse := range map[string]func(){
		"sync: unlock of unlocked mutex":    mu.Unlock,
		"sync: Unlock of unlocked RWMutex":  rw.Unlock,
		"sync: RUnlock of unlocked RWMutex": rw.RUnlock,
		"sync: negative WaitGroup counter":  wg.Done,
		"sync.Cond is copied": func() {
			c.Signal()
			dup := reflect.New(reflect.TypeOf(c).Elem())
			dup.Elem().Set(reflect.ValueOf(c).Elem()) // a plain copy does not pass go vet
			dup.Interface().(*twinsync.Cond).Signal()
		},
	} {
		r := driver.Execute(driver.Options{}, misuse)
		if r.Panic != want {
			t.Errorf("the run panicked with %q, want %q", r.Panic, want)
		}
		execute(t, func() {
			if got := panicOf(misuse); got != want {
				t.Errorf("recovered %v, want %q", got, want)
			}
			pass(&mu) // the run's own lock is free
		})
	}
}

func TestALockIsFreeInEachRun(t *testing.T) {
	var mu twinsync.Mutex
	var rw twinsync.RWMutex
	var wg twinsync.WaitGroup
	pass(&mu)
	for range 3 {
		execute(t, func() {
			mu.Lock()
			rw.Lock()
			wg.Wait()
			wg.Add(1)
		})
	}
	if !mu.TryLock() || !rw.TryRLock() {
		t.Error("a run keeps a lock from those outside")
	}
}

func TestRunsThatTakeTurnsDoNotShareLocks(t *testing.T) {
	var mu twinsync.Mutex
	start := func() *driver.Driver {
		return driver.New(1, nil, func(*probe.Run) {
			for range 5 {
				mu.Lock()
				twintime.Sleep(time.Second)
				mu.Unlock()
			}
		})
	}
	a, b := start(), start()
	for at := 500 * time.Millisecond; at < 8*time.Second; at += time.Second {
		a.Advance(at, time.Minute)
		b.Advance(at, time.Minute)
	}
	for _, d := range []*driver.Driver{a, b} {
		if d.Ended() != "done" || d.Failure() != nil {
			t.Errorf("ended %q, %v", d.Ended(), d.Failure())
		}
	}
}

func TestDeadlockOnLocks(t *testing.T) {
	var left atomic.Int32
	r := driver.Execute(driver.Options{}, func() {
		var a, b twinsync.Mutex
		defer func() { left.Add(1) }()
		spawn(func() {
			defer func() { left.Add(1) }()
			b.Lock()
			defer b.Unlock()
			nap()
			a.Lock()
			defer a.Unlock()
		})
		a.Lock()
		defer a.Unlock()
		nap()
		b.Lock()
		defer b.Unlock()
	})
	if !r.Deadlock || r.Panic != "" || left.Load() != 2 {
		t.Errorf("%+v, %d left", r, left.Load())
	}
}

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

// maps is what both maps can do.
type maps interface {
	Load(key any) (any, bool)
	Store(key, value any)
	LoadOrStore(key, value any) (any, bool)
	LoadAndDelete(key any) (any, bool)
	Delete(key any)
	Swap(key, value any) (any, bool)
	CompareAndSwap(key, old, new any) bool
	CompareAndDelete(key, old any) bool
	Range(func(key, value any) bool)
	Clear()
}

// mapStep does to m what n says and returns what came of it.
func mapStep(m maps, n int) string {
	key, value, old := n>>4&7, n>>7&3, n>>9&3
	switch n & 15 {
	case 0:
		v, ok := m.Load(key)
		return fmt.Sprint(v, ok)
	case 1, 2, 3:
		m.Store(key, value)
	case 4, 5:
		v, ok := m.LoadOrStore(key, value)
		return fmt.Sprint(v, ok)
	case 6:
		v, ok := m.LoadAndDelete(key)
		return fmt.Sprint(v, ok)
	case 7:
		m.Delete(key)
	case 8, 9:
		v, ok := m.Swap(key, value)
		return fmt.Sprint(v, ok)
	case 10, 11:
		return fmt.Sprint(m.CompareAndSwap(key, old, value))
	case 12, 13:
		return fmt.Sprint(m.CompareAndDelete(key, old))
	case 14:
		got := map[any]any{}
		m.Range(func(k, v any) bool { got[k] = v; return true })
		return fmt.Sprint(got)
	case 15:
		if key == 0 {
			m.Clear()
		}
	}
	return ""
}

func FuzzMapDoesWhatTheOriginalDoes(f *testing.F) {
	f.Add([]byte("\x01\x00\x0e\x00\x06\x00\x0e\x00\x05\x08\x0a\x02\x0c\x02\x0f\x00\x0e\x00"))
	f.Fuzz(func(t *testing.T, steps []byte) {
		check := func() {
			var original sync.Map
			var twin twinsync.Map
			for i := 0; i+1 < len(steps); i += 2 {
				n := int(steps[i]) | int(steps[i+1])<<8
				if got, want := mapStep(&twin, n), mapStep(&original, n); got != want {
					t.Fatalf("step %d, %x: got %s, want %s", i/2, n, got, want)
				}
			}
		}
		check()
		execute(t, check)
	})
}

func TestMapKeepsTheOrderOfItsKeys(t *testing.T) {
	execute(t, func() {
		var m twinsync.Map
		for i := range 100 {
			m.Store(i, -i)
		}
		m.Store(3, "again")
		m.Delete(0)
		m.Store(0, "later")
		var keys []any
		m.Range(func(key, _ any) bool {
			m.Delete(50) // f may use the map
			keys = append(keys, key)
			return key != 99
		})
		if len(keys) != 98 || keys[0] != 1 || keys[97] != 99 || slices.Contains(keys, any(50)) {
			t.Errorf("the keys are %v", keys)
		}
	})
}

func TestOutsideARunLocksAreTheOriginals(t *testing.T) {
	var (
		mu    twinsync.Mutex
		rw    twinsync.RWMutex
		wg    twinsync.WaitGroup
		count int
	)
	cond := twinsync.NewCond(&mu)
	for range 10 {
		wg.Go(func() {
			rw.RLock()
			defer rw.RUnlock()
			mu.Lock()
			defer mu.Unlock()
			count++
			cond.Signal()
		})
	}
	mu.Lock()
	for count < 10 {
		cond.Wait()
	}
	mu.Unlock()
	wg.Wait()
	rw.Lock()
	if rw.TryRLock() || rw.TryLock() || !mu.TryLock() {
		t.Error("the locks do not lock")
	}
	rw.Unlock()
	rw.RLocker().Lock()
	cond.Broadcast()
}
