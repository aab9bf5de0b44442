package corpus

import (
	"bytes"
	"fmt"
	"log"
	"os"
)

// Printing goes where it went, in whole lines from several goroutines.
func init() {
	register("output", func() {
		fmt.Print("a", 1, 2, "b", "c", 3, "\n")
		fmt.Printf("%5.2f|%-4s|%q\n", 3.14159, "ab", "q")
		fmt.Fprintln(os.Stdout, "to the standard output", nil)
		fmt.Fprintf(os.Stdout, "%v\n", []error{fmt.Errorf("wrapped: %w", os.ErrNotExist)})
		var b bytes.Buffer
		n, err := fmt.Fprint(&b, "to a buffer ", 1)
		fmt.Println(n, err, b.String())

		l := log.New(&b, "prefix ", log.Lmsgprefix)
		l.Println("one")
		l.SetPrefix("")
		l.Printf("two %d", 2)
		l.SetFlags(log.Lshortfile)
		l.Print("three")
		fmt.Print(b.String())
		fmt.Println(message(func() { l.Panicf("panic %d", 4) }))

		done := make(chan bool)
		for range 3 {
			go func() { fmt.Println("a whole line"); done <- true }()
		}
		for range 3 {
			<-done
		}
		var x, y int
		fmt.Sscan("4 5", &x, &y)
		fmt.Println(x, y)
		print := fmt.Println
		print("through a variable")
	})
}
