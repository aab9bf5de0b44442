package corpus

import (
	"fmt"
	"log"
	"os"
)

// The standard logger can write elsewhere; its panic carries the line's text.
func init() {
	register("log-lines", func() {
		log.SetFlags(log.Lmsgprefix)
		log.SetPrefix("log: ")
		log.SetOutput(os.Stdout)
		fmt.Println("first")
		log.Println("second")
		fmt.Println("third", log.Prefix())
		log.Panic("logged")
	})
}
