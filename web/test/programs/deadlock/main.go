// Command deadlock does not close the channel over which it ranges.
package main

import "time"

// work does each job and tells its result.
func work(jobs <-chan int, results chan<- int) {
	for job := range jobs {
		time.Sleep(100 * time.Millisecond)
		results <- job * job
	}
}

func main() {
	jobs := make(chan int)
	results := make(chan int)
	for range 3 {
		go work(jobs, results)
	}
	go func() {
		for i := range 9 {
			jobs <- i
		}
		close(jobs)
	}()
	sum := 0
	for r := range results {
		sum += r
	}
	println(sum)
}
