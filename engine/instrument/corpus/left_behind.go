package corpus

import (
	"fmt"
	"sync"
	"time"
)

// The program ends with main, whoever still waits, and without their deferred
// calls.
func init() {
	register("left-behind", func() {
		var mu sync.Mutex
		var wg sync.WaitGroup
		wg.Add(1)
		mu.Lock()
		none, other, full := make(chan int), make(chan int), make(chan int, 1)
		full <- 1
		waits := []func(){
			func() { <-none }, func() { other <- 1 }, func() { full <- 2 },
			func() { var nobody chan int; <-nobody }, func() { select {} },
			func() { mu.Lock() }, func() { wg.Wait() }, func() { time.Sleep(time.Hour) },
			func() {
				select {
				case <-none:
				case full <- 3:
				}
			},
			func() {
				for range none {
				}
			},
		}
		started := make(chan bool)
		for _, wait := range waits {
			go func() {
				defer fmt.Println("never")
				started <- true
				wait()
			}()
		}
		for range waits {
			<-started
		}
		fmt.Println(len(waits), "are left")
	})
}
