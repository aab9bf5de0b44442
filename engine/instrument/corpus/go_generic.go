package corpus

import (
	"fmt"
	"strings"
)

func emit[T any](c chan<- T, v T) { c <- v }

func apply[A, B any](c chan<- B, a A, f func(A) B) { c <- f(a) }

type box[T any] struct{ v T }

func (b box[T]) emit(c chan<- T) { c <- b.v }

func start[F ~func(T), T any](f F, v T) { go f(v) }

// A go statement on a generic function instantiates it as the plain one does.
func init() {
	register("go-generic", func() {
		numbers := make(chan float64)
		go emit(numbers, 1)
		fmt.Println(<-numbers)
		go emit[float64](numbers, 2.5)
		fmt.Println(<-numbers)

		texts := make(chan string)
		go emit(texts, "inferred")
		fmt.Println(<-texts)
		go apply(texts, "upper", strings.ToUpper)
		fmt.Println(<-texts)
		go apply(texts, 3, func(n int) string { return fmt.Sprint(n * n) })
		fmt.Println(<-texts)
		go apply[int, string](texts, 4, describe)
		fmt.Println(<-texts)
		go box[string]{"method"}.emit(texts)
		fmt.Println(<-texts)
		start(func(s string) { texts <- s + " through a type parameter" }, "called")
		fmt.Println(<-texts)
	})
}

func describe[T any](v T) string { return fmt.Sprintf("%T", v) }
