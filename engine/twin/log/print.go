package log

import (
	"io"

	"sluice/engine/twin/fmt"
)

// Print writes an entry in the manner of fmt.Print.
func (l *Logger) Print(v ...any) {
	l.output(2, func() string { return fmt.Sprint(v...) })
}

// Printf writes an entry in the manner of fmt.Printf.
func (l *Logger) Printf(format string, v ...any) {
	l.output(2, func() string { return fmt.Sprintf(format, v...) })
}

// Println writes an entry in the manner of fmt.Println.
func (l *Logger) Println(v ...any) {
	l.output(2, func() string { return fmt.Sprintln(v...) })
}

// Fatal is Print and then the end of the process; in a run, a panic
// with the text.
func (l *Logger) Fatal(v ...any) {
	text := fmt.Sprint(v...)
	l.output(2, func() string { return text })
	exit(text)
}

// Fatalf is Printf and then the end of the process; in a run, a panic
// with the text.
func (l *Logger) Fatalf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	l.output(2, func() string { return text })
	exit(text)
}

// Fatalln is Println and then the end of the process; in a run, a panic
// with the text.
func (l *Logger) Fatalln(v ...any) {
	text := fmt.Sprintln(v...)
	l.output(2, func() string { return text })
	exit(text)
}

// Panic is Print and then a panic with the text.
func (l *Logger) Panic(v ...any) {
	text := fmt.Sprint(v...)
	l.output(2, func() string { return text })
	fail(text)
}

// Panicf is Printf and then a panic with the text.
func (l *Logger) Panicf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	l.output(2, func() string { return text })
	fail(text)
}

// Panicln is Println and then a panic with the text.
func (l *Logger) Panicln(v ...any) {
	text := fmt.Sprintln(v...)
	l.output(2, func() string { return text })
	fail(text)
}

// Print writes an entry in the manner of fmt.Print.
func Print(v ...any) {
	std.output(2, func() string { return fmt.Sprint(v...) })
}

// Printf writes an entry in the manner of fmt.Printf.
func Printf(format string, v ...any) {
	std.output(2, func() string { return fmt.Sprintf(format, v...) })
}

// Println writes an entry in the manner of fmt.Println.
func Println(v ...any) {
	std.output(2, func() string { return fmt.Sprintln(v...) })
}

// Fatal is Print and then the end of the process; in a run, a panic
// with the text.
func Fatal(v ...any) {
	text := fmt.Sprint(v...)
	std.output(2, func() string { return text })
	exit(text)
}

// Fatalf is Printf and then the end of the process; in a run, a panic
// with the text.
func Fatalf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	std.output(2, func() string { return text })
	exit(text)
}

// Fatalln is Println and then the end of the process; in a run, a panic
// with the text.
func Fatalln(v ...any) {
	text := fmt.Sprintln(v...)
	std.output(2, func() string { return text })
	exit(text)
}

// Panic is Print and then a panic with the text.
func Panic(v ...any) {
	text := fmt.Sprint(v...)
	std.output(2, func() string { return text })
	fail(text)
}

// Panicf is Printf and then a panic with the text.
func Panicf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	std.output(2, func() string { return text })
	fail(text)
}

// Panicln is Println and then a panic with the text.
func Panicln(v ...any) {
	text := fmt.Sprintln(v...)
	std.output(2, func() string { return text })
	fail(text)
}

// Flags returns the flags of the default logger.
func Flags() int { return std.Flags() }

// SetFlags sets the flags of the default logger.
func SetFlags(flag int) { std.SetFlags(flag) }

// Prefix returns the prefix of the default logger.
func Prefix() string { return std.Prefix() }

// SetPrefix sets the prefix of the default logger.
func SetPrefix(prefix string) { std.SetPrefix(prefix) }

// Writer returns where the default logger writes to.
func Writer() io.Writer { return std.Writer() }

// SetOutput sets where the default logger writes to.
func SetOutput(w io.Writer) { std.SetOutput(w) }

// Output writes s as one entry of the default logger; calldepth as in
// [Logger.Output].
func Output(calldepth int, s string) error {
	return std.output(calldepth+1, func() string { return s })
}
