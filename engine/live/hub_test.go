//go:build !js

package live

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/world"
)

var at [8]probe.Site

func init() {
	for i := range at {
		at[i] = probe.Site{Line: int32(i + 1), Func: "test", Name: "c" + strconv.Itoa(i)}
	}
	probe.Register("test.go", at[:])
}

func TestMain(m *testing.M) {
	probe.Watchable()
	os.Exit(m.Run())
}

// viewing is what a viewer has of a stream.
type viewing struct {
	world  *world.World
	log    *eventlog.Log
	reader *eventlog.Reader
	begins int
	gaps   int
	until  float64
	ended  bool
}

// take takes in a frame as the page does.
func (v *viewing) take(f []byte) error {
	head, data, _ := strings.Cut(strings.TrimSuffix(string(f), "\n\n"), "\ndata:")
	if head == "event: end" {
		v.ended = true
		return nil
	}
	until, body, _ := strings.Cut(strings.TrimSpace(data), " ")
	part, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		return err
	}
	if head == "event: begin" {
		v.begins++
		v.log, v.world, v.until = new(eventlog.Log), world.New(), 0
		v.reader = eventlog.NewReader(v.log)
	}
	if err := v.log.Extend(part); err != nil {
		return err
	}
	for e := (eventlog.Event{}); v.reader.Next(&e); {
		v.world.Apply(&e)
		if e.Kind == eventlog.Gap {
			v.gaps++
		}
	}
	now, err := strconv.ParseFloat(until, 64)
	if now < v.until {
		err = fmt.Errorf("until %v after %v", now, v.until)
	}
	v.until = now
	return errors.Join(err, v.reader.Err(), v.world.Check())
}

var errEnough = errors.New("enough")

// watch views a stream until enough is.
func watch(t *testing.T, h *Hub, enough func(*viewing) bool) *viewing {
	t.Helper()
	v := &viewing{}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	err := h.Stream(ctx, func(f []byte) error {
		if err := v.take(f); err != nil {
			return err
		}
		if enough(v) {
			return errEnough
		}
		return nil
	})
	if err != errEnough && !v.ended {
		t.Errorf("the stream ended with %v", err)
	}
	return v
}

// busy is a program that has worked since before anybody watched: senders,
// receivers, selects, short-lived goroutines and channels.
func busy(t *testing.T) {
	t.Helper()
	var stop atomic.Bool
	var all sync.WaitGroup
	jobs, results := probe.Make[int](&at[0], 4), probe.Make[int](&at[1], 0)
	quit := make(chan struct{})
	for range 3 {
		all.Go(func() {
			for range probe.Range(&at[2], jobs) {
				in, out := probe.RecvCase(&at[3], quit), probe.SendCase(&at[3], results).With(1)
				probe.Select(&at[3], false, func(i int) int {
					switch i {
					case 0:
						return in.Try(0)
					case 1:
						return out.Try(1)
					}
					select {
					case in.V, in.OK = <-in.C:
						return 0
					case out.C <- out.V:
						return 1
					}
				}, in.Case(), out.Case())
			}
		})
	}
	for range 2 {
		all.Go(func() {
			for !stop.Load() {
				answer := probe.Make[int](&at[4], 1)
				probe.Go(&at[5], func() {
					probe.To(&at[5], jobs).Send(1)
					probe.To(&at[6], answer).Send(2)
				})
				probe.Recv(&at[7], answer)
			}
		})
	}
	go func() {
		for range probe.Range(&at[1], results) {
		}
	}()
	t.Cleanup(func() {
		stop.Store(true)
		close(quit)
		go func() { // whoever still sends a job is let go on
			for range jobs {
			}
		}()
	})
}

func TestABusyProgramIsSeenInSamplesThatAreConsistent(t *testing.T) {
	busy(t)
	v := watch(t, NewHub("test", Budget{}), func(v *viewing) bool { return v.gaps >= 8 })
	if v.begins != 1 || v.world.Offered == 0 || v.world.Completed == 0 {
		t.Fatalf("begun %d times, %+v", v.begins, v.world.Counts)
	}
	if note := v.world.Notes["watched"]; !strings.HasSuffix(note, " %") || note == "100 %" {
		t.Errorf("it says that %q is seen", note)
	}
	if n := len(v.world.Channels); n > 2000 {
		t.Errorf("%d numbers were given to channels, most of which are gone", n)
	}
}

