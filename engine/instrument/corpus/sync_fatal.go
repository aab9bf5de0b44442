package corpus

import (
	"fmt"
	"sync"
)

// A panic that passes a lock leaves it held: the next one waits for ever.
func init() {
	register("sync-fatal", func() {
		var mu sync.Mutex
		fmt.Println(message(func() {
			mu.Lock()
			panic("with the lock")
		}))
		mu.Lock()
		fmt.Println("never")
	})
}
