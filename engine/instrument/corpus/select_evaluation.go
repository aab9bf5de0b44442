package corpus

import "fmt"

// A select evaluates every channel and every value to send once, in order,
// and only then chooses. The left side of the chosen receive comes last.
func init() {
	register("select-evaluation", func() {
		none := make(chan int)
		trace := func(name string, c chan int) chan int { fmt.Print(name, " "); return c }
		number := func(n int) int { fmt.Print("number ", n, " "); return n }
		index := func(n int) int { fmt.Print("index ", n, " "); return n }
		list := make([]int, 3)

		select {
		case trace("a", none) <- number(1):
		case list[index(1)] = <-trace("b", filled(7)):
			fmt.Println(list)
		case list[index(2)] = <-trace("c", none):
		case trace("d", nil) <- number(2) + number(3):
		}

		select {
		case list[index(0)] = <-trace("e", none):
		case trace("f", none) <- number(4):
		default:
			fmt.Println(list)
		}

		// Values with code and literals of their own, over several lines.
		select {
		case trace(
			"g", none,
		) <- func() int {
			// A select in the value of a case of a select.
			select {
			case v := <-filled(5):
				return number(v)
			case <-none:
				return 0
			}
		}():
		case v := <-trace("h", func() chan int {
			text := `raw
text`
			return filled(len(text))
		}()):
			fmt.Println("received", v)
		}

		fmt.Println(message(func() {
			select {
			case <-trace("i", none):
			case none <- func() int { panic("in a value") }():
			default:
				fmt.Println("never")
			}
		}))
	})
}
