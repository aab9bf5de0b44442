// Command fatal ends in a package that is not instrumented.
package main

import (
	"fmt"
	"log"
)

func main() {
	c := make(chan int, 1)
	c <- 1
	fmt.Println(<-c)
	log.Fatal("no more")
}
