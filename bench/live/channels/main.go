//go:build !js

// Channels does nothing but channel operations: the worst case for being
// watched. It prints how many it has done a second, once a second.
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

var done atomic.Int64

func main() {
	for range 2 {
		go pingPong()
		go pipeline()
		go choose()
	}
	for {
		time.Sleep(time.Second)
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
	for ball := 0; ; done.Add(4) {
		there <- ball
		ball = <-back
	}
}

// pipeline moves numbers through buffers, so that most operations do not wait.
func pipeline() {
	first, second := make(chan int, 128), make(chan int, 128)
	go func() {
		for n := range first {
			second <- n * n
		}
	}()
	go func() {
		for range second {
			done.Add(4)
		}
	}()
	for n := 0; ; n++ {
		first <- n
	}
}

// choose receives from either of two.
func choose() {
	left, right, stop := make(chan int, 16), make(chan int, 16), make(chan struct{})
	go func() {
		for n := 0; ; n++ {
			select {
			case left <- n:
			case right <- n:
			case <-stop:
				return
			}
		}
	}()
	for {
		select {
		case <-left:
		case <-right:
		case <-stop:
			return
		}
		done.Add(2)
	}
}
