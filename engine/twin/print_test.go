package twin_test

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"sluice/engine/driver"
	twinfmt "sluice/engine/twin/fmt"
	twinlog "sluice/engine/twin/log"
	twintime "sluice/engine/twin/time"
)

func TestPrintedTextIsAsOnATerminal(t *testing.T) {
	var want bytes.Buffer
	for i := range 3 {
		fmt.Fprint(&want, i, "a", "b", 1, 2, errFirst)
		fmt.Fprintf(&want, "%5.2f|%v\n\n%s", 1.5, []int{i}, "no end of line")
		fmt.Fprintln(&want, "x", nil, i)
		fmt.Fprint(&want)
		fmt.Fprintf(&want, "%v\n", []error{nil})
		fmt.Fprintln(&want)
	}
	_, got := execute(t, func() {
		for i := range 3 {
			twinfmt.Print(i, "a", "b", 1, 2, errFirst)
			twinfmt.Printf("%5.2f|%v\n\n%s", 1.5, []int{i}, "no end of line")
			twinfmt.Fprintln(os.Stderr, "x", nil, i)
			twinfmt.Fprint(os.Stdout)
			twinfmt.Fprintf(os.Stdout, "%v\n", []error{nil})
			twinfmt.Println()
		}
	})
	if got != want.String() {
		t.Errorf("printed\n%q\nwant\n%q", got, want.String())
	}
}

// refusing is a writer that cannot be compared.
type refusing []int

