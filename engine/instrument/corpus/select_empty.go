package corpus

import "fmt"

func block() int {
	defer fmt.Println("never")
	select {}
}

// An empty select blocks for ever.
func init() {
	register("select-empty", func() {
		go func() {
			fmt.Println("others go on")
		}()
		block()
	})
}
