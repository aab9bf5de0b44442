// Command a is in a workspace with the module that it calls.
package main

import (
	"fmt"

	"example.com/b"
)

func main() {
	c := make(chan int)
	b.Go(func() { c <- 1 })
	fmt.Println(<-c)
}
