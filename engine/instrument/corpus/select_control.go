package corpus

import "fmt"

func oneOf(c, d chan string) string {
	select {
	case v := <-c:
		return v
	case v, ok := <-d:
		if !ok {
			panic("shut")
		}
		return v
	}
}

func forever(c chan int) (n int) {
	for {
		select {
		case v, ok := <-c:
			if !ok {
				return n
			}
			n += v
		}
	}
}

func again(c chan int) int {
wait:
	select {
	case v := <-c:
		if v < 3 {
			goto wait
		}
		return v
	}
}

// break leaves the select; labels, goto and return go where they say; a select
// can end a function that has results.
func init() {
	register("select-control", func() {
		fmt.Println(oneOf(filled("c"), nil), oneOf(nil, filled("d")))
		fmt.Println(message(func() { oneOf(nil, filled[string]()) }))
		fmt.Println(forever(filled(1, 2, 3)), again(filled(1, 2, 3, 4)))

		c := filled(1, 2, 3, 4, 5, 6, 7)
	loop:
		for i := 0; ; i++ {
			select {
			case v := <-c:
				if v == 1 {
					break
				}
				if v == 2 {
					continue
				}
				if v == 3 {
					continue loop
				}
				if v == 6 {
					break loop
				}
				switch {
				case v == 4:
					break
				default:
					fmt.Println("five", v)
				}
				fmt.Println("past", v)
			}
			fmt.Println("after", i)
		}
	labelled:
		select {
		case <-c:
			for {
				break labelled
			}
		}

		var later []func() int
		for i := range 3 {
			select {
			case v := <-filled(i * 10):
				later = append(later, func() int { v++; return v + i })
			}
		}
		for _, f := range later {
			fmt.Print(f(), f(), " ")
		}
		fmt.Println()
		select {
		case v := <-filled(1):
			{
				v := v + 1
				fmt.Println(v)
			}
			defer fmt.Println("deferred", v)
		}
		func() {
			select {
			case <-filled(0):
				return
			}
		}()
	})
}
