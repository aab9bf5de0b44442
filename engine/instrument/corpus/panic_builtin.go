package corpus

// panic itself can be started as a goroutine.
func init() {
	register("panic-builtin", func() {
		go panic("started")
		select {}
	})
}
