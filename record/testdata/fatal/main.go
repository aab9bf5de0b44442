// Command fatal ends by a logger.
package main

import (
	"fmt"
	"log"
	"os"
)

func main() {
	c := make(chan int, 1)
	c <- 1
	fmt.Println(<-c)
	log.SetOutput(os.Stdout)
	log.SetFlags(log.Lshortfile)
	if len(os.Args) > 1 {
		log.New(os.Stdout, "fatal: ", log.Lshortfile).Fatalf("no %s", "more")
	}
	log.Fatal("no more")
}
