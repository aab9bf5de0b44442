package corpus

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// Maps, pools and atomics need no probe and work as ever.
func init() {
	register("sync-values", func() {
		var m sync.Map
		var n atomic.Int64
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				m.Store(i, i*i)
				n.Add(int64(i))
			})
		}
		wg.Wait()
		sum := 0
		m.Range(func(k, v any) bool { sum += v.(int); return true })
		fmt.Println(sum, n.Load())

		pool := sync.Pool{New: func() any { return new(int) }}
		v := pool.Get().(*int)
		pool.Put(v)
		fmt.Println(*v)
	})
}
