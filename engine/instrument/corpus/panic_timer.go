package corpus

import "time"

// A panic in the function of a timer has no goroutine of the source.
func init() {
	register("panic-timer", func() {
		time.AfterFunc(time.Millisecond, func() { panic("in a timer") })
		select {}
	})
}
