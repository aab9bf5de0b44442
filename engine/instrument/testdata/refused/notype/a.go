// Package notype needs types that cannot be spelled where they are needed.
package notype

type flag bool

type yes[T any] bool

func f(c chan int, n int) {
	var ok flag
	var generic yes[int]
	type flag int
	_, ok = <-c      // refused: flag of the second result
	_, generic = <-c // refused: yes[int] of the second result
	select {
	case _, ok = <-c: // refused: flag of the second result
	}
	go take(n == 1, generic) // refused: flag of this argument
	_, _ = ok, generic
}

func g(string int) { go put(string == 1) }

func take(flag, any) {}

func put(bool) {}