func (refusing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestOtherWritersAreWrittenTo(t *testing.T) {
	var b bytes.Buffer
	_, printed := execute(t, func() {
		n, err := twinfmt.Fprintln(&b, "text")
		if n != 5 || err != nil {
			t.Errorf("wrote %d, %v", n, err)
		}
		if _, err := twinfmt.Fprint(refusing{1}, "text"); err != io.ErrShortWrite {
			t.Errorf("the writer's error came as %v", err)
		}
		if n, err := twinfmt.Print("größe"); n != 7 || err != nil {
			t.Errorf("printed %d, %v", n, err)
		}
	})
	if b.String() != "text\n" || printed != "größe" {
		t.Errorf("wrote %q, printed %q", b.String(), printed)
	}
}

func TestFormattingIsTheOriginals(t *testing.T) {
	err := twinfmt.Errorf("more: %w", errFirst)
	if want := fmt.Errorf("more: %w", errFirst); err.Error() != want.Error() {
		t.Errorf("%v, want %v", err, want)
	}
	var a, b int
	if n, err := twinfmt.Sscanf("7-8", "%d-%d", &a, &b); n != 2 || err != nil || a != 7 || b != 8 {
		t.Errorf("scanned %d %d: %d, %v", a, b, n, err)
	}
	if n, err := twinfmt.Fscan(strings.NewReader("9"), &a); n != 1 || err != nil || a != 9 {
		t.Errorf("scanned %d: %d, %v", a, n, err)
	}
	if got := string(twinfmt.Appendf(nil, "%03d", 5)) + twinfmt.Sprint(1, 2) + twinfmt.Sprintln("x"); got != "0051 2x\n" {
		t.Errorf("formatted %q", got)
	}
}

// logger is what both loggers can do.
type logger interface {
	Print(...any)
	Printf(string, ...any)
	Println(...any)
	Output(int, string) error
	Panicf(string, ...any)
	SetPrefix(string)
	SetFlags(int)
}

// entries logs in each way and returns what Panicf panics with.
func entries(l logger) any {
	l.Print("a", 1, 2)
	l.Printf("%d\n", 7)
	l.Println("x", "y")
	l.Output(1, "placed")
	l.Print()
	l.SetPrefix("other: ")
	l.SetFlags(log.Lmsgprefix | log.Lshortfile)
	l.Println("where")
	l.SetFlags(log.Llongfile)
	l.Output(2, "caller")
	return panicOf(func() { l.Panicf("boom %d", 1) })
}

func TestEntriesAreTheOriginals(t *testing.T) {
	for _, flags := range []int{0, log.Lshortfile, log.Lmsgprefix, log.Llongfile | log.Lmsgprefix} {
		var want, got, outside bytes.Buffer
		from := func(l logger) any { return entries(l) } // one caller for all
		wantPanic := from(log.New(&want, "p: ", flags))
		outsidePanic := from(twinlog.New(&outside, "p: ", flags))
		var gotPanic any
		_, printed := execute(t, func() { gotPanic = from(twinlog.New(&got, "p: ", flags)) })
		if got.String() != want.String() || gotPanic != wantPanic || printed != "" {
			t.Errorf("flags %d: in a run\n%s\nwant\n%s", flags, got.String(), want.String())
		}
		if outside.String() != want.String() || outsidePanic != wantPanic {
			t.Errorf("flags %d: outside\n%s\nwant\n%s", flags, outside.String(), want.String())
		}
	}
}

func TestEntriesCarryVirtualTime(t *testing.T) {
	_, printed := execute(t, func() {
		twintime.Sleep(61*time.Second + 5*time.Microsecond)
		l := twinlog.New(os.Stdout, "", twinlog.LstdFlags)
		l.Print("a")
		l.SetFlags(twinlog.Ltime | twinlog.Lmicroseconds | twinlog.LUTC)
		l.Print("b")
		l.SetFlags(twinlog.Ldate)
		l.Print("c")
	})
	if want := "2026/01/01 00:01:01 a\n00:01:01.000005 b\n2026/01/01 c\n"; printed != want {
		t.Errorf("logged\n%s\nwant\n%s", printed, want)
	}
}

func TestTheDefaultLoggerPrints(t *testing.T) {
	defer twinlog.SetFlags(twinlog.Flags())
	defer twinlog.SetPrefix(twinlog.Prefix())
	twinlog.SetFlags(twinlog.Lshortfile)
	twinlog.SetPrefix("p: ")
	var want string
	_, printed := execute(t, func() {
		_, file, line, _ := runtime.Caller(0)
		twinlog.Print("a")
		twinlog.Printf("%s", "b")
		twinlog.Println("c")
		twinlog.Output(1, "d")
		twinlog.Default().Print("e")
		if got := panicOf(func() { twinlog.Panic("f") }); got != "f" {
			t.Errorf("panicked with %v", got)
		}
		for i, text := range "abcdef" {
			want += fmt.Sprintf("p: %s:%d: %c\n", filepath.Base(file), line+1+i, text)
		}
	})
	if printed != want {
		t.Errorf("logged\n%s\nwant\n%s", printed, want)
	}
	if log.Flags() != log.Lshortfile || log.Prefix() != "p: " {
		t.Error("outside a run it is not the original's")
	}
}

func TestFatalEndsTheRun(t *testing.T) {
	for want, fatal := range map[string]func(){
		"boom 1":  func() { twinlog.Fatal("boom ", 1) },
		"boom 2":  func() { twinlog.Fatalf("boom %d", 2) },
		"boom\n":  func() { twinlog.Fatalln("boom") },
		"boom 3":  func() { twinlog.New(os.Stderr, "", 0).Fatal("boom ", 3) },
		"panic\n": func() { twinlog.Panicln("panic") },
	} {
		var printed strings.Builder
		r := driver.Execute(driver.Options{Output: func(s string) { printed.WriteString(s) }}, fatal)
		if r.Panic != want || !strings.HasSuffix(printed.String(), strings.TrimSuffix(want, "\n")+"\n") {
			t.Errorf("panic %q after %q, want %q", r.Panic, printed.String(), want)
		}
	}
}

// slow is a writer that takes virtual time and notices a second writer.
type slow struct {
	t    *testing.T
	busy bool
	text strings.Builder
}

func (s *slow) Write(p []byte) (int, error) {
	if s.busy {
		s.t.Error("two goroutines write at once")
	}
	s.busy = true
	twintime.Sleep(time.Second)
	s.busy = false
	return s.text.Write(p)
}

func TestEntriesAreWrittenOneByOne(t *testing.T) {
	w := &slow{t: t}
	r, _ := execute(t, func() {
		l := twinlog.New(w, "", 0)
		for i := range 5 {
			spawn(func() { l.Print(i) })
		}
		twintime.Sleep(6 * time.Second)
	})
	if len(w.text.String()) != 10 || r.Left != 0 {
		t.Errorf("wrote %q, %d left", w.text.String(), r.Left)
	}
}

func TestDiscardedEntriesAreNotFormatted(t *testing.T) {
	l := twinlog.New(io.Discard, "", 0)
	check := func() { l.Print(stringer(func() string { t.Error("formatted"); return "" })) }
	check()
	execute(t, check)
}

type stringer func() string

func (s stringer) String() string { return s() }
