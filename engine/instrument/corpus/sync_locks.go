package corpus

import (
	"fmt"
	"sync"
	"time"
)

type account struct {
	sync.Mutex
	balance int
}

func (a *account) add(n int) {
	a.Lock()
	defer a.Unlock()
	before := a.balance
	time.Sleep(10 * time.Microsecond)
	a.balance = before + n
}

// Locks exclude each other, embedded, through an interface and as values.
func init() {
	register("sync-locks", func() {
		var a account
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				a.add(i)
			}()
		}
		wg.Wait()
		fmt.Println(a.balance, a.TryLock(), a.TryLock())
		a.Unlock()

		var rw sync.RWMutex
		rw.RLock()
		rw.RLock()
		fmt.Println(rw.TryRLock(), rw.TryLock())
		rw.RUnlock()
		rw.RUnlock()
		written := make(chan int)
		total := 0
		go func() {
			rw.Lock()
			total++
			rw.Unlock()
			written <- total
		}()
		rw.RUnlock()
		fmt.Println(<-written)

		for _, l := range []sync.Locker{&a, &rw, rw.RLocker()} {
			l.Lock()
			l.Unlock()
		}
		lock, unlock := a.Lock, a.Unlock
		lock()
		free := make(chan bool)
		go func() { a.Lock(); defer a.Unlock(); free <- true }()
		select {
		case <-free:
			fmt.Println("never")
		default:
		}
		unlock()
		fmt.Println(<-free)
	})
}
