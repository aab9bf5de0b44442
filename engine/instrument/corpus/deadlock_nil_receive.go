package corpus

// Deadlock: receive from a nil channel.
func init() {
	register("deadlock-nil-receive", func() {
		var none chan int
		<-none
	})
}
