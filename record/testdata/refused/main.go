// Command refused passes the probes by.
package main

import (
	"reflect"
	"runtime"

	"example.com/refused/pick"
)

func main() {
	runtime.GC()
	c := make(chan int, 1)
	send := reflect.ValueOf(c).Send
	send(reflect.ValueOf(1))
	pick.One(c)
}
