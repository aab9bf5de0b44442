package corpus

import "fmt"

// close can be called, deferred, started as a goroutine and reached through a
// send-only channel; receives drain what was sent before.
func init() {
	register("close-forms", func() {
		c := make(chan int, 2)
		func() {
			defer close(c)
			c <- 1
			c <- 2
		}()
		fmt.Println(<-c, <-c, <-c)

		d := make(chan string)
		which := d
		go close(which)
		which = nil
		_, ok := <-d
		fmt.Println(ok, which == nil)

		e := make(chan struct{})
		var sendOnly chan<- struct{} = e
		(close)(sendOnly)
		<-e
		<-e

		fmt.Println(message(func() { close(c) }))
		fmt.Println(message(func() { var none chan int; close(none) }))
		fmt.Println(message(func() { c <- 1 }))
		fmt.Println(message(func() {
			defer close(c)
			fmt.Println("before the deferred close")
		}))
	})
}

// message is what f panics with.
func message(f func()) (text string) {
	defer func() {
		if v := recover(); v != nil {
			text = fmt.Sprint(v)
		}
	}()
	f()
	return "no panic"
}
