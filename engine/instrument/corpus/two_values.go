package corpus

import "fmt"

type verdict bool

func (v verdict) String() string {
	if v {
		return "open"
	}
	return "shut"
}

type answer struct {
	ok    verdict
	value any
}

var early, isEarly = <-filled("early")

func filled[T any](values ...T) chan T {
	c := make(chan T, len(values))
	for _, v := range values {
		c <- v
	}
	close(c)
	return c
}

func receive[B ~bool](c chan int) (v int, ok B) {
	v, ok = <-c
	return v, ok
}

// The second value of a receive can go to a bool, a named bool type, an
// interface, a blank or a declaration.
func init() {
	register("two-values", func() {
		fmt.Println(early, isEarly)

		c := filled(1, 2, 3)
		v, ok := <-c
		fmt.Println(v, ok)
		v, ok = (<-c)
		fmt.Println(v, ok)
		var w, ok2 = <-c
		fmt.Println(w, ok2)
		var x, ok3 any
		x, ok3 = <-c
		fmt.Println(x, ok3)

		var a answer
		a.value, a.ok = <-filled("named")
		fmt.Println(a)
		_, a.ok = <-c
		fmt.Println(a)
		_, _ = <-c

		fmt.Println(receive[verdict](filled(5)))
		fmt.Println(receive[bool](filled[int]()))

		verdicts := filled(verdict(true))
		var first, state verdict = <-verdicts
		fmt.Println(first, state)

		if v, ok := <-filled(8); ok {
			fmt.Println("if", v)
		}
		switch _, ok := <-c; ok {
		case false:
			fmt.Println("switch")
		}
		for v, ok := <-filled(9); ok; v, ok = <-c {
			fmt.Println("for", v)
		}
	})
}
