package corpus

// Deadlock: send to a nil channel.
func init() {
	register("deadlock-nil-send", func() {
		var none chan int
		none <- 1
	})
}
