package corpus

import (
	"fmt"
	"time"
)

// Many sleep at once, each at least as long as it said.
func init() {
	register("sleeping", func() {
		const ms = time.Millisecond
		start := time.Now()
		c := make(chan bool)
		for n := range 10 {
			go func() {
				time.Sleep(time.Duration(n%5) * ms)
				c <- time.Since(start) >= time.Duration(n%5)*ms
			}()
		}
		for range 10 {
			fmt.Print(<-c, " ")
		}
		sleep := time.Sleep
		sleep(ms)
		fmt.Println(time.Since(start) >= 5*ms)
	})
}
