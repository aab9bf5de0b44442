package pattern_test

import (
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

func TestFixedWindowLetsTwiceTheLimitThroughAtItsBorder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, w := newTrace(), pattern.NewFixedWindow(3, time.Second)
		burst := func() {
			passed := 0
			for range 5 {
				if w.Allow() {
					passed++
				}
			}
			tr.note("%d passed, %d left", passed, w.Left())
		}
		time.Sleep(990 * time.Millisecond)
		burst()
		time.Sleep(10 * time.Millisecond)
		burst()
		time.Sleep(999 * time.Millisecond)
		burst()
		time.Sleep(2*time.Second + time.Millisecond)
		burst()
		w.SetLength(time.Minute)
		burst()
		time.Sleep(59 * time.Second)
		burst()
		tr.want(t, `
			990ms 3 passed, 0 left
			1s 3 passed, 0 left
			1.999s 0 passed, 0 left
			4s 3 passed, 0 left
			4s 3 passed, 0 left
			1m3s 0 passed, 0 left
		`)
	})
}

func TestFixedWindowRefusesWhatIsNoWindow(t *testing.T) {
	for name, call := range map[string]func(){
		"limit":  func() { pattern.NewFixedWindow(-1, time.Second) },
		"length": func() { pattern.NewFixedWindow(1, 0) },
		"change": func() { pattern.NewFixedWindow(1, time.Second).SetLength(-time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was taken")
				}
			}()
			call()
		})
	}
}
