// Command generics sends through generic code.
package main

import (
	"fmt"
	"slices"
)

func apply[In, Out any, C ~chan In](in C, f func(In) Out) []Out {
	out := make(chan Out)
	go func() {
		defer close(out)
		for v := range in {
			out <- f(v)
		}
	}()
	var all []Out
	for v := range out {
		all = append(all, v)
	}
	return all
}

type words chan string

func main() {
	w := make(words, 2)
	w <- "ab"
	w <- "c"
	close(w)
	lengths := apply(w, func(s string) int { return len(s) })
	slices.Sort(lengths)
	fmt.Println(lengths)
}
