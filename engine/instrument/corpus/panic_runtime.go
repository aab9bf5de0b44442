package corpus

// A runtime error in a goroutine that was started with an argument.
func init() {
	register("panic-runtime", func() {
		list := []int{1}
		go func(i int) { list[i]++ }(len(list))
		<-make(chan int)
	})
}
