package corpus

import (
	"fmt"
	"sync"
)

// When several cases are ready, each gets its turn.
func init() {
	register("select-fair", func() {
		const n = 6000
		counts := [3]int{}
		c := [3]chan bool{}
		for i := range c {
			c[i] = make(chan bool, n)
			for range n {
				c[i] <- true
			}
		}
		for range n {
			select {
			case <-c[0]:
				counts[0]++
			case <-c[1]:
				counts[1]++
			case <-c[2]:
				counts[2]++
			}
		}
		for i, n := range counts {
			fmt.Println("case", i, "about a third:", n > 1700 && n < 2300)
		}

		// Two producers, one consumer: who comes first is up to the select.
		a, b := make(chan int), make(chan int)
		var wg sync.WaitGroup
		for _, c := range []chan int{a, b} {
			wg.Go(func() {
				for i := range 100 {
					c <- i
				}
			})
		}
		sum := 0
		for range 200 {
			select {
			case v := <-a:
				sum += v
			case v := <-b:
				sum += v
			}
		}
		wg.Wait()
		fmt.Println(sum)
	})
}
