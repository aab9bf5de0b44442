package corpus

import (
	"cmp"
	"fmt"
	"slices"
)

type source[E any] interface{ ~chan E | ~<-chan E }

func collect[C source[E], E cmp.Ordered](c C) (all []E) {
	for v := range c {
		all = append(all, v)
	}
	slices.Sort(all)
	return all
}

func transform[In source[A], A, B any](in In, f func(A) B) <-chan B {
	out := make(chan B)
	go func() {
		defer close(out)
		for v := range in {
			out <- f(v)
		}
	}()
	return out
}

func merge[T any](list ...<-chan T) <-chan T {
	out := make(chan T)
	left := make(chan struct{}, len(list))
	for _, c := range list {
		go func(c <-chan T) {
			for v := range c {
				out <- v
			}
			left <- struct{}{}
		}(c)
	}
	go func() {
		for range list {
			<-left
		}
		close(out)
	}()
	return out
}

func swap[S ~chan<- E, R ~<-chan E, E any](s S, r R, v E) (got E, sent bool) {
	for !sent {
		select {
		case s <- v:
			sent = true
		case v, ok := <-r:
			if ok {
				got = v
				r = nil
			}
		}
	}
	return got, sent
}

type queue[T any] struct{ items chan T }

func newQueue[T any](n int) *queue[T] { return &queue[T]{items: make(chan T, n)} }

func (q *queue[T]) put(v T) bool {
	select {
	case q.items <- v:
		return true
	default:
		return false
	}
}

// Channels of type parameters, and channels that are type parameters.
func init() {
	register("generics", func() {
		fmt.Println(collect(filled(3, 1, 2)), collect[<-chan string](filled("b", "a")))
		fmt.Println(collect(transform(filled(1, 2, 3), func(n int) string { return fmt.Sprint(n * n) })))
		fmt.Println(collect(merge(filled(1, 5), transform(filled(2, 4), func(n int) int { return n }), filled(3))))
		type stream chan int
		s := make(stream, 2)
		s <- 2
		s <- 1
		close(s)
		fmt.Println(collect(s))

		out := make(chan int)
		go func() { fmt.Println("received", <-out); close(out) }()
		_, sent := swap((chan<- int)(out), (<-chan int)(nil), 7)
		<-out
		fmt.Println(sent)

		q := newQueue[error](1)
		fmt.Println(q.put(nil), q.put(nil), <-q.items)
	})
}
