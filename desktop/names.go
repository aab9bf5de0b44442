//go:build !js

package main

import "fmt"

// number counts the goroutines of one name in the order in which they were
// created, from 1.
func (r *run) number(id int) int {
	all := r.world().Goroutines
	for len(r.numbers) < len(all) {
		name := all[len(r.numbers)].Name
		r.named[name]++
		r.numbers = append(r.numbers, r.named[name])
	}
	return r.numbers[id]
}

// name is what the window calls a goroutine.
func (r *run) name(id int) string {
	return fmt.Sprintf("%s %d", r.world().Goroutines[id].Name, r.number(id))
}
