// Command a-space lies in a folder with a space in its name.
package main

import "fmt"

func main() {
	c := make(chan string, 1)
	c <- "here"
	fmt.Println(<-c)
}
