// Package shadowedint calls something else int.
package shadowedint

type int string

func f(c chan int) {
	select { // refused: int is not the predeclared type
	case <-c:
	default:
	}
	_ = make(chan int, uint8(3)) // refused: int is not the predeclared type
}
