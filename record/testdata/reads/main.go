// Command reads counts the words of its input in parallel.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	lines, counts := make(chan string), make(chan int)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(os.Stdin); s.Scan(); {
			lines <- s.Text()
		}
	}()
	for range 2 {
		go func() {
			n := 0
			for line := range lines {
				n += len(strings.Fields(line))
			}
			counts <- n
		}()
	}
	fmt.Println(<-counts + <-counts)
	fmt.Fprintln(os.Stderr, "counted")
}
