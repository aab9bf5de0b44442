package corpus

import (
	"fmt"
	"sync"
)

// A WaitGroup counts, starts goroutines, is used again, and panics below zero.
func init() {
	register("sync-waitgroup", func() {
		var wg sync.WaitGroup
		wg.Wait()
		results := make([]int, 5)
		for round := range 2 {
			for i := range results {
				wg.Go(func() { results[i] += i + round })
			}
			wg.Wait()
			fmt.Println(results)
		}
		c := make(chan int)
		start := wg.Go
		start(func() { c <- 1 })
		go func() {
			wg.Wait()
			close(c)
		}()
		for v := range c {
			fmt.Println(v)
		}
		fmt.Println(message(func() { wg.Done() }))
	})
}
