package twin_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"sluice/engine/driver"
	twincontext "sluice/engine/twin/context"
	twinsync "sluice/engine/twin/sync"
	twintime "sluice/engine/twin/time"
)

// compare runs loop with the original outside a run, and with the twin
// outside and in one: the quotients are what the twin costs.
func compare(b *testing.B, original, twin func()) {
	b.Run("original", func(b *testing.B) {
		for range b.N {
			original()
		}
	})
	b.Run("outside", func(b *testing.B) {
		for range b.N {
			twin()
		}
	})
	b.Run("run", func(b *testing.B) {
		r := driver.Execute(driver.Options{}, func() {
			for i := range b.N {
				if i&0xfffff == 0 {
					twintime.Sleep(1) // only so much may happen at one instant
				}
				twin()
			}
		})
		if r.Spin || r.Panic != "" {
			b.Fatalf("%+v", r)
		}
	})
}

func BenchmarkMutex(b *testing.B) {
	var original sync.Mutex
	var twin twinsync.Mutex
	compare(b, func() { pass(&original) }, func() { pass(&twin) })
}

func BenchmarkOnce(b *testing.B) {
	var original sync.Once
	var twin twinsync.Once
	compare(b, func() { original.Do(func() {}) }, func() { twin.Do(func() {}) })
}

func BenchmarkNow(b *testing.B) {
	var now time.Time
	compare(b, func() { now = time.Now() }, func() { now = twintime.Now() })
	if now.IsZero() {
		b.Error("there is no time")
	}
}

func BenchmarkWithTimeout(b *testing.B) {
	compare(b, func() {
		_, cancel := context.WithTimeout(root, time.Hour)
		cancel()
	}, func() {
		_, cancel := twincontext.WithTimeout(root, time.Hour)
		cancel()
	})
}
