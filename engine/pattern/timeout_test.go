package pattern_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// slowly sends 1, 2 and so on, each after a pause, and closes its channel.
func slowly(pauses ...time.Duration) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i, pause := range pauses {
			time.Sleep(pause)
			out <- i + 1
		}
	}()
	return out
}

// The same values by the three ways, with 2s for each round, or for all.
func TestTimeoutsSideBySide(t *testing.T) {
	pauses := []time.Duration{time.Second, 3 * time.Second, time.Second}
	for name, newRecv := range map[string]func(in <-chan int) func() (int, error){
		"time.After": func(in <-chan int) func() (int, error) {
			return func() (int, error) { return pattern.RecvAfter(in, 2*time.Second) }
		},
		"timer": func(in <-chan int) func() (int, error) {
			return pattern.NewReceiver(in, 2*time.Second).Recv
		},
		"context": func(in <-chan int) func() (int, error) {
			return func() (int, error) {
				ctx, cancel := context.WithTimeout(
					context.Background(), 2*time.Second)
				defer cancel()
				v, err := pattern.RecvContext(ctx, in)
				if err == context.DeadlineExceeded {
					err = pattern.ErrTimeout
				}
				return v, err
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tr, recv := newTrace(), newRecv(slowly(pauses...))
				for range 6 {
					v, err := recv()
					tr.note("%d %v", v, err)
				}
				tr.want(t, `
					1s 1 <nil>
					3s 0 timed out
					4s 2 <nil>
					5s 0 closed
					5s 0 closed
					5s 3 <nil>
				`)
			})
		})
	}
}

// A value each second never exceeds 2s of silence, but 4.5s in all.
func TestTimeoutOfARoundIsNoDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		in := slowly(slices.Repeat([]time.Duration{time.Second}, 1005)...)
		each := pattern.NewReceiver(in, 2*time.Second)
		for range 1000 {
			if _, err := each.Recv(); err != nil {
				t.Fatal(err)
			}
		}
		tr.note("no round took 2s")
		ctx, cancel := context.WithTimeout(t.Context(), 4500*time.Millisecond)
		defer cancel()
		for {
			v, err := pattern.RecvContext(ctx, in)
			if tr.note("%d %v", v, err); err != nil {
				break
			}
		}
		<-in
		tr.want(t, `
			16m40s no round took 2s
			16m41s 1001 <nil>
			16m42s 1002 <nil>
			16m43s 1003 <nil>
			16m44s 1004 <nil>
			16m44.5s 0 context deadline exceeded
		`)
	})
}

// A timer that expired unseen, while a value was received or between two
// rounds, must not end the next round.
func TestReusedTimerHasNoOldTick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, in := newTrace(), make(chan int, 1)
		r := pattern.NewReceiver(in, time.Second)
		time.Sleep(time.Minute) // not running before the first round
		for range 20 {          // as select would choose by chance
			in <- 1
			if _, err := r.Recv(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		v, err := r.Recv()
		tr.note("%d %v", v, err)
		tr.want(t, `1m21s 0 timed out`)
	})
}

func TestValueThatLosesToTheTimeoutStays(t *testing.T) {
	in, lost := make(chan int, 1), 0
	for range 200 {
		in <- 1
		if _, err := pattern.RecvAfter(in, 0); err == pattern.ErrTimeout {
			lost++
			if len(in) != 1 {
				t.Fatal("the value is gone")
			}
			<-in
		}
	}
	if lost == 200 {
		t.Error("no value won in 200 rounds")
	}
}

func TestRecvContextThatHasEnded(t *testing.T) {
	in := make(chan int, 1)
	in <- 1
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 { // as select would choose by chance
		if _, err := pattern.RecvContext(ctx, in); err != context.Canceled {
			t.Errorf("RecvContext: %v", err)
		}
	}
	if len(in) != 1 {
		t.Error("the value is gone")
	}
}
