package corpus

// Deadlock: send to a channel that nobody receives from.
func init() {
	register("deadlock-send", func() {
		make(chan int) <- 1
	})
}
