// Watched goes on until its standard input ends, and then ends as its argument says.
package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

func main() {
	jobs, results := make(chan int, 5), make(chan int)
	var workers sync.WaitGroup
	for range 3 {
		workers.Add(1)
		go work(jobs, results, &workers)
	}
	go collect(results)
	over := make(chan struct{})
	go func() {
		io.Copy(io.Discard, os.Stdin)
		close(over)
	}()
	produce(jobs, over)
	close(jobs)
	workers.Wait()
	fmt.Println("over")
	switch os.Args[1] {
	case "exit":
		os.Exit(3)
	case "panic":
		go func() { panic("so it goes") }()
		select {}
	case "killed":
		if self, err := os.FindProcess(os.Getpid()); err == nil {
			self.Kill()
		}
		select {}
	}
}

func produce(jobs chan<- int, over <-chan struct{}) {
	for i := 0; ; i++ {
		select {
		case <-over:
			return
		case jobs <- i:
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func work(jobs <-chan int, results chan<- int, workers *sync.WaitGroup) {
	defer workers.Done()
	for n := range jobs {
		time.Sleep(50 * time.Millisecond)
		results <- n * n
	}
}

func collect(results <-chan int) {
	for range results {
	}
}
