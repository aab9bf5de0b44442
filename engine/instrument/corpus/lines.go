package corpus

import (
	"fmt"
	"runtime"
)

// where is the line of its caller, counted from the line of the register call.
func where(base int) int {
	_, _, line, _ := runtime.Caller(1)
	return line - base
}

func base() int {
	_, _, line, _ := runtime.Caller(1)
	return line
}

// Every call is on its own line, also in what the rewriter moves.
func init() {
	register("lines", func() {
		b := base()
		fmt.Println(where(b))
		c := make(chan int, where(b)*2)
		c <- where(b)
		c <- where(b)
		fmt.Println(where(b), <-c,
			<-c, where(b))

		done := make(chan int)
		go func(n, m int) {
			done <- n
			done <- m
			done <- where(b)
		}(
			where(b),
			where(b),
		)
		fmt.Println(<-done, <-done, <-done, where(b))

		var none chan int
		for range 2 {
			select {
			case c <- where(b):
				fmt.Println(where(b))
			case none <- where(b):
			case <-func() chan int {
				fmt.Println(where(b))
				text := `raw
				text`
				fmt.Println(where(b), len(text))
				select {
				case none <- where(b):
				default:
					fmt.Println(where(b))
				}
				return nil
			}():
			case v := <-func() chan int { fmt.Println(where(b)); return none }():
				fmt.Println(v)
			}
			fmt.Println(where(b))
		}
		fmt.Println(<-c, <-c)
		for v := range filled(where(b),
			where(b)) {
			fmt.Println(v, where(b))
		}
		func() {
			defer func() {
				recover()
				for skip := 1; ; skip++ {
					_, file, line, _ := runtime.Caller(skip)
					if name := file[max(0, len(file)-8):]; name == "lines.go" {
						fmt.Println(name, line-b)
						break
					}
				}
			}()
			select {
			case <-none:
			case none <- *(*int)(nil):
			}
		}()
		fmt.Println(where(b))
	})
}
