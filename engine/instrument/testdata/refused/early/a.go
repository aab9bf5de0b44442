// Package early makes timers before there is a run.
package early

import (
	"context"
	"time"
)

var ticks = time.Tick(time.Second) // refused: time.Tick

var start = time.Now()

func init() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour) // refused: context.WithTimeout
	defer cancel()
	later = func() { <-time.After(time.Second) }
	<-ctx.Done()
}

var later = func() { <-ticks }

func Later() *time.Timer { return time.NewTimer(time.Since(start)) }
