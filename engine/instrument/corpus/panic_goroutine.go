package corpus

import "fmt"

// A panic in a goroutine ends the program, whatever main waits for.
func init() {
	register("panic-goroutine", func() {
		fmt.Println("start")
		go func() {
			defer fmt.Println("deferred in the goroutine")
			panic("in a goroutine")
		}()
		select {}
	})
}
