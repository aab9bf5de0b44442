// Command signals ends at a signal that it sends itself.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGUSR2)
	defer stop()
	got := make(chan os.Signal, 1)
	signal.Notify(got, syscall.SIGUSR1)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		panic(err)
	}
	self.Signal(syscall.SIGUSR1)
	fmt.Println(<-got)
	self.Signal(syscall.SIGUSR2)
	<-ctx.Done()
	fmt.Println(ctx.Err())
}
