package corpus

import (
	"fmt"
	"time"
)

// Tickers tick until they are stopped, at a rate that can change.
func init() {
	register("tickers", func() {
		const ms = time.Millisecond
		ticker := time.NewTicker(ms)
		start := time.Now()
		for range 3 {
			<-ticker.C
		}
		fmt.Println(time.Since(start) >= 3*ms-ms/2)
		ticker.Reset(2 * ms)
		<-ticker.C
		ticker.Stop()
		select {
		case <-ticker.C:
			fmt.Println("never")
		case <-time.After(5 * ms):
			fmt.Println("stopped")
		}

		count := 0
		for range time.Tick(ms) {
			if count++; count == 3 {
				break
			}
		}
		fmt.Println(count)
		fmt.Println(message(func() { time.NewTicker(0) }))
	})
}
