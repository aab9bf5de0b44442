package corpus

import "fmt"

var (
	answers  = make(chan int, 1)
	received = <-prepared
	prepared = func() chan string {
		c := make(chan string)
		go func() { c <- fmt.Sprint("made before main ", <-answers) }()
		answers <- 42
		return c
	}()
	chosen = func() string {
		select {
		case v := <-answers:
			return fmt.Sprint("never ", v)
		default:
			return "default"
		}
	}()
)

// Channels, goroutines and selects work while the package is initialised, and
// what was made then can be used later.
func init() {
	register("initialisation", func() {
		fmt.Println(received, chosen, cap(answers))
		answers <- 1
		fmt.Println(<-answers, len(answers))
	})
}
