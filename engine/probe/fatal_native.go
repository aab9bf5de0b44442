//go:build !js

package probe

import (
	"fmt"
	"log"
)

// What logs a message and exits ends a program's run as Exit does.

// depth is how many calls lead from what logs a message to log.Output, with
// that one.
const depth = 3

// Fatal is log.Fatal.
func Fatal(v ...any) { Logger{log.Default()}.die(fmt.Sprint(v...)) }

// Fatalf is log.Fatalf.
func Fatalf(format string, v ...any) { Logger{log.Default()}.die(fmt.Sprintf(format, v...)) }

// Fatalln is log.Fatalln.
func Fatalln(v ...any) { Logger{log.Default()}.die(fmt.Sprintln(v...)) }

// Logger is a log.Logger that exits in the same way.
type Logger struct{ *log.Logger }

// Fatal is the original's.
func (l Logger) Fatal(v ...any) { l.die(fmt.Sprint(v...)) }

// Fatalf is the original's.
func (l Logger) Fatalf(format string, v ...any) { l.die(fmt.Sprintf(format, v...)) }

// Fatalln is the original's.
func (l Logger) Fatalln(v ...any) { l.die(fmt.Sprintln(v...)) }

func (l Logger) die(text string) {
	_ = l.Output(depth, text) // as the original, which does not look at it either
	Exit(1)
}
