package corpus

import "fmt"

// A send that waits, alone or in a select, panics when its channel is closed.
// The race detector objects to the close, and rightly so.
func init() {
	register("racy-close", func() {
		c, d := make(chan int), make(chan int)
		ready := make(chan bool)
		results := make(chan string)
		go func() {
			results <- message(func() {
				ready <- true
				select {
				case c <- 1:
				case <-make(chan int):
				}
			})
		}()
		go func() {
			results <- message(func() {
				ready <- true
				d <- 1
			})
		}()
		<-ready
		<-ready
		close(c)
		close(d)
		fmt.Println(<-results)
		fmt.Println(<-results)
	})
}
