//go:build !race

package twin_test

import (
	"testing"
	"time"

	"sluice/engine/driver"
	twincontext "sluice/engine/twin/context"
	twinfmt "sluice/engine/twin/fmt"
	twinrand "sluice/engine/twin/rand/v2"
	twinsync "sluice/engine/twin/sync"
	twintime "sluice/engine/twin/time"
)

// crowd is 40 goroutines that contend for all that the twins have.
func crowd() {
	var (
		mu    twinsync.Mutex
		rw    twinsync.RWMutex
		wg    twinsync.WaitGroup
		once  twinsync.Once
		m     twinsync.Map
		ready = twinsync.NewCond(&mu)
		stock int
	)
	ctx, cancel := twincontext.WithTimeout(twincontext.Background(), 30*time.Second)
	defer cancel()
	ticker := twintime.NewTicker(70 * time.Millisecond)
	defer ticker.Stop()
	wg.Go(func() {
		for ctx.Err() == nil {
			<-ticker.C
			mu.Lock()
			stock += twinrand.IntN(20)
			mu.Unlock()
			ready.Broadcast()
		}
	})
	for i := range 40 {
		wg.Go(func() {
			once.Do(func() { twintime.Sleep(time.Millisecond) })
			for range 20 {
				attempt, cancel := twincontext.WithTimeout(ctx, twinrand.N(100*time.Millisecond))
				select {
				case <-attempt.Done():
				case <-twintime.After(twinrand.N(100 * time.Millisecond)):
				}
				cancel()
				mu.Lock()
				for stock == 0 {
					ready.Wait()
				}
				stock--
				mu.Unlock()
				rw.RLock()
				m.Load(twinrand.IntN(10))
				twintime.Sleep(twinrand.N(time.Millisecond))
				rw.RUnlock()
				rw.Lock()
				m.Store(twinrand.IntN(10), i)
				rw.Unlock()
			}
		})
	}
	twintime.AfterFunc(20*time.Second, cancel)
	wg.Wait()
	m.Range(func(k, v any) bool {
		twinfmt.Println(k, v)
		return true
	})
}

// The race detector's build puts goroutines in an order of its own, so this
// test is not in it.
func TestSameSeedSameLogWithAllTwins(t *testing.T) {
	first := driver.Execute(driver.Options{Seed: 5}, crowd)
	if first.Panic != "" || first.Deadlock || first.Err != nil || first.Events < 10_000 {
		t.Fatalf("%+v", first)
	}
	for range 5 {
		if again := driver.Execute(driver.Options{Seed: 5}, crowd); again.LogHash != first.LogHash {
			t.Fatalf("%+v, then %+v", first, again)
		}
	}
	if other := driver.Execute(driver.Options{Seed: 6}, crowd); other.LogHash == first.LogHash {
		t.Error("another seed gives the same log")
	}
}
