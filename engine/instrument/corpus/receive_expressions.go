package corpus

import "fmt"

// A receive can stand wherever an expression can.
func init() {
	register("receive-expressions", func() {
		c := make(chan int)
		go func() {
			for i := 1; ; i++ {
				c <- i
			}
		}()
		pointers := make(chan *int, 2)
		n := 40
		pointers <- &n
		pointers <- &n
		*<-pointers += <-c // 41
		fmt.Println(n, -<-c, ^<-c, <-c*<-c+<-c)
		fmt.Println(*<-pointers)

		list := []int{<-c, 2: <-c, <-c}
		table := map[int]int{<-c: <-c, <-c: <-c}
		fmt.Println(list, table, list[<-c-14])

		for i := <-c; i < <-c; i += <-c {
			fmt.Println("loop", i)
			break
		}
		if v := <-c; v < <-c {
			fmt.Println("if", v)
		}
		switch <-c {
		case 0, <-c, <-c - 2:
			fmt.Println("switch")
		default:
			fmt.Println("no case", <-c)
		}
		defer fmt.Println("deferred", <-c, <-c)
		<-c
		fmt.Println(func(a, b int) int { return a*100 + b }(<-c, <-c))

		nested := make(chan chan int, 1)
		inner := make(chan int, 1)
		nested <- inner
		inner <- 7
		fmt.Println(<-<-nested)

		strings := make(chan string, 3)
		strings <- "abc"
		strings <- "xyz"
		strings <- "len"
		fmt.Println((<-strings)[1:], <-strings+"!", len(<-strings))
	})
}
