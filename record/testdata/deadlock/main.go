// Command deadlock waits for itself.
package main

import "fmt"

func main() {
	orders, answers := make(chan int), make(chan int)
	go func() { orders <- <-answers }()
	fmt.Println("asking")
	answers <- <-orders
}
