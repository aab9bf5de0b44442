package corpus

import (
	"fmt"
	"sync"
)

// A panic in a goroutine of a WaitGroup.
func init() {
	register("panic-group", func() {
		var wg sync.WaitGroup
		defer fmt.Println("never")
		wg.Go(func() { panic("in a group") })
		wg.Wait()
	})
}
