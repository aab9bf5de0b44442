// Package foreign hands types with twins to code that is not instrumented.
package foreign

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"sluice/engine/instrument/testdata/uninstrumented"
)

var mu sync.Mutex

func f(ctx context.Context) {
	uninstrumented.Lock(&mu)                     // refused: sync.Mutex
	t := uninstrumented.Box{}.Timers             // refused: time.Timer
	var _ uninstrumented.Func = func([]*wait) {} // refused: sync.WaitGroup
	uninstrumented.Fine(ctx, time.Second)
	var hold uninstrumented.Hold[sync.Mutex]
	hold.Get().Lock()
	slog.InfoContext(ctx, "fine")
	_ = t
}

type wait = sync.WaitGroup
