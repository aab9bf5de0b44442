package corpus

import (
	"fmt"
	"sync"
)

// Goroutines wait for a condition, one or all of them are woken.
func init() {
	register("sync-cond", func() {
		var mu sync.Mutex
		cond := sync.NewCond(&mu)
		waiting, through := 0, 0
		var wg sync.WaitGroup
		entered := make(chan bool)
		for range 4 {
			wg.Go(func() {
				mu.Lock()
				defer mu.Unlock()
				waiting++
				entered <- true
				for waiting > 0 {
					cond.Wait()
				}
				through++
			})
		}
		for range 4 {
			<-entered
		}
		mu.Lock()
		fmt.Println(waiting, through)
		waiting = 0
		mu.Unlock()
		cond.Signal()
		cond.Broadcast()
		wg.Wait()
		fmt.Println(waiting, through)
	})
}
