// Command early begins before main does.
package main

import "fmt"

var numbers = start()

func start() <-chan int {
	c := make(chan int, 3)
	c <- 1
	go func() {
		c <- 2
		c <- 3
		close(c)
	}()
	return c
}

var ready = make(chan bool)

func init() { go func() { ready <- true }() }

func main() {
	fmt.Println(<-ready)
	for n := range numbers {
		fmt.Println(n)
	}
}
