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

		ticks := time.Tick(ms)
		deadline := time.After(8 * ms)
		count := 0
	loop:
		for {
			select {
			case <-ticks:
				if count++; count == 3 {
					break loop
				}
			case <-deadline:
				break loop
			}
		}
		fmt.Println(count > 0)
		fmt.Println(message(func() { time.NewTicker(0) }))
	})
}
