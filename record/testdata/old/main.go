// Command old is written in the language of Go 1.13: a loop has one variable.
package main

import "fmt"

type stream chan int

func fill(n int) stream {
	c := make(stream, n)
	for i := 0; i < n; i++ {
		c <- i
	}
	close(c)
	return c
}

func main() {
	var all []func() int
	for v := range fill(3) {
		all = append(all, func() int { return v })
	}
	for _, f := range all {
		fmt.Println(f())
	}
	turns := 0
	for range fill(2) {
		turns++
	}
	var last [1]interface{}
outer:
	for last[0] = range fill(4) {
		for _ = range fill(2) {
			if turns > 3 {
				break outer
			}
			turns++
			continue outer
		}
	}
	fmt.Println(turns, last[0])
}
