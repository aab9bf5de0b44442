package corpus

import (
	"fmt"
	"iter"
	"slices"
)

func stream(c <-chan int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		i := 0
		for v := range c {
			if !yield(i, v) {
				return
			}
			i++
		}
	}
}

// Channels feed iterators, pushed and pulled, and iterators feed channels.
func init() {
	register("iterators", func() {
		c := make(chan int)
		go func() {
			defer close(c)
			for v := range slices.Values([]int{2, 3, 5, 7, 11}) {
				c <- v
			}
		}()
		for i, v := range stream(c) {
			fmt.Println(i, v)
			if i == 1 {
				break
			}
		}
		next, stop := iter.Pull2(stream(c))
		fmt.Println(next())
		stop()
		fmt.Println(next())
		fmt.Println(<-c, <-c)
	})
}
