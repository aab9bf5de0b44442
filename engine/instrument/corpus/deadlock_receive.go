package corpus

import "fmt"

// Deadlock: receive from a channel that nobody sends to.
func init() {
	register("deadlock-receive", func() {
		fmt.Println(<-make(chan int))
	})
}
