// Package pick chooses at random.
package pick

import "reflect"

var choose = reflect.Select

// One receives from one of the channels.
func One(all ...chan int) {
	var cases []reflect.SelectCase
	for _, c := range all {
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)})
	}
	choose(cases)
}
