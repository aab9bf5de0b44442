// Command panics has a worker that fails.
package main

import "sync"

func main() {
	var wg sync.WaitGroup
	work := make(chan []int, 1)
	wg.Add(1)
	go func() {
		defer wg.Done()
		println((<-work)[3])
	}()
	work <- []int{1}
	wg.Wait()
}
