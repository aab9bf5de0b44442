// Command reflects uses channels by reflection.
package main

import (
	"fmt"
	"reflect"
)

func main() {
	numbers, quit := make(chan int), make(chan struct{})
	made := reflect.MakeChan(reflect.TypeFor[chan string](), 1)
	go func() {
		for i := range 3 {
			reflect.ValueOf(numbers).Send(reflect.ValueOf(i))
		}
		fmt.Println(made.TrySend(reflect.ValueOf("full")), made.TrySend(reflect.ValueOf("over")))
		reflect.ValueOf(quit).Close()
	}()
	cases := []reflect.SelectCase{
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(numbers)},
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(quit)},
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf((chan int)(nil))},
	}
	sum := 0
	for {
		i, v, ok := reflect.Select(cases)
		if i == 1 {
			fmt.Println(i, ok)
			break
		}
		sum += int(v.Int())
	}
	p := &made
	v, ok := p.Recv()
	fmt.Println(sum, v, ok)
	v, ok = made.TryRecv()
	fmt.Println(v.IsValid(), ok)
	cases = append(cases, reflect.SelectCase{Dir: reflect.SelectDefault})
	fmt.Println(reflect.Select(append(cases[:1:1], cases[3])))
	defer func() { fmt.Println(recover()) }()
	reflect.ValueOf(1).Send(reflect.ValueOf(1))
}
