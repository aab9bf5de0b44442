package corpus

// With an argument, the nil function panics in the new goroutine.
func init() {
	register("go-nil-argument", func() {
		var f func(int)
		defer func() { recover() }()
		go f(1)
		select {}
	})
}
