package corpus

import "fmt"

// The cases of a select receive in every form, and send.
func init() {
	register("select-forms", func() {
		c := filled(1, 2, 3, 4, 5, 6)
		none := make(chan string)
		out := make(chan int, 1)
		for range 3 {
			select {
			case <-none:
				fmt.Println("never")
			case v := <-c:
				fmt.Println("value", v)
			}
		}
		select {
		case v, ok := <-c:
			fmt.Println("value", v, ok)
		case s, _ := <-none:
			fmt.Println("never", s)
		}
		var v int
		var ok any
		select {
		case v = (<-c):
			fmt.Println("assigned", v)
		}
		select {
		case v, ok = <-c:
			fmt.Println("assigned", v, ok)
		case _ = <-none:
		}
		select {
		case _, ok = <-c:
			fmt.Println("drained", ok)
		case _, _ = <-none:
		}
		select {
		case out <- v * 10:
			fmt.Println("sent", <-out)
		case none <- "text":
		}
		select {
		case <-none:
		default:
			fmt.Println("default")
		}
		select {
		default:
			fmt.Println("default first")
		case out <- 1:
			fmt.Println("sent", <-out)
		}
		select {
		default:
			fmt.Println("nothing but a default")
		}
		select {
		case <-none:
			fmt.Println("never")
		case none <- "nobody receives":
			fmt.Println("never")
		default:
		}

		var a answer
		select {
		case a.value, a.ok = <-filled(8):
			fmt.Println(a)
		}
		select {
		case _, a.ok = <-c:
			fmt.Println(a)
		}
	})
}
