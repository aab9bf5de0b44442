package pattern_test

import (
	"context"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

func TestBucketStartsFullAndDrips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(3, 10)
		for range 40 {
			if b.Allow() {
				tr.note("token")
			}
			time.Sleep(10 * time.Millisecond)
		}
		tr.want(t, `
			0s token
			10ms token
			20ms token
			100ms token
			200ms token
			300ms token
		`)
	})
}

func TestBucketIsNeverOverfull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := pattern.NewTokenBucket(2, 10)
		time.Sleep(time.Hour)
		if got := b.Tokens(); got != 2 {
			t.Errorf("Tokens() = %v after an hour, want 2", got)
		}
		for i, want := range []bool{true, true, false} {
			if got := b.Allow(); got != want {
				t.Errorf("Allow() no. %d = %v", i+1, got)
			}
		}
	})
}

// A third of a second is no whole number of nanoseconds. A token comes less
// than one nanosecond late, and never early.
func TestBucketAwkwardRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, start := pattern.NewTokenBucket(1, 3), time.Now()
		for range 3001 {
			if err := b.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		late := time.Since(start) - 1000*time.Second
		if late < 0 || late > 3000*time.Nanosecond {
			t.Errorf("3,000 tokens at 3 a second came %v late", late)
		}
	})
}

func TestWaitInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(1, 10)
		for _, name := range []string{"a", "b", "c", "d"} {
			go func() {
				tr.note("%s got %v", name, b.Wait(t.Context()))
			}()
			synctest.Wait()
		}
		time.Sleep(time.Second)
		tr.want(t, `
			0s a got <nil>
			100ms b got <nil>
			200ms c got <nil>
			300ms d got <nil>
		`)
	})
}

func TestWaitTakesNothingWhenItFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(1, 1)
		b.Allow()
		for _, name := range []string{"a", "b"} { // b is not in turn yet
			go func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
				defer cancel()
				tr.note("%s got %v", name, b.Wait(ctx))
			}()
			synctest.Wait()
		}
		time.Sleep(time.Second)
		tr.note("%v tokens", b.Tokens())

		ended, cancel := context.WithCancel(t.Context())
		cancel()
		for range 20 { // as select would choose by chance
			if err := b.Wait(ended); err != context.Canceled {
				t.Errorf("Wait: %v", err)
			}
		}
		tr.note("still %v", b.Tokens())
		tr.want(t, `
			500ms a got context deadline exceeded
			500ms b got context deadline exceeded
			1s 1 tokens
			1s still 1
		`)
	})
}

func TestSetRateReachesTheWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(1, 1)
		b.Allow()
		go func() { tr.note("got %v", b.Wait(t.Context())) }()
		time.Sleep(500 * time.Millisecond) // half a token
		b.SetRate(0)
		time.Sleep(time.Hour) // and no more
		tr.note("%v tokens", b.Tokens())
		b.SetRate(10)
		time.Sleep(time.Second)
		tr.want(t, `
			1h0m0.5s 0.5 tokens
			1h0m0.55s got <nil>
		`)
		if b.Rate() != 10 {
			t.Errorf("Rate() = %v", b.Rate())
		}
	})
}

func TestSetRateWithoutWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(1, 1)
		b.Allow()
		for range 3 { // must not block, and must not disturb the next wait
			b.SetRate(5)
		}
		tr.note("got %v", b.Wait(t.Context()))
		tr.want(t, `200ms got <nil>`)
	})
}

func TestSetCapacity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(10, 1)
		b.SetCapacity(4)
		tr.note("%v of %d", b.Tokens(), b.Capacity())
		b.SetCapacity(6)
		time.Sleep(time.Second)
		tr.note("%v of %d", b.Tokens(), b.Capacity())
		b.SetCapacity(0)
		b.SetRate(1e9) // it must not look in vain each nanosecond
		go func() { tr.note("got %v", b.Wait(t.Context())) }()
		time.Sleep(time.Minute)
		b.SetCapacity(1)
		time.Sleep(time.Minute)
		tr.want(t, `
			0s 4 of 4
			1s 5 of 6
			1m1.000000001s got <nil>
		`)
	})
}

