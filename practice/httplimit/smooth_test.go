package httplimit_test

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/practice/httplimit"
)

func TestASmoothLimiterLetsABurstOutEvenly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var mu sync.Mutex
		var ran, waited []time.Duration
		refused := 0
		h := httplimit.New(httplimit.Config{Burst: 4, Rate: 2, Smooth: true, Hooks: httplimit.Hooks{
			OnAdmit: func(_ *http.Request, d time.Duration) {
				mu.Lock()
				defer mu.Unlock()
				ran, waited = append(ran, time.Since(start)), append(waited, d)
			},
		}}).Handler(ok)
		var burst sync.WaitGroup
		for range 6 {
			burst.Go(func() {
				if ask(h, "192.0.2.1:1") == 429 {
					mu.Lock()
					defer mu.Unlock()
					refused++
				}
			})
		}
		burst.Wait()
		evenly := []time.Duration{0, 500 * time.Millisecond, time.Second, 1500 * time.Millisecond}
		if !slices.Equal(ran, evenly) || !slices.Equal(waited, evenly) || refused != 2 {
			t.Errorf("they ran at %v, waited %v, and %d were refused", ran, waited, refused)
		}
	})
}

func TestWhoIsGoneInTheSmoothQueueGivesItsTurnBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var whys []error
		h := httplimit.New(httplimit.Config{Burst: 2, Rate: 1, Smooth: true, Hooks: httplimit.Hooks{
			OnRefuse: func(_ *http.Request, why error, waited time.Duration) {
				if waited != 300*time.Millisecond {
					t.Errorf("it waited %v", waited)
				}
				whys = append(whys, why)
			},
		}}).Handler(ok)
		ask(h, "192.0.2.1:1")
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		if res := serve(h, request("192.0.2.1:1").WithContext(ctx)); res.StatusCode != 503 {
			t.Errorf("%d", res.StatusCode)
		}
		if !slices.Equal(whys, []error{context.DeadlineExceeded}) {
			t.Errorf("the hook was told %v", whys)
		}
		start := time.Now()
		if got := ask(h, "192.0.2.1:1"); got != 200 || time.Since(start) != 700*time.Millisecond {
			t.Errorf("the next: %d after %v", got, time.Since(start))
		}
	})
}

func TestATurnIsNotGivenBackPastALaterOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := httplimit.New(httplimit.Config{Burst: 3, Rate: 1, Smooth: true}).Handler(ok)
		ask(h, "192.0.2.1:1")
		ctx, cancel := context.WithCancel(t.Context())
		var queue sync.WaitGroup
		queue.Go(func() { serve(h, request("192.0.2.1:1").WithContext(ctx)) }) // its turn is at 1 s
		synctest.Wait()
		start := time.Now()
		queue.Go(func() {
			if got := ask(h, "192.0.2.1:1"); got != 200 || time.Since(start) != 2*time.Second {
				t.Errorf("the last: %d after %v", got, time.Since(start))
			}
		})
		synctest.Wait()
		cancel()
		synctest.Wait()
		if got := ask(h, "192.0.2.1:1"); got != 429 {
			t.Errorf("%d, though two turns are promised", got)
		}
		queue.Wait()
	})
}
