package corpus

import "fmt"

// A type called int in a function does not reach the generated code.
func init() {
	register("shadowed-int", func() {
		type int string
		c := make(chan int, uint8(2))
		d := make(<-chan int)
		select {
		case c <- "text":
		case <-d:
		}
		select {
		case v := <-c:
			fmt.Printf("%T %v\n", v, v)
		case <-d:
		}
	})
}
