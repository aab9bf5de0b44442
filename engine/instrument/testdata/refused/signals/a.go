// Package signals waits for the outside.
package signals

import (
	"context"
	"os"
	"os/signal"
)

func Wait() {
	c := make(chan os.Signal, 1)
	signal.Notify(c) // refused: os/signal.Notify
	<-c
	_, stop := signal.NotifyContext(context.Background()) // refused: os/signal.NotifyContext
	stop()
}
