package corpus

import (
	"errors"
	"fmt"
	"runtime"
)

// recover works where it did: in functions that are deferred in goroutines, in
// loops over channels and round selects. Goexit runs deferred calls only.
func init() {
	register("recovered", func() {
		done := make(chan string)
		go func() {
			defer func() { done <- fmt.Sprint("recovered ", recover()) }()
			panic("lost")
		}()
		fmt.Println(<-done)

		go func() {
			defer func() {
				var err runtime.Error
				v, _ := recover().(error)
				done <- fmt.Sprint(errors.As(v, &err), " ", err)
			}()
			var m map[string]int
			m["x"] = 1
		}()
		fmt.Println(<-done)

		fmt.Println(message(func() {
			for v := range filled(1, 2) {
				defer func() {
					if v == 2 {
						panic(fmt.Sprint("again after ", recover()))
					}
				}()
			}
			panic("first")
		}))
		fmt.Println(message(func() {
			defer close(filled[int]())
			panic("replaced by the deferred close")
		}))

		go func() {
			defer close(done)
			defer func() { done <- fmt.Sprint("Goexit: ", recover()) }()
			runtime.Goexit()
		}()
		for s := range done {
			fmt.Println(s)
		}
	})
}