func TestBucketRefusesNonsense(t *testing.T) {
	b := pattern.NewTokenBucket(1, 1)
	for name, f := range map[string]func(){
		"negative capacity":     func() { pattern.NewTokenBucket(-1, 1) },
		"negative rate":         func() { pattern.NewTokenBucket(1, -1) },
		"rate not a number":     func() { pattern.NewTokenBucket(1, math.NaN()) },
		"infinite rate":         func() { pattern.NewTokenBucket(1, math.Inf(1)) },
		"set negative capacity": func() { b.SetCapacity(-1) },
		"set negative rate":     func() { b.SetRate(-1) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	if !b.Allow() { // a refused setting must not leave the lock held
		t.Error("the bucket lost its token")
	}
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return
}

func TestAllowFromManyGoroutines(t *testing.T) {
	b := pattern.NewTokenBucket(1000, 0)
	var admitted atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				if b.Allow() {
					admitted.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if admitted.Load() != 1000 {
		t.Errorf("1,000 tokens admitted %d", admitted.Load())
	}
}

// In any window the bucket admits at most capacity + rate*window, and it
// refuses nothing that this law lets through.
func TestAdmissionLaw(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 0))
		capacity, rate := 1+r.IntN(20), math.Exp(r.Float64()*12-4)
		gap := int64(2e9 / rate) // between tries, at most
		synctest.Test(t, func(t *testing.T) {
			b, start := pattern.NewTokenBucket(capacity, rate), time.Now()
			var admitted []float64 // at which second
			excess := func() float64 {
				now, most := time.Since(start).Seconds(), 0.0
				for i, at := range admitted {
					most = max(most, float64(len(admitted)-i)-rate*(now-at))
				}
				return most
			}
			for range 100 {
				time.Sleep(time.Duration(r.Int64N(gap)))
				level := excess()
				if b.Allow() {
					admitted = append(admitted, time.Since(start).Seconds())
				} else if level < float64(capacity)-1-1e-6 {
					t.Fatalf("seed %d: refused at level %v of %d",
						seed, level, capacity)
				}
				if level = excess(); level > float64(capacity)+1e-6 {
					t.Fatalf("seed %d: admitted %v over a window, burst %d",
						seed, level, capacity)
				}
			}
			if len(admitted) == 0 {
				t.Errorf("seed %d: nothing was admitted", seed)
			}
		})
	}
}

// A script of two bytes a step against a model of the bucket that keeps the
// tokens as integers: of a rate of whole tokens per second, each nanosecond
// gives rate billionths.
func FuzzBucket(f *testing.F) {
	f.Add(3, []byte{0, 0, 0, 0, 0, 0, 0, 0, 1, 200, 0, 0, 2, 7, 1, 255, 3, 1})
	f.Add(0, []byte{0, 0, 3, 5, 1, 9, 0, 0, 2, 0, 1, 1, 0, 0, 2, 1, 1, 99})
	f.Fuzz(func(t *testing.T, capacity int, script []byte) {
		const token = int64(time.Second)
		capacity = int(uint8(capacity))
		synctest.Test(t, func(t *testing.T) {
			b := pattern.NewTokenBucket(capacity, 10)
			rate, full := int64(10), int64(capacity)*token
			level := full
			for ; len(script) >= 2; script = script[2:] {
				arg := int64(script[1])
				switch script[0] % 4 {
				case 0:
					want := level >= token
					if got := b.Allow(); got != want {
						t.Fatalf("Allow() = %v at %d/%d", got, level, full)
					}
					if want {
						level -= token
					}
				case 1:
					pause := time.Duration(arg) * 7919 * time.Microsecond
					time.Sleep(pause)
					level = min(level+int64(pause)*rate, full)
				case 2:
					rate = arg
					b.SetRate(float64(rate))
				case 3:
					full = arg * token
					level = min(level, full)
					b.SetCapacity(int(arg))
				}
				want := float64(level) / float64(token)
				if got := b.Tokens(); math.Abs(got-want) > 1e-9 {
					t.Fatalf("Tokens() = %v, want %v", got, want)
				}
			}
		})
	})
}
