package httplimit_test

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/practice/httplimit"
)

func TestThePolicySaysHowMuchInWhatTime(t *testing.T) {
	for want, c := range map[string]httplimit.Config{
		`"default";q=100;w=60`:       {Burst: 100, Rate: 100.0 / 60},
		`"default";q=7;w=60`:         {Burst: 7, Rate: 7.0 / 60},
		`"daily";q=1000;w=86400`:     {Burst: 1000, Rate: 1000.0 / 86400, Name: "daily"},
		`"default";q=10;w=1`:         {Burst: 10, Rate: 1000}, // at least a second
		`"default";q=3;w=2`:          {Burst: 3, Rate: 2},     // rounded up
		`"default";q=5000;w=5`:       {Burst: 5000, Rate: 1000},
		`"per client, 1/s";q=1;w=1`:  {Burst: 1, Rate: 1, Name: "per client, 1/s"},
		`"default";q=1;w=1000000000`: {Burst: 1, Rate: 1e-9},
	} {
		h := httplimit.New(c).Handler(ok)
		if got := serve(h, request("192.0.2.1:1")).Header.Get("RateLimit-Policy"); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// What is advertised is never faster than the rate, whatever is left, and a
// client who spreads r requests over t is not refused.
func TestWhoKeepsToWhatIsAdvertisedIsNotRefused(t *testing.T) {
	for _, c := range []httplimit.Config{{Burst: 20, Rate: 3}, {Burst: 5, Rate: 0.2}, {Burst: 3000, Rate: 50}} {
		synctest.Test(t, func(t *testing.T) {
			h := httplimit.New(c).Handler(ok)
			for range c.Burst * 3 {
				res := serve(h, request("192.0.2.1:1"))
				expect(t, res, 200)
				left, window := parse(t, res.Header.Get("RateLimit"))
				if window < 1 || left > int(c.Rate*float64(window)+1e-9) {
					t.Fatalf("%d in %d s at %v a second", left, window, c.Rate)
				}
				time.Sleep(time.Duration(window) * time.Second / time.Duration(max(1, left)))
			}
		})
	}
}

func TestLimitersInARowAllTellTheirs(t *testing.T) {
	long := httplimit.New(httplimit.Config{Name: "daily", Burst: 1000, Rate: 1000.0 / 86400})
	short := httplimit.New(httplimit.Config{Name: "burst", Burst: 2, Rate: 2})
	h := long.Handler(short.Handler(ok))
	for range 3 { // shared values stay as they are
		res := serve(h, request("192.0.2.1:1"))
		if got := res.Header.Values("RateLimit-Policy"); !slices.Equal(got,
			[]string{`"daily";q=1000;w=86400`, `"burst";q=2;w=1`}) {
			t.Errorf("%q", got)
		}
		if got := res.Header.Values("RateLimit"); len(got) != 2 {
			t.Errorf("%q", got)
		}
	}
}

func TestAHandlersOwnFieldsDoNotGetIntoOthersResponses(t *testing.T) {
	h := httplimit.New(httplimit.Config{Burst: 1, Rate: 1}).Handler(
		http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Header().Add("RateLimit-Policy", `"own";q=1`) }))
	for _, from := range []string{"192.0.2.1:1", "192.0.2.2:1"} {
		if got := serve(h, request(from)).Header.Values("RateLimit-Policy"); len(got) != 2 {
			t.Errorf("%q", got)
		}
	}
}

func TestASilentLimiterOnlySaysWhenToComeAgain(t *testing.T) {
	h := httplimit.New(httplimit.Config{Burst: 1, Rate: 0.001, Silent: true}).Handler(ok)
	expect(t, serve(h, request("192.0.2.1:1")), 200, "RateLimit", "", "RateLimit-Policy", "")
	expect(t, serve(h, request("192.0.2.1:1")), 429, "RateLimit", "", "RateLimit-Policy", "", "Retry-After", "1000")
}
