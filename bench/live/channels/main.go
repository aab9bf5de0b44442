//go:build !js

// Channels does nothing but channel operations: the worst case for being
// watched. It reads for how many milliseconds it is to do that, line by line, and
// prints how many operations there were.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

var (
	done atomic.Int64
	stop atomic.Bool
)

func main() {
	for {
		var ms time.Duration
		if _, err := fmt.Scan(&ms); err != nil {
			return
		}
		var all sync.WaitGroup
		stop.Store(false)
		for range 2 {
			all.Go(pingPong)
			all.Go(pipeline)
			all.Go(choose)
		}
		time.Sleep(ms * time.Millisecond)
		stop.Store(true)
		all.Wait()
		fmt.Println(done.Swap(0))
	}
}

// pingPong hands a ball over and back: each operation waits for the other side.
func pingPong() {
	there, back := make(chan int), make(chan int)
	go func() {
		for ball := range there {
			back <- ball + 1
		}
	}()
	for ball := 0; !stop.Load(); done.Add(4) {
		there <- ball
		ball = <-back
	}
	close(there)
}

// pipeline moves numbers through buffers, so that most operations do not wait.
func pipeline() {
	first, second := make(chan int, 128), make(chan int, 128)
	go func() {
		for n := range first {
			second <- n * n
		}
		close(second)
	}()
	go func() {
		for n := 0; !stop.Load(); n++ {
			first <- n
		}
		close(first)
	}()
	for range second {
		done.Add(4)
	}
}

// choose receives from either of two.
func choose() {
	left, right, over := make(chan int, 16), make(chan int, 16), make(chan struct{})
	go func() {
		for n := 0; ; n++ {
			select {
			case left <- n:
			case right <- n:
			case <-over:
				return
			}
		}
	}()
	for !stop.Load() {
		select {
		case <-left:
		case <-right:
		case <-over:
		}
		done.Add(2)
	}
	close(over)
}
