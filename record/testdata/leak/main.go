// Command leak leaves a goroutine behind.
package main

import (
	"fmt"
	"time"
)

func main() {
	result := make(chan string)
	go func() {
		time.Sleep(20 * time.Millisecond)
		result <- "late"
	}()
	select {
	case s := <-result:
		fmt.Println(s)
	case <-time.After(10 * time.Millisecond):
		fmt.Println("timeout")
	}
	time.Sleep(30 * time.Millisecond)
}
