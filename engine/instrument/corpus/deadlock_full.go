package corpus

// Deadlock: send to a full channel.
func init() {
	register("deadlock-full", func() {
		c := make(chan int, 1)
		c <- 1
		c <- 2
	})
}
