// Package log is the twin of package log. In a run, entries carry the
// virtual time, those for the standard error go to the run's output, and
// Fatal panics with its text where the original ends the process.
package log

import (
	"io"
	"log"
	"os"
	"runtime"
	"strconv"
	"strings"

	"sluice/engine/probe"
	"sluice/engine/twin/fmt"
	"sluice/engine/twin/sync"
	"sluice/engine/vtime"
)

// The original's flags.
const (
	Ldate         = log.Ldate
	Ltime         = log.Ltime
	Lmicroseconds = log.Lmicroseconds
	Llongfile     = log.Llongfile
	Lshortfile    = log.Lshortfile
	LUTC          = log.LUTC
	Lmsgprefix    = log.Lmsgprefix
	LstdFlags     = log.LstdFlags
)

// A Logger writes lines to an io.Writer, one Write for each entry. Several
// goroutines may use it at once.
type Logger struct {
	own     log.Logger
	wrapped *log.Logger // if set, used in place of own
	writing sync.Mutex  // held by a run's goroutine that writes
}

var std = &Logger{wrapped: log.Default()}

// Default returns the logger that the package's functions use.
func Default() *Logger { return std }

// New returns a logger that writes to out, with prefix and flag as
// SetPrefix and SetFlags set them.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := &Logger{}
	l.SetOutput(out)
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

// real is the original that keeps the settings, and writes outside a run.
func (l *Logger) real() *log.Logger {
	if l.wrapped != nil {
		return l.wrapped
	}
	return &l.own
}

// Flags returns the flags.
func (l *Logger) Flags() int { return l.real().Flags() }

// SetFlags sets the flags.
func (l *Logger) SetFlags(flag int) { l.real().SetFlags(flag) }

// Prefix returns the prefix.
func (l *Logger) Prefix() string { return l.real().Prefix() }

// SetPrefix sets the prefix.
func (l *Logger) SetPrefix(prefix string) { l.real().SetPrefix(prefix) }

// Writer returns where the logger writes to.
func (l *Logger) Writer() io.Writer { return l.real().Writer() }

// SetOutput sets where the logger writes to.
func (l *Logger) SetOutput(w io.Writer) { l.real().SetOutput(w) }

// Output writes s as one entry. calldepth tells whose place it is said to
// come from: 1 means the caller of Output.
func (l *Logger) Output(calldepth int, s string) error {
	return l.output(calldepth+1, func() string { return s })
}

// output writes what text returns as one entry. With depth 1 it comes from
// the caller of output.
func (l *Logger) output(depth int, text func() string) error {
	w := l.Writer()
	if w == io.Discard {
		return nil
	}
	g := probe.Self()
	if g == nil {
		return l.real().Output(depth+1, text())
	}
	if g.Late() {
		return nil
	}
	entry := l.header(g.Run(), depth+1) + text()
	if !strings.HasSuffix(entry, "\n") {
		entry += "\n"
	}
	l.writing.Lock()
	defer l.writing.Unlock()
	_, err := fmt.Fprint(w, entry)
	return err
}

// header is what stands before the text of an entry: the prefix, the time
// and the place, as the flags say.
func (l *Logger) header(r *probe.Run, depth int) string {
	flag := l.Flags()
	var b strings.Builder
	if flag&Lmsgprefix == 0 {
		b.WriteString(l.Prefix())
	}
	now := vtime.Start.Add(r.Now())
	if flag&Ldate != 0 {
		b.WriteString(now.Format("2006/01/02 "))
	}
	switch {
	case flag&Lmicroseconds != 0:
		b.WriteString(now.Format("15:04:05.000000 "))
	case flag&Ltime != 0:
		b.WriteString(now.Format("15:04:05 "))
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		_, file, line, ok := runtime.Caller(depth)
		if !ok {
			file = "???"
		}
		if flag&Lshortfile != 0 {
			file = file[strings.LastIndexByte(file, '/')+1:]
		}
		b.WriteString(file + ":" + strconv.Itoa(line) + ": ")
	}
	if flag&Lmsgprefix != 0 {
		b.WriteString(l.Prefix())
	}
	return b.String()
}

// exit is what follows a fatal entry.
func exit(text string) {
	g := probe.Self()
	if g == nil {
		os.Exit(1)
	}
	if !g.Late() {
		panic(text)
	}
}

// fail is what follows an entry of Panic.
func fail(text string) {
	if g := probe.Self(); g == nil || !g.Late() {
		panic(text)
	}
}
