//go:build !js

package live

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
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
	levels int
	until  float64
	ended  bool
}

// take takes in a frame as the page does.
func (v *viewing) take(t *testing.T, f []byte) {
	t.Helper()
	head, data, _ := strings.Cut(strings.TrimSuffix(string(f), "\n\n"), "\ndata:")
	if head == "event: end" {
		v.ended = true
		return
	}
	until, body, _ := strings.Cut(strings.TrimSpace(data), " ")
	part, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		t.Fatal(err)
	}
	if head == "event: begin" {
		v.begins++
		v.log, v.world = new(eventlog.Log), world.New()
		v.reader = eventlog.NewReader(v.log)
	}
	if err := v.log.Extend(part); err != nil {
		t.Fatal(err)
	}
	for e := (eventlog.Event{}); v.reader.Next(&e); {
		v.world.Apply(&e)
		switch e.Kind {
		case eventlog.Gap:
			v.gaps++
		case eventlog.Level:
			v.levels++
		}
	}
	if err := errors.Join(v.reader.Err(), v.world.Check()); err != nil {
		t.Fatal(err)
	}
	now, err := strconv.ParseFloat(until, 64)
	if err != nil || now < v.until && v.begins < 2 {
		t.Fatalf("until %q after %v", until, v.until)
	}
	v.until = now
}

var errEnough = errors.New("enough")

// watch views a stream until enough is.
func watch(t *testing.T, h *Hub, enough func(*viewing) bool) *viewing {
	t.Helper()
	v := &viewing{}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	err := h.Stream(ctx, func(f []byte) error {
		if v.take(t, f); enough(v) {
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
				switch probe.Select(&at[3], false, func(i int) int {
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
				}, in.Case(), out.Case()) {
				case 0:
					in.Take()
				case 1:
					out.Sent()
				}
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
	h := NewHub("test", Budget{Events: 20_000})
	v := watch(t, h, func(v *viewing) bool { return v.gaps >= 8 })
	if v.begins != 1 || v.world.Offered == 0 || v.world.Completed == 0 || len(v.world.Channels) < 3 {
		t.Fatalf("begun %d times, %+v, %d channels", v.begins, v.world.Counts, len(v.world.Channels))
	}
	if note := v.world.Notes["watched"]; !strings.HasSuffix(note, " %") || note == "100 %" {
		t.Fatalf("it says that %q is seen", note)
	}
	if n := len(v.world.Channels); n > 2000 {
		t.Fatalf("%d numbers for channels", n)
	}
	t.Logf("%d events, %d gaps, %d levels, %d channels, %+v", v.log.Events(), v.gaps, v.levels, len(v.world.Channels), v.world.Counts)
}
