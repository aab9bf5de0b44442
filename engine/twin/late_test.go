package twin_test

import (
	"context"
	"os"
	"testing"
	"time"

	"sluice/engine/driver"
	twincontext "sluice/engine/twin/context"
	twinfmt "sluice/engine/twin/fmt"
	twinlog "sluice/engine/twin/log"
	twinrand "sluice/engine/twin/rand"
	twinrand2 "sluice/engine/twin/rand/v2"
	twinsync "sluice/engine/twin/sync"
	twintime "sluice/engine/twin/time"
)

// everything is made before the run ends and used by deferred code after.
type everything struct {
	mu     twinsync.Mutex
	rw     twinsync.RWMutex
	wg     twinsync.WaitGroup
	cond   *twinsync.Cond
	once   twinsync.Once
	pool   twinsync.Pool
	m      twinsync.Map
	timer  *twintime.Timer
	ticker *twintime.Ticker
	ctx    context.Context
	cancel context.CancelCauseFunc
	logger *twinlog.Logger
}

func newEverything() *everything {
	e := &everything{
		timer:  twintime.NewTimer(time.Hour),
		ticker: twintime.NewTicker(time.Hour),
		logger: twinlog.New(os.Stdout, "", 0),
	}
	e.cond = twinsync.NewCond(&e.mu)
	e.ctx, e.cancel = twincontext.WithCancelCause(root)
	e.mu.Lock()
	e.rw.Lock()
	e.wg.Add(1)
	return e
}

// use calls what would block, panic or print while the run goes on.
func (e *everything) use() {
	e.mu.Lock()
	e.mu.TryLock()
	e.mu.Unlock()
	e.mu.Unlock()
	e.rw.RLock()
	e.rw.TryRLock()
	e.rw.RUnlock()
	e.rw.RUnlock()
	e.rw.Lock()
	e.rw.TryLock()
	e.rw.Unlock()
	e.rw.Unlock()
	e.wg.Wait()
	e.wg.Go(func() { panic("started") })
	e.wg.Done()
	e.wg.Done()
	e.cond.Wait()
	e.cond.Signal()
	e.cond.Broadcast()
	e.once.Do(func() { panic("done") })
	twinsync.OnceFunc(func() { panic("done") })()
	e.pool.Put(1)
	e.pool.Get()
	e.m.Store(1, 1)
	e.m.LoadOrStore(1, 1)
	e.m.LoadAndDelete(1)
	e.m.CompareAndSwap(1, 1, 1)
	e.m.CompareAndDelete(1, 1)
	e.m.Range(func(_, _ any) bool { panic("called") })
	e.m.Clear()
	twintime.Sleep(time.Hour)
	twintime.Since(twintime.Now())
	twintime.Until(twintime.Now())
	e.timer.Reset(time.Second)
	e.timer.Stop()
	e.ticker.Reset(time.Second)
	e.ticker.Stop()
	twintime.NewTimer(1).Reset(1)
	twintime.NewTicker(1).Stop()
	twintime.AfterFunc(1, func() { panic("called") }).Stop()
	twintime.After(1)
	twintime.Tick(1)
	e.cancel(errFirst)
	e.ctx.Done()
	e.ctx.Err()
	twincontext.Cause(e.ctx)
	for _, parent := range []context.Context{e.ctx, &manual{e.ctx, make(chan struct{}), errFirst}} {
		child, cancel := twincontext.WithTimeout(parent, time.Second)
		child.Done()
		cancel()
		child, cancel = twincontext.WithCancel(parent)
		child.Done()
		cancel()
		twincontext.AfterFunc(child, func() { panic("called") })()
	}
	twinfmt.Println("printed")
	e.logger.Print("logged")
	e.logger.Fatal("fatal")
	e.logger.Panic("panic")
	twinrand.Int()
	twinrand2.Int()
}

func TestDeferredCodeOfARunThatIsOver(t *testing.T) {
	printed, through := "", false
	r := driver.Execute(driver.Options{Output: func(s string) { printed += s }}, func() {
		spawn(func() {
			e := newEverything()
			defer func() {
				if v := recover(); v != nil {
					t.Errorf("panicked with %v", v)
				}
			}()
			defer func() {
				e.use()
				through = true
			}()
			twintime.Sleep(time.Hour)
		})
		nap()
	})
	if !through || printed != "" || r.Panic != "" || r.Err != nil {
		t.Errorf("through %v, printed %q, %+v", through, printed, r)
	}
}

func TestTheFirstCallAfterARunsEndDoesNotReturn(t *testing.T) {
	e := &everything{}
	calls := map[string]func(){
		"Now":       func() { twintime.Now() },
		"Sleep":     func() { twintime.Sleep(1) },
		"Lock":      func() { e.mu.Lock() },
		"TryLock":   func() { e.mu.TryLock() },
		"RLock":     func() { e.rw.RLock() },
		"Wait":      func() { e.wg.Wait() },
		"Go":        func() { e.wg.Go(func() {}) },
		"Once":      func() { e.once.Do(func() {}) },
		"Load":      func() { e.m.Load(1) },
		"Get":       func() { e.pool.Get() },
		"Err":       func() { e.ctx.Err() },
		"Done":      func() { e.ctx.Done() },
		"Print":     func() { twinfmt.Print() },
		"log":       func() { twinlog.Print() },
		"Int":       func() { twinrand.Int() },
		"IntN":      func() { twinrand2.IntN(3) },
		"NewTimer":  func() { twintime.NewTimer(1) },
		"AfterFunc": func() { twintime.AfterFunc(1, func() {}) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			gate, left := make(chan bool), make(chan bool)
			execute(t, func() {
				e.ctx, _ = twincontext.WithCancel(root)
				spawn(func() {
					defer close(left)
					<-gate // not a probe: the run's end does not wake it
					call()
					t.Error("it returned")
				})
				nap()
			})
			close(gate)
			<-left
		})
	}
}
