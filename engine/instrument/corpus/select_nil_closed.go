package corpus

import "fmt"

// A nil channel is never ready, a closed one always is; to send on it panics.
func init() {
	register("select-nil-closed", func() {
		var none chan int
		shut := filled[int]()
		for range 3 {
			select {
			case <-none:
			case none <- 1:
			case v, ok := <-shut:
				fmt.Println(v, ok)
			}
		}
		select {
		case none <- 1:
		case <-none:
		default:
			fmt.Println("none is ready")
		}
		fmt.Println(message(func() {
			select {
			case shut <- 1:
			}
		}))
		fmt.Println(message(func() {
			select {
			case shut <- 1:
			case <-none:
			default:
			}
		}))

		// Switch a case off by setting its channel to nil.
		a, b := filled(1, 2), filled(3)
		sum := 0
		for a != nil || b != nil {
			select {
			case v, ok := <-a:
				if !ok {
					a = nil
				}
				sum += v
			case v, ok := <-b:
				if !ok {
					b = nil
				}
				sum += v
			}
		}
		fmt.Println(sum)

		// A receive that waits is woken by close, and a send by a receive.
		c, d := make(chan int), make(chan int)
		go func() {
			close(c)
			fmt.Println("got", <-d)
			d <- 0
		}()
		select {
		case _, ok := <-c:
			fmt.Println("woken", ok)
		case <-none:
		}
		select {
		case d <- 5:
		case <-none:
		}
		<-d
	})
}
