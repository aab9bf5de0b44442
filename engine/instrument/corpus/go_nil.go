package corpus

// A go statement on a nil function is fatal at the statement.
func init() {
	register("go-nil", func() {
		var f func()
		defer func() { recover() }()
		go f()
		select {}
	})
}
