package corpus

import (
	"errors"
	"fmt"
)

// A panic with an error prints the error's text.
func init() {
	register("panic-error", func() {
		defer fmt.Println("deferred in main")
		c := filled(1)
		<-c
		panic(fmt.Errorf("worker %d: %w", 7, errors.New("broken")))
	})
}
