package httplimit_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/httplimit"
)

func TestAClientWhoIsTooFastIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := httplimit.New(httplimit.Config{Burst: 3, Rate: 0.5}).Handler(ok)
		for _, left := range []string{`"default";r=2;t=4`, `"default";r=1;t=2`, `"default";r=0;t=2`} {
			expect(t, serve(h, request("192.0.2.1:1000")), 200,
				"RateLimit-Policy", `"default";q=3;w=6`, "RateLimit", left, "Retry-After", "")
		}
		time.Sleep(500 * time.Millisecond)
		res := serve(h, request("192.0.2.1:2000")) // on another connection
		expect(t, res, 429, "RateLimit-Policy", `"default";q=3;w=6`, "RateLimit", `"default";r=0;t=2`, "Retry-After", "2")
		p := read(t, res)
		if p.Type != "https://iana.org/assignments/http-problem-types#quota-exceeded" || p.Title == "" ||
			!slices.Equal(p.Violated, []string{"default"}) {
			t.Errorf("%+v", p)
		}
		if got := ask(h, "192.0.2.2:1000"); got != 200 {
			t.Errorf("another client got %d", got)
		}
		time.Sleep(1500 * time.Millisecond)
		if got := ask(h, "192.0.2.1:1000"); got != 200 {
			t.Errorf("%d after Retry-After", got)
		}
	})
}

func TestWhoComesBackWhenToldIsServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, rate := range []float64{0.01, 0.3, 1, 7} {
			h := httplimit.New(httplimit.Config{Burst: 2, Rate: rate}).Handler(ok)
			for range 20 {
				res := serve(h, request("192.0.2.1:1"))
				for res.StatusCode == 200 {
					res = serve(h, request("192.0.2.1:1"))
				}
				wait, err := time.ParseDuration(res.Header.Get("Retry-After") + "s")
				if err != nil || wait < time.Second || wait > time.Second+time.Duration(1e9/rate) {
					t.Fatalf("rate %v: Retry-After %v, %v", rate, wait, err)
				}
				time.Sleep(wait)
				if got := ask(h, "192.0.2.1:1"); got != 200 {
					t.Errorf("rate %v: %d after %v", rate, got, wait)
				}
			}
		}
	})
}

func TestEachKeyHasABucket(t *testing.T) {
	byUser := func(r *http.Request) (string, error) {
		if user, _, ok := r.BasicAuth(); ok {
			return user, nil
		}
		return "", errors.New("not logged in")
	}
	for name, c := range map[string]struct {
		config              httplimit.Config
		first, same, second *http.Request
	}{
		"address": {
			httplimit.Config{},
			request("192.0.2.1:1"), request("192.0.2.1:2", "X-Forwarded-For", "192.0.2.2"), request("192.0.2.2:1"),
		},
		"header": {
			httplimit.Config{Key: httplimit.Header("x-api-key")},
			request("192.0.2.1:1", "X-Api-Key", "a"), request("192.0.2.2:1", "X-API-KEY", "a"),
			request("192.0.2.1:1", "X-Api-Key", "b"),
		},
		"custom": {
			httplimit.Config{Key: byUser},
			request("192.0.2.1:1", "Authorization", "Basic YTox"), request("192.0.2.2:1", "Authorization", "Basic YToy"),
			request("192.0.2.1:1", "Authorization", "Basic Yjox"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.config.Burst, c.config.Rate = 1, 0.001
			h := httplimit.New(c.config).Handler(ok)
			for i, r := range []*http.Request{c.first, c.same, c.second} {
				expect(t, serve(h, r), []int{200, 429, 200}[i])
			}
		})
	}
}

func TestWhoCannotBeToldIsLetInOrNotByChoice(t *testing.T) {
	lost := errors.New("lost")
	for name, c := range map[string]struct {
		decides pattern.Limiter
		want    []int
	}{
		"unset":  {nil, []int{400, 400, 400}},
		"closed": {httplimit.Closed, []int{400, 400, 400}},
		"open":   {httplimit.Open, []int{200, 200, 200}},
		"shared": {pattern.NewTokenBucket(2, 0), []int{200, 200, 400}},
	} {
		t.Run(name, func(t *testing.T) {
			var whys []error
			h := httplimit.New(httplimit.Config{
				Burst: 1, Rate: 1, NoKey: c.decides,
				Key: func(*http.Request) (string, error) { return "", lost },
				Hooks: httplimit.Hooks{
					OnAdmit:  func(*http.Request, time.Duration) { whys = append(whys, nil) },
					OnRefuse: func(_ *http.Request, why error, _ time.Duration) { whys = append(whys, why) },
				},
			}).Handler(ok)
			for i, want := range c.want {
				res := serve(h, request("192.0.2.1:1"))
				expect(t, res, want, "RateLimit", "", "Retry-After", "")
				if want == 400 {
					if p := read(t, res); p.Title == "" || p.Detail == "" {
						t.Errorf("%+v", p)
					}
				}
				if refused := whys[i] == lost; refused != (want == 400) {
					t.Errorf("%d: the hook was told %v", want, whys[i])
				}
			}
		})
	}
}

func TestAHeaderThatIsMissingIsNoKey(t *testing.T) {
	if _, err := httplimit.Header("X-Api-Key")(request("192.0.2.1:1", "X-Api-Key", "")); err != httplimit.ErrNoKey {
		t.Error(err)
	}
}

func TestARefusalCanBeAnsweredOtherwise(t *testing.T) {
	h := httplimit.New(httplimit.Config{Burst: 1, Rate: 0.1, Hooks: httplimit.Hooks{
		Respond: func(w http.ResponseWriter, _ *http.Request, why error) {
			http.Error(w, why.Error(), http.StatusTeapot)
		},
	}}).Handler(ok)
	ask(h, "192.0.2.1:1")
	expect(t, serve(h, request("192.0.2.1:1")), http.StatusTeapot,
		"Retry-After", "10", "RateLimit", `"default";r=0;t=10`, "Content-Type", "text/plain; charset=utf-8")
}

func TestAConfigThatMakesNoSenseIsRefused(t *testing.T) {
	for name, c := range map[string]httplimit.Config{
		"no burst":        {Rate: 1},
		"no rate":         {Burst: 1},
		"negative rate":   {Burst: 1, Rate: -1},
		"a century":       {Burst: 100, Rate: 1e-9},
		"negative keys":   {Burst: 1, Rate: 1, MaxKeys: -1},
		"a quote":         {Burst: 1, Rate: 1, Name: `per"ip`},
		"not ASCII":       {Burst: 1, Rate: 1, Name: "größe"},
		"129 bits of 128": {Burst: 1, Rate: 1, Client: httplimit.Client{IPv6Bits: 129}},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was taken")
				}
			}()
			httplimit.New(c)
		})
	}
}
