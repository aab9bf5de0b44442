package httplimit_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/httplimit"
)

// busy is a service whose requests take a second each.
type busy struct {
	sync.Mutex
	now, most int
	order     []string // by path
}

func (b *busy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.Lock()
	b.now++
	b.most = max(b.most, b.now)
	b.order = append(b.order, r.URL.Path)
	b.Unlock()
	time.Sleep(time.Second)
	b.Lock()
	b.now--
	b.Unlock()
}

// came counts statuses.
type came struct {
	sync.Mutex
	sync.WaitGroup
	statuses map[int]int
}

// send makes a request and goes on when it waits, runs or is over.
func (c *came) send(ctx context.Context, h http.Handler, path string) {
	c.Go(func() {
		r := request("192.0.2.1:1")
		r.URL.Path = path
		status := serve(h, r.WithContext(ctx)).StatusCode
		c.Lock()
		defer c.Unlock()
		if c.statuses == nil {
			c.statuses = map[int]int{}
		}
		c.statuses[status]++
	})
	synctest.Wait()
}

func TestAGateBoundsWhatRunsAndWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := httplimit.NewGate(httplimit.GateConfig{Running: 3, Waiting: 4, RetryAfter: 2500 * time.Millisecond})
		var b busy
		h := g.Handler(&b)
		var c came
		for range 7 {
			c.send(t.Context(), h, "/")
		}
		if g.Running() != 3 || g.Waiting() != 4 {
			t.Errorf("%d run and %d wait", g.Running(), g.Waiting())
		}
		res := serve(h, request("192.0.2.1:1"))
		expect(t, res, 503, "Retry-After", "3", "Connection", "")
		p := read(t, res)
		if p.Type != "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity" ||
			!slices.Equal(p.Violated, []string{"concurrency"}) {
			t.Errorf("%+v", p)
		}
		c.Wait()
		if b.most != 3 || c.statuses[200] != 7 || g.Running() != 0 || g.Waiting() != 0 {
			t.Errorf("%d ran at once, %v; %d run and %d wait", b.most, c.statuses, g.Running(), g.Waiting())
		}
	})
}

func TestAGateLetsInInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := httplimit.NewGate(httplimit.GateConfig{Running: 1, Waiting: 10})
		var b busy
		var c came
		var want []string
		for i := range 6 {
			want = append(want, fmt.Sprintf("/%d", i))
			c.send(t.Context(), g.Handler(&b), want[i])
		}
		c.Wait()
		if !slices.Equal(b.order, want) {
			t.Errorf("they ran as %v", b.order)
		}
	})
}

func TestWhoIsGoneLeavesTheQueueAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var whys []error
		g := httplimit.NewGate(httplimit.GateConfig{Running: 1, Waiting: 2, Hooks: httplimit.Hooks{
			OnRefuse: func(_ *http.Request, why error, _ time.Duration) { whys = append(whys, why) },
		}})
		var b busy
		h := g.Handler(&b)
		var c came
		gone, cancel := context.WithCancel(t.Context())
		c.send(t.Context(), h, "/runs")
		c.send(gone, h, "/gone")
		c.send(t.Context(), h, "/waits")
		c.send(t.Context(), h, "/full")
		cancel()
		synctest.Wait()
		if g.Waiting() != 1 {
			t.Errorf("%d wait", g.Waiting())
		}
		c.send(t.Context(), h, "/in its place")
		c.Wait()
		if want := []string{"/runs", "/waits", "/in its place"}; !slices.Equal(b.order, want) {
			t.Errorf("they ran as %v", b.order)
		}
		if !slices.Equal(whys, []error{pattern.ErrQueueFull, context.Canceled}) {
			t.Errorf("the hook was told %v", whys)
		}
	})
}

func TestNobodyWaitsLongerThanMaxWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := httplimit.NewGate(httplimit.GateConfig{Running: 1, Waiting: 9, MaxWait: 1500 * time.Millisecond,
			Hooks: httplimit.Hooks{
				OnAdmit: func(r *http.Request, waited time.Duration) {
					if want := map[string]time.Duration{"/a": 0, "/b": time.Second}[r.URL.Path]; waited != want {
						t.Errorf("%s waited %v, not %v", r.URL.Path, waited, want)
					}
				},
				OnRefuse: func(_ *http.Request, why error, waited time.Duration) {
					if why != pattern.ErrLate || waited != 1500*time.Millisecond {
						t.Errorf("%v after %v", why, waited)
					}
				},
			}})
		var b busy
		var c came
		for _, path := range []string{"/a", "/b", "/c", "/d"} {
			c.send(t.Context(), g.Handler(&b), path)
		}
		c.Wait()
		if c.statuses[200] != 2 || c.statuses[503] != 2 {
			t.Errorf("%v", c.statuses)
		}
	})
}

func TestAPanicGivesThePlaceBackAndGoesOn(t *testing.T) {
	g := httplimit.NewGate(httplimit.GateConfig{Running: 1})
	h := g.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	for range 2 { // the second time there is a place again
		func() {
			defer func() {
				if got := recover(); got != http.ErrAbortHandler {
					t.Errorf("the panic became %v", got)
				}
			}()
			ask(h, "192.0.2.1:1")
		}()
	}
	if g.Running() != 0 {
		t.Errorf("%d run", g.Running())
	}
}

// Requests come, leave, time out and panic at random, and nothing is lost: all
// are answered once, and the places are free again.
func TestAGateKeepsCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const running, waiting, requests = 4, 6, 2000
		var mu sync.Mutex
		admitted, refused, most, now := 0, 0, 0, 0
		g := httplimit.NewGate(httplimit.GateConfig{Running: running, Waiting: waiting, MaxWait: 30 * time.Millisecond,
			Hooks: httplimit.Hooks{
				OnAdmit: func(*http.Request, time.Duration) {
					mu.Lock()
					defer mu.Unlock()
					admitted++
					now++
					most = max(most, now)
				},
				OnRefuse: func(*http.Request, error, time.Duration) {
					mu.Lock()
					defer mu.Unlock()
					refused++
				},
			}})
		h := g.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Duration(r.ContentLength) % 17 * time.Millisecond)
			mu.Lock()
			now--
			mu.Unlock()
			if r.ContentLength%5 == 0 {
				panic(http.ErrAbortHandler)
			}
		}))
		var all sync.WaitGroup
		for i := range requests {
			time.Sleep(time.Duration(i*7919%4) * time.Millisecond)
			all.Go(func() {
				defer func() { _ = recover() }()
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i*31%40)*time.Millisecond)
				defer cancel()
				r := request("192.0.2.1:1").WithContext(ctx)
				r.ContentLength = int64(i)
				serve(h, r)
			})
		}
		all.Wait()
		if admitted+refused != requests || min(admitted, refused) < 100 || most != running {
			t.Errorf("%d admitted, %d at once, and %d refused", admitted, most, refused)
		}
		if g.Running() != 0 || g.Waiting() != 0 {
			t.Errorf("%d run and %d wait", g.Running(), g.Waiting())
		}
	})
}

func TestAGateThatMakesNoSenseIsRefused(t *testing.T) {
	for name, c := range map[string]httplimit.GateConfig{
		"nobody runs":      {Waiting: 1},
		"negative waiting": {Running: 1, Waiting: -1},
		"negative wait":    {Running: 1, MaxWait: -1},
		"a backslash":      {Running: 1, Name: `a\b`},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was taken")
				}
			}()
			httplimit.NewGate(c)
		})
	}
}
