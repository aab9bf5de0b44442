package corpus

import "fmt"

// Names that look like the rewriter's, the builtins and the twinned packages
// mean what the source says.
func init() {
	register("shadowed-names", func() {
		make := func(n int) chan int { return filled(n) }
		close := func(c chan int) string { return fmt.Sprint("my close ", <-c) }
		len := func(any) string { return "my len" }
		fmt.Println(close(make(5)), len(nil))

		time := clock{}
		fmt.Println(time.Sleep(3), time.Now())
		sluiceprobe, sluiceh0, sluicea0, sluicef, sluicei := 1, 2, 3, 4, 5
		done := func() chan string { return nil }
		c := filled("shadowed")
		done = func() chan string { return c }
		select {
		case v := <-done():
			fmt.Println(v, sluiceprobe, sluiceh0, sluicea0, sluicef, sluicei)
		}

		true, false, int := 0, 1, "not a type"
		result := filled[string]()
		select {
		case _, ok := <-result:
			fmt.Println(ok, true, false, int)
		default:
			fmt.Println("never")
		}
		answers := newChan[chan string](0)
		go func(nil, iota any) { answers <- fmt.Sprint(nil, iota) }(1, sluicef)
		fmt.Println(<-answers)
	})
}

type clock struct{}

func (clock) Sleep(n int) string { return fmt.Sprint("my sleep ", n) }

func (clock) Now() string { return "my now" }
