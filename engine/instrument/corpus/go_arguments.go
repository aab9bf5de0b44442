package corpus

import "fmt"

// The function and the arguments of a go statement are evaluated at the
// statement, once each, from left to right.
func init() {
	register("go-arguments", func() {
		done := make(chan string)
		x := 1
		report := func(a, b any) { done <- fmt.Sprint(a, " ", b) }
		hold := report
		go hold(x, []int{x})
		hold = func(any, any) { done <- "changed" }
		x = 2
		fmt.Println(<-done)

		trace := func(name string, v int) int { fmt.Print(name, " "); return v }
		pick := func() func(int, int, ...int) {
			fmt.Print("function ")
			return func(a, b int, more ...int) { done <- fmt.Sprint(a, b, more) }
		}
		go pick()(trace("first", 1), trace("second", 2), trace("third", 3), 4)
		fmt.Println(<-done)
		more := []int{7, 8}
		go pick()(
			trace("on", 5), // its own line
			6,
			more...,
		)
		more = nil
		fmt.Println(<-done)

		pair := func() (int, string) { return 3, "pair" }
		go func(n int, s string) { done <- fmt.Sprint(s, n) }(pair())
		fmt.Println(<-done)

		c := filled(10, 20)
		go func(a, b int) { done <- fmt.Sprint(a, b) }(<-c, <-c)
		fmt.Println(<-done)

		n, shift := 1, 4
		go untyped(done, n == 1, 1<<shift, 1, nil, 'x', n != 1 && !(n < 1))
		fmt.Println(<-done)

		go func() int { done <- "result dropped"; return 1 }()
		fmt.Println(<-done)
		for i := range 3 {
			go func() { done <- fmt.Sprint("loop ", i) }()
			fmt.Println(<-done)
		}
		if true {
			go report("in", "if")
		}
		fmt.Println(<-done)
	})
}

func untyped(done chan<- string, v verdict, small uint8, f float64, err error, r rune, b any) {
	done <- fmt.Sprint(v, small, f, err, r, b)
}
