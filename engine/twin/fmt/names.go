package fmt

import (
	"fmt"
	"io"
)

// The original's types.
type (
	Formatter  = fmt.Formatter
	GoStringer = fmt.GoStringer
	ScanState  = fmt.ScanState
	Scanner    = fmt.Scanner
	State      = fmt.State
	Stringer   = fmt.Stringer
)

// Append is the original's.
func Append(b []byte, a ...any) []byte { return fmt.Append(b, a...) }

// Appendf is the original's.
func Appendf(b []byte, format string, a ...any) []byte { return fmt.Appendf(b, format, a...) }

// Appendln is the original's.
func Appendln(b []byte, a ...any) []byte { return fmt.Appendln(b, a...) }

// Errorf is the original's.
func Errorf(format string, a ...any) (err error) { return fmt.Errorf(format, a...) }

// FormatString is the original's.
func FormatString(state State, verb rune) string { return fmt.FormatString(state, verb) }

// Sprint is the original's.
func Sprint(a ...any) string { return fmt.Sprint(a...) }

// Sprintf is the original's.
func Sprintf(format string, a ...any) string { return fmt.Sprintf(format, a...) }

// Sprintln is the original's.
func Sprintln(a ...any) string { return fmt.Sprintln(a...) }

// Fscan is the original's.
func Fscan(r io.Reader, a ...any) (n int, err error) { return fmt.Fscan(r, a...) }

// Fscanf is the original's.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return fmt.Fscanf(r, format, a...)
}

// Fscanln is the original's.
func Fscanln(r io.Reader, a ...any) (n int, err error) { return fmt.Fscanln(r, a...) }

// Scan is the original's.
func Scan(a ...any) (n int, err error) { return fmt.Scan(a...) }

// Scanf is the original's.
func Scanf(format string, a ...any) (n int, err error) { return fmt.Scanf(format, a...) }

// Scanln is the original's.
func Scanln(a ...any) (n int, err error) { return fmt.Scanln(a...) }

// Sscan is the original's.
func Sscan(str string, a ...any) (n int, err error) { return fmt.Sscan(str, a...) }

// Sscanf is the original's.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return fmt.Sscanf(str, format, a...)
}

// Sscanln is the original's.
func Sscanln(str string, a ...any) (n int, err error) { return fmt.Sscanln(str, a...) }
