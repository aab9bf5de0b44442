package corpus

import (
	"fmt"
	"time"
)

// Timers fire once, can be stopped and set again, and tell whether they could.
func init() {
	register("timers", func() {
		const ms = time.Millisecond
		start := time.Now()
		fired := make(chan int, 3)
		time.AfterFunc(6*ms, func() { fired <- 3 })
		time.AfterFunc(2*ms, func() { fired <- 1 })
		stopped := time.AfterFunc(3*ms, func() { fired <- 0 })
		moved := time.AfterFunc(time.Hour, func() { fired <- 2 })
		fmt.Println(stopped.Stop(), stopped.Stop(), moved.Reset(4*ms))
		fmt.Println(<-fired, <-fired, <-fired)
		fmt.Println(time.Since(start) >= 6*ms, time.Until(start.Add(time.Hour)) <= time.Hour-6*ms)

		t := time.NewTimer(time.Hour)
		select {
		case <-t.C:
			fmt.Println("never")
		case <-time.After(ms):
			fmt.Println("after")
		}
		fmt.Println(t.Stop(), t.Reset(ms))
		<-t.C
		fmt.Println(t.Stop(), t.Reset(ms))
		<-t.C

		// A stopped timer leaves no stale value.
		t.Reset(ms)
		time.Sleep(3 * ms)
		t.Stop()
		t.Reset(time.Hour)
		select {
		case <-t.C:
			fmt.Println("stale")
		default:
			fmt.Println("clean")
		}
		time.Sleep(0)
		time.Sleep(-1)
		after := time.After
		<-after(ms)
	})
}
