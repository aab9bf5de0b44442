package corpus

import "fmt"

func numbers(c chan<- int) {
	for i := 2; ; i++ {
		c <- i
	}
}

func sift(in <-chan int, out chan<- int, prime int) {
	for {
		if n := <-in; n%prime != 0 {
			out <- n
		}
	}
}

// A chain of goroutines that grows by one for each prime number.
func init() {
	register("sieve", func() {
		c := make(chan int)
		go numbers(c)
		for range 30 {
			prime := <-c
			fmt.Print(prime, " ")
			next := make(chan int)
			go sift(c, next, prime)
			c = next
		}
		fmt.Println()
	})
}
