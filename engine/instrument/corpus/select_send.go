package corpus

import (
	"errors"
	"fmt"
)

// What a case sends becomes the channel's element type.
func init() {
	register("select-send", func() {
		anything := make(chan any, 1)
		failures := make(chan error, 1)
		floats := make(chan float64, 1)
		bytes := make(chan byte, 1)
		functions := make(chan func() int, 1)
		var missing *answer
		shift := 3
		for i := range 8 {
			to := [8]any{}
			to[i] = true
			if to[0] != nil {
				select {
				case anything <- 1:
				}
			} else if to[1] != nil {
				select {
				case anything <- nil:
				}
			} else if to[2] != nil {
				select {
				case anything <- missing:
				}
			} else if to[3] != nil {
				select {
				case failures <- errors.New("plain"):
				}
			} else if to[4] != nil {
				select {
				case failures <- nil:
				}
			} else if to[5] != nil {
				select {
				case floats <- 1 << 3:
				}
			} else if to[6] != nil {
				select {
				case bytes <- 1 << shift:
				}
			} else {
				select {
				case functions <- func() int { return shift }:
				}
			}
			select {
			case v := <-anything:
				fmt.Printf("%T %v\n", v, v)
			case err := <-failures:
				fmt.Println(err)
			case f := <-floats:
				fmt.Println(f)
			case b := <-bytes:
				fmt.Println(b)
			case f := <-functions:
				fmt.Println(f())
			}
		}
	})
}
