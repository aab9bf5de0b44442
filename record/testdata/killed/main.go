// Command killed ends by a signal that nobody can catch.
package main

import (
	"fmt"
	"os"
)

func main() {
	c := make(chan int, 1)
	c <- 1
	fmt.Println(<-c)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		panic(err)
	}
	self.Kill()
	select {}
}
