package corpus

import "fmt"

// Deadlock: range over a nil channel.
func init() {
	register("deadlock-nil-range", func() {
		var none chan int
		for range none {
			fmt.Println("never")
		}
	})
}
