package httplimit_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/httplimit"
)

// byName takes the key from the request's user agent, which costs nothing.
func byName(c httplimit.Config) *httplimit.Limiter {
	c.Key = httplimit.Header("User-Agent")
	return httplimit.New(c)
}

func askAs(l *httplimit.Limiter, key string) int {
	return ask(l.Handler(ok), "192.0.2.1:1", "User-Agent", key)
}

func TestItDecidesAsTheTokenBucketAndTheLeakyMeterDo(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		burst, rate := 1+r.IntN(9), []float64{0.5, 1, 8, 1000}[r.IntN(4)]
		synctest.Test(t, func(t *testing.T) {
			l := byName(httplimit.Config{Burst: burst, Rate: rate})
			bucket, meter := pattern.NewTokenBucket(burst, rate), pattern.NewLeakyMeter(burst, rate)
			refused := 0
			for range 500 {
				time.Sleep(time.Duration(r.Int64N(int64(1.8e9 / rate))))
				got, b, m := askAs(l, "a") == 200, bucket.Allow(), meter.Allow()
				if got != b || got != m {
					t.Fatalf("seed %d, %d at %v a second: %v, the bucket %v, the meter %v", seed, burst, rate, got, b, m)
				}
				if !got {
					refused++
				}
			}
			if refused == 0 || refused == 500 {
				t.Errorf("%d refused", refused)
			}
		})
	}
}

// admissions are the times at which the requests of each key were admitted.
type admissions map[string][]time.Duration

// excess is by how many requests the windows that end now break the law.
func (a admissions) excess(key string, burst int, rate float64) float64 {
	at := a[key]
	most, now := 0.0, at[len(at)-1]
	for i := range at {
		n := float64(len(at) - i)
		most = max(most, n-float64(burst)-rate*(now-at[i]).Seconds())
	}
	return most
}

func TestNoKeyEverGetsMoreThanItsBurstAndRate(t *testing.T) {
	refused, noRoom := 0, 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		burst, rate, maxKeys := 1+r.IntN(6), 0.2+r.Float64()*20, 1+r.IntN(12)
		keys := 1 + r.IntN(40)
		synctest.Test(t, func(t *testing.T) {
			l := byName(httplimit.Config{Burst: burst, Rate: rate, MaxKeys: maxKeys})
			start, log := time.Now(), admissions{}
			for range 1500 {
				time.Sleep(time.Duration(r.ExpFloat64() * 2e9 / rate / float64(min(keys, maxKeys))))
				key := fmt.Sprint(r.IntN(1 + r.IntN(keys))) // some come more often
				switch askAs(l, key) {
				case 429:
					refused++
				case 503:
					noRoom++
				case 200:
					log[key] = append(log[key], time.Since(start))
					if x := log.excess(key, burst, rate); x > 1e-6 {
						t.Fatalf("seed %d: %v too many", seed, x)
					}
				}
				if l.Keys() > maxKeys {
					t.Fatalf("seed %d: %d keys, not %d", seed, l.Keys(), maxKeys)
				}
			}
		})
	}
	if refused < 1000 || noRoom < 1000 {
		t.Errorf("only %d were too fast and %d found no room", refused, noRoom)
	}
}

func TestAFloodOfKeysResetsNobodysBucket(t *testing.T) {
	for name, full := range map[string]pattern.Limiter{"closed": nil, "open": httplimit.Open} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const maxKeys = 4096 // in several shards
				l := byName(httplimit.Config{Burst: 5, Rate: 0.01, MaxKeys: maxKeys, Full: full})
				for range 5 {
					askAs(l, "victim")
				}
				flood := map[int]int{}
				for i := range 10 * maxKeys {
					time.Sleep(time.Millisecond)
					flood[askAs(l, fmt.Sprint(i))]++
				}
				if got := askAs(l, "victim"); got != 429 {
					t.Errorf("the victim gets %d", got)
				}
				if n := l.Keys(); n != maxKeys {
					t.Errorf("%d keys", n)
				}
				if full == nil && flood[503] != 9*maxKeys+1 || full != nil && flood[200] != 10*maxKeys {
					t.Errorf("the flood got %v", flood)
				}
			})
		})
	}
}

func TestKeysThatAreOutOfDebtMakeRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := byName(httplimit.Config{Burst: 2, Rate: 1, MaxKeys: 3})
		for _, step := range []struct {
			key    string
			status int
			retry  string
		}{
			{"a", 200, ""}, {"a", 200, ""}, {"b", 200, ""}, {"c", 200, ""},
			{"d", 503, "1"}, // until b is out of debt
		} {
			expect(t, serve(l.Handler(ok), request("192.0.2.1:1", "User-Agent", step.key)), step.status, "Retry-After", step.retry)
		}
		time.Sleep(time.Second) // b and c are out of debt; a is not
		for i, key := range []string{"d", "e", "f"} {
			if got, want := askAs(l, key), []int{200, 200, 503}[i]; got != want {
				t.Errorf("%s: %d, not %d", key, got, want)
			}
		}
		if got := []int{askAs(l, "a"), askAs(l, "a")}; got[0] != 200 || got[1] != 429 {
			t.Errorf("a: %d", got)
		}
	})
}

func TestWhoFindsNoRoomIsLetInOrNotByChoice(t *testing.T) {
	for name, c := range map[string]struct {
		full pattern.Limiter
		want []int
	}{
		"closed": {httplimit.Closed, []int{503, 503, 503}},
		"open":   {httplimit.Open, []int{200, 200, 200}},
		"shared": {pattern.NewTokenBucket(1, 0), []int{200, 503, 503}},
	} {
		t.Run(name, func(t *testing.T) {
			l := byName(httplimit.Config{Burst: 1, Rate: 0.001, MaxKeys: 1, Full: c.full})
			askAs(l, "resident")
			for i, want := range c.want {
				res := serve(l.Handler(ok), request("192.0.2.1:1", "User-Agent", fmt.Sprint(i)))
				expect(t, res, want, "RateLimit", "")
				if want == 503 {
					if p := read(t, res); p.Type != "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity" {
						t.Errorf("%+v", p)
					}
				}
			}
		})
	}
}
