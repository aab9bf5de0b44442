package corpus

import (
	"fmt"
	"time"
)

// Who sleeps longer comes later.
func init() {
	register("sleep-order", func() {
		c := make(chan int)
		for _, n := range []int{5, 1, 4, 2, 3} {
			go func() {
				time.Sleep(time.Duration(n) * 4 * time.Millisecond)
				c <- n
			}()
		}
		for range 5 {
			fmt.Print(<-c, " ")
		}
		fmt.Println()
	})
}
