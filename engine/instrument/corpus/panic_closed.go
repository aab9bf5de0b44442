package corpus

// Nobody recovers from a send on a closed channel.
func init() {
	register("panic-closed", func() {
		c := make(chan int)
		close(c)
		c <- 1
	})
}
