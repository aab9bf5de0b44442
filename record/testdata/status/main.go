// Command status leaves by os.Exit, with a goroutine that waits.
package main

import (
	"fmt"
	"os"
)

var exit = os.Exit

func main() {
	done := make(chan bool)
	go func() { <-done }()
	defer fmt.Println("never")
	if len(os.Args) > 1 {
		exit(len(os.Args))
	}
	os.Exit(3)
}
