// Package fmt is the twin of package fmt. What a run prints to the standard
// output or standard error is recorded and goes to the run's output, as it
// is printed: a text is not cut or joined at line ends.
package fmt

import (
	"fmt"
	"io"
	"os"

	"sluice/engine/probe"
)

// Print is the original's; in a run it writes to the run's output.
func Print(a ...any) (n int, err error) { return Fprint(os.Stdout, a...) }

// Printf is the original's; in a run it writes to the run's output.
func Printf(format string, a ...any) (n int, err error) {
	return Fprintf(os.Stdout, format, a...)
}

// Println is the original's; in a run it writes to the run's output.
func Println(a ...any) (n int, err error) { return Fprintln(os.Stdout, a...) }

// Fprint is the original's; in a run the standard output and the standard
// error are the run's output.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	if g := printer(w); g != nil {
		return show(g, w, fmt.Sprint(a...))
	}
	return fmt.Fprint(w, a...)
}

// Fprintf is the original's; in a run the standard output and the standard
// error are the run's output.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	if g := printer(w); g != nil {
		return show(g, w, fmt.Sprintf(format, a...))
	}
	return fmt.Fprintf(w, format, a...)
}

// Fprintln is the original's; in a run the standard output and the standard
// error are the run's output.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	if g := printer(w); g != nil {
		return show(g, w, fmt.Sprintln(a...))
	}
	return fmt.Fprintln(w, a...)
}

// printer returns the calling goroutine if what it writes to w goes to its
// run's output.
func printer(w io.Writer) *probe.G {
	switch f, _ := w.(*os.File); f {
	case nil:
		return nil
	case stdout, stderr, os.Stdout, os.Stderr:
		return probe.Self()
	}
	return nil
}

// The files that the program began with: they stay the run's output when
// somebody replaces the variables, as package testing does.
var stdout, stderr = os.Stdout, os.Stderr

func show(g *probe.G, w io.Writer, text string) (n int, err error) {
	if !g.Enter() {
		return 0, nil
	}
	through := g.Run().PrintsThrough()
	g.Run().Unlock()
	g.Print(text)
	if through {
		return io.WriteString(w, text)
	}
	return len(text), nil
}
