package corpus

import "fmt"

// Some builtins can be started as goroutines.
func init() {
	register("go-builtins", func() {
		c := make(chan int)
		go close(c)
		<-c

		hands := make(chan bool)
		m := map[string]int{"a": 1, "b": 2}
		key := "a"
		go func() {
			go delete(m, key)
			hands <- true
		}()
		<-hands
		go recover()
		go clear(map[string]int{"x": 1})
		go copy([]int{1}, []int{2})
		fmt.Println("all started")
	})
}
