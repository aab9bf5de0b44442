package corpus

import "fmt"

// A select with more cases than fit into a small table.
func init() {
	register("select-many", func() {
		var none chan int
		c := make(chan int, 12)
		seen := map[int]bool{}
		for len(seen) < 10 {
			select {
			case c <- 0:
				seen[0] = true
			case c <- 1:
				seen[1] = true
			case c <- 2:
				seen[2] = true
			case c <- 3:
				seen[3] = true
			case c <- 4:
				seen[4] = true
			case c <- 5:
				seen[5] = true
			case c <- 6:
				seen[6] = true
			case c <- 7:
				seen[7] = true
			case c <- 8:
				seen[8] = true
			case c <- 9:
				seen[9] = true
			case <-none:
			}
			seen[<-c] = true
		}
		fmt.Println(len(seen), seen)
	})
}
