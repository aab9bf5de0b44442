package corpus

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var errOdd = errors.New("odd")

// A bounded pool with results, errors, a limit on what runs at once, and a
// clean end.
func init() {
	register("pool", func() {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		type result struct {
			n   int
			err error
		}
		jobs, results := make(chan int, 4), make(chan result)
		limit := make(chan struct{}, 2)
		var mu sync.Mutex
		running, most := 0, 0
		var workers sync.WaitGroup
		for range 3 {
			workers.Go(func() {
				for n := range jobs {
					limit <- struct{}{}
					mu.Lock()
					running++
					most = max(most, running)
					mu.Unlock()
					time.Sleep(100 * time.Microsecond)
					mu.Lock()
					running--
					mu.Unlock()
					<-limit
					r := result{n: n * n}
					if n%2 == 1 {
						r.err = fmt.Errorf("job %d: %w", n, errOdd)
					}
					select {
					case results <- r:
					case <-ctx.Done():
						return
					}
				}
			})
		}
		go func() {
			defer close(jobs)
			for n := range 20 {
				select {
				case jobs <- n:
				case <-ctx.Done():
					return
				}
			}
		}()
		go func() {
			workers.Wait()
			close(results)
		}()
		sum, odd := 0, 0
		for r := range results {
			sum += r.n
			if errors.Is(r.err, errOdd) {
				odd++
			}
		}
		fmt.Println(sum, odd, most <= 2, running)
	})
}
