package corpus

import (
	"fmt"
	"sync"
)

// Once runs once, also when it panics; the others wait for it.
func init() {
	register("sync-once", func() {
		var once sync.Once
		var wg sync.WaitGroup
		n := 0
		for range 5 {
			wg.Go(func() {
				once.Do(func() { n++ })
				if n != 1 {
					panic("did not wait")
				}
			})
		}
		wg.Wait()
		fmt.Println(n)

		var broken sync.Once
		fmt.Println(message(func() { broken.Do(func() { panic("inside") }) }))
		broken.Do(func() { fmt.Println("never") })

		f := sync.OnceFunc(func() { fmt.Println("function") })
		f()
		f()
		v := sync.OnceValue(func() int { n++; return n })
		fmt.Println(v(), v())
		pair := sync.OnceValues(func() (string, error) { n++; return fmt.Sprint(n), nil })
		fmt.Println(pair())
		fmt.Println(pair())
		bad := sync.OnceFunc(func() { panic("each time") })
		fmt.Println(message(bad), message(bad))
	})
}
