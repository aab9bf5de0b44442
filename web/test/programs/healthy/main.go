// Command healthy waits for its worker.
package main

import "time"

func main() {
	jobs := make(chan int)
	done := make(chan bool)
	go func() {
		for range jobs {
			time.Sleep(time.Second)
		}
		done <- true
	}()
	for i := range 5 {
		jobs <- i
	}
	close(jobs)
	<-done
}
