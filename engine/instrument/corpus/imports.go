package corpus

import ctx "context"
import out "fmt"
import . "sync"
import tm "time"

// Packages with twins can be imported under any name, or with a dot.
func init() {
	register("imports", func() {
		var mu Mutex
		var wg WaitGroup
		n := 0
		for range 3 {
			wg.Go(func() {
				mu.Lock()
				defer mu.Unlock()
				n++
				tm.Sleep(tm.Millisecond)
			})
		}
		wg.Wait()
		c, cancel := ctx.WithCancel(ctx.Background())
		cancel()
		<-c.Done()
		out.Println(n, c.Err(), OnceValue(func() string { return "once" })())
	})
}
