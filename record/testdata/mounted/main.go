// Mounted is a service of another module than Sluice's, which lets itself be
// watched. It prints its address, and ends when its standard input does.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"sluice/engine/pattern"
	"sluice/watch"
)

func main() {
	http.Handle("GET /debug/sluice/", watch.Handler(watch.Options{}))
	bucket := pattern.NewTokenBucket(1, 20)
	ticks := make(chan int)
	go func() {
		for i := 0; ; i++ {
			for !bucket.Allow() {
				time.Sleep(10 * time.Millisecond)
			}
			ticks <- i
		}
	}()
	go func() {
		for range ticks {
		}
	}()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	go http.Serve(listener, nil)
	fmt.Printf("http://%s/debug/sluice/\n", listener.Addr())
	io.Copy(io.Discard, os.Stdin)
}
