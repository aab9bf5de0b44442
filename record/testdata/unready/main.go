// Command unready panics before its main function.
package main

var c = make(chan int, 1)

func init() {
	c <- 1
	panic(<-c)
}

func main() {}
