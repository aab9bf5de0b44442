// Command leak leaves those that it does not wait for any longer.
package main

import "time"

func fetch() int {
	time.Sleep(2 * time.Second)
	return 1
}

// ask gives up after a second, and whoever fetches is stuck.
func ask() (int, bool) {
	answer := make(chan int)
	go func() {
		answer <- fetch()
	}()
	select {
	case v := <-answer:
		return v, true
	case <-time.After(time.Second):
		return 0, false
	}
}

func main() {
	for range 37 {
		ask()
	}
	time.Sleep(5 * time.Second)
}
