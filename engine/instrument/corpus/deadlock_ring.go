package corpus

import (
	"fmt"
	"sync"
)

// Deadlock: two goroutines take two locks in opposite order, and main waits.
func init() {
	register("deadlock-ring", func() {
		var first, second sync.Mutex
		var wg sync.WaitGroup
		one, two := make(chan bool), make(chan bool)
		wg.Go(func() {
			first.Lock()
			one <- true
			<-two
			second.Lock()
		})
		wg.Go(func() {
			second.Lock()
			<-one
			two <- true
			first.Lock()
		})
		fmt.Println("waiting")
		wg.Wait()
		fmt.Println("never")
	})
}
