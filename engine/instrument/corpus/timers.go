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
		fired := make(chan string)
		first := time.AfterFunc(ms, func() { fired <- "first" })
		fmt.Println(<-fired, first.Stop())
		second := time.AfterFunc(time.Hour, func() { fired <- "second" })
		fmt.Println(second.Reset(ms), <-fired, second.Reset(ms), <-fired)
		third := time.AfterFunc(time.Hour, func() { fired <- "never" })
		fmt.Println(third.Stop(), third.Stop())
		fmt.Println(time.Since(start) >= 3*ms, time.Until(start.Add(time.Hour)) <= time.Hour-3*ms)

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
