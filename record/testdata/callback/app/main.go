// Command app hands functions to a package that calls them in goroutines of
// its own, and a lock that it shares with it.
package main

import (
	"fmt"
	"sync"

	"example.com/pool"
)

func main() {
	var mu sync.Mutex
	results := make(chan int)
	p := pool.New(&mu, 2)
	for i := range 4 {
		p.Do(func() { results <- i })
	}
	go func() {
		p.Wait()
		close(results)
	}()
	sum := 0
	for v := range results {
		mu.Lock()
		sum += v
		mu.Unlock()
	}
	fmt.Println(sum, p.Done())
}
