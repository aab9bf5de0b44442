// Command labels sets labels for profilers, as a service does.
package main

import (
	"context"
	"fmt"
	"runtime/pprof"
)

func main() {
	c := make(chan int)
	pprof.Do(context.Background(), pprof.Labels("request", "7"), func(ctx context.Context) {
		go func() { c <- 1 }()
		go pprof.Do(ctx, pprof.Labels("stage", "second"), func(context.Context) { c <- 2 })
		fmt.Println(<-c + <-c)
	})
	go func() { c <- 4 }()
	fmt.Println(<-c)
}
