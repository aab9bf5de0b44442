// Command locks takes two locks in one order here and in the other there.
package main

import (
	"fmt"
	"sync"
	"time"
)

type account struct {
	sync.Mutex
	balance int
}

// transfer holds one lock while it waits for the other.
func transfer(from, to *account, amount int) {
	from.Lock()
	defer from.Unlock()
	time.Sleep(10 * time.Millisecond)
	to.Lock()
	defer to.Unlock()
	from.balance -= amount
	to.balance += amount
}

func main() {
	a, b := &account{balance: 100}, &account{balance: 100}
	var group sync.WaitGroup
	group.Go(func() { transfer(a, b, 10) })
	group.Go(func() { transfer(b, a, 20) })
	group.Wait()
	fmt.Println(a.balance, b.balance)
}