func TestWindowsAreAsLongAsTheBudgetAllows(t *testing.T) {
	b := Budget{Share: 0.03}
	for name, test := range map[string]struct {
		quota  int
		window time.Duration
		next   int
	}{
		"the whole beat":               {500, 0, 1000},
		"the most":                     {2000, 0, 2000},
		"events that come at leisure":  {2000, 50 * time.Millisecond, 2000},
		"a rush, twice as long as may": {1000, 6 * time.Millisecond, 500},
		"a rush, half as long as may":  {500, 1500 * time.Microsecond, 1000},
	} {
		if got := b.next(test.quota, 2000, test.window); got != test.next {
			t.Errorf("%s: %d, not %d", name, got, test.next)
		}
	}
}

func TestAQuietProgramIsSeenWhole(t *testing.T) {
	c := make(chan int)
	stop := make(chan struct{})
	go func() {
		for range probe.Range(&at[0], c) {
		}
	}()
	go func() {
		defer close(c)
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				probe.To(&at[1], c).Send(1)
			}
		}
	}()
	defer close(stop)
	v := watch(t, NewHub("test", Budget{}), func(v *viewing) bool { return v.world.Completed >= 100 })
	if v.gaps > 0 || v.world.Notes["watched"] != "" {
		t.Errorf("%d gaps, %q is seen", v.gaps, v.world.Notes["watched"])
	}
	if v.world.Cancelled > 2 { // the first may have gone to one who had waited since before
		t.Errorf("%+v %v", v.world.Counts, v.world.Reasons)
	}
}

func TestViewersShareOneStream(t *testing.T) {
	busy(t)
	h := NewHub("test", Budget{})
	var both sync.WaitGroup
	var early, late *viewing
	second := make(chan struct{})
	both.Go(func() {
		early = watch(t, h, func(v *viewing) bool {
			if v.gaps == 2 {
				select {
				case <-second:
				default:
					close(second)
				}
			}
			return v.gaps >= 6
		})
	})
	<-second
	late = watch(t, h, func(v *viewing) bool { return v.gaps >= 4 })
	both.Wait()
	if early.begins != 1 || late.begins != 1 {
		t.Errorf("begun %d and %d times", early.begins, late.begins)
	}
}

func TestAViewerThatJoinsLateBeginsAnewWithAll(t *testing.T) {
	busy(t)
	h := NewHub("test", Budget{})
	h.keep = 10_000
	second := make(chan struct{})
	first := make(chan *viewing, 1)
	go func() {
		told := false
		defer func() {
			if !told {
				close(second)
			}
		}()
		first <- watch(t, h, func(v *viewing) bool {
			if !told && v.log.Bytes() > h.keep {
				told = true
				close(second)
			}
			return v.begins == 2 && v.gaps > 0
		})
	}()
	<-second
	watch(t, h, func(v *viewing) bool { return v.until > 0 && v.world.Offered > 0 })
	if v := <-first; v.begins != 2 {
		t.Errorf("the first viewer's stream has begun %d times", v.begins)
	}
}

func TestASlowViewerIsLetGo(t *testing.T) {
	busy(t)
	h := NewHub("test", Budget{})
	held := make(chan struct{})
	ended := make(chan error)
	go func() {
		ended <- h.Stream(t.Context(), func([]byte) error { <-held; return nil })
	}()
	two := false
	watch(t, h, func(*viewing) bool {
		two = two || h.Watched() == 2
		return two && h.Watched() == 1
	})
	close(held)
	if err := <-ended; err != ErrSlow {
		t.Errorf("the stream ended with %v", err)
	}
}

func TestNothingIsRecordedWhenNobodyWatches(t *testing.T) {
	busy(t)
	h := NewHub("test", Budget{})
	before := runtime.NumGoroutine()
	for range 3 {
		watch(t, h, func(v *viewing) bool { return v.gaps >= 1 })
		if probe.Self() != nil || h.Watched() != 0 {
			t.Fatal("it is recorded although nobody watches")
		}
	}
	for patience := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before+10; runtime.Gosched() {
		if time.Now().After(patience) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}
