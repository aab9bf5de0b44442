//go:build !js

package instrument

import (
	"strings"
	"testing"
)

// Each snippet must still compile after it was rewritten, with every token on
// its line, and contain what is listed.
var snippets = []struct {
	name, src string
	want      []string
}{
	{"send", `package p
func f(c chan<- float64, s uint) { c <- 1; c <- 1 << 3; (c) <- float64(s) }`,
		[]string{"sluiceprobe.To(&", ").Send( 1)", `{Line: 2, Func: "f", Name: "c"}`}},
	{"loops that may never end", `package p
func f(c chan int) int { for { for len(c) == 0 {}; for i := 0; i < 9; i++ {}; for range 9 {}; for{c<-1} } }`,
		[]string{"{ for { sluiceprobe.Turn(&", "== 0 { sluiceprobe.Turn(&", "i++ {}", "for{ sluiceprobe.Turn(&"}},
	{"send over lines", `package p
func f(c []chan func() int) {
	c[
		0] <- func() int {
		return 1
	}
}`, []string{`{Line: 3, Func: "f", Name: "c"}`}},
	{"send to an interface", `package p
func f(c chan any, d chan error, e chan func()) { c <- 1; c <- nil; d <- nil; e <- nil }`, nil},
	{"send of an untyped shift", `package p
func f(c chan uint8, s uint) { c <- 1 << s }`, nil},
	{"receive in expressions", `package p
func f(c chan int, d chan []int, p chan *int, g func(...int) int) int {
	x := -<-c + <-c*2
	a := [...]int{<-c, 1: <-c}
	m := map[int]int{<-c: <-c}
	*<-p = (<-d)[<-c]
	for i := <-c; i < <-c; i += <-c {
		switch <-c {
		case <-c, g(<-c, <-c):
		}
	}
	if y := <-c; y > <-c {
		return x + len(<-d) + a[0] + m[1]
	}
	defer g(<-c)
	<-c
	return <-c
}`, []string{`Name: "d"`, `Name: "p"`}},
	{"receive of a receive", `package p
func f(c chan chan int) int { <-<-c; return <-<-c }`, nil},
	{"receive over lines", `package p
func f(c func(...int) chan int) int {
	return <-
		c(
			1,
			2,
		)
}`, []string{`Name: "c"`}},
	{"two values", `package p
type yes bool
type box struct { ok yes; any any }
var v, ok = <-make(chan int)
func f[B ~bool](c chan int, b *box) {
	v, ok := <-c
	v, ok = (<-c)
	_ = ok
	var w, ok2 = <-c
	var x interface{}
	x, b.any = <-c
	x, b.ok = <-c
	_, _ = <-c
	_, b.ok = <-c
	var flag B
	w, flag = <-c
	if _, ok := <-c; ok {
		return
	}
	_, _, _, _, _ = v, w, x, ok2, flag
}
func g(c chan yes) { var v, ok yes = <-c; _, _ = v, ok }`,
		[]string{"Recv2As[yes]", "Recv2As[B]", "Recv2(&", `{Line: 4, Func: "init", Name: "make"}`}},
	{"range", `package p
func f(c chan int, d <-chan any) (last int) {
	var v any
	var list [3]any
outer:
	for i := range c {
		for v = range d {
			if v == nil { continue outer }
			if i == 2 { break outer }
			if i == 3 { return i }
			if i == 4 { goto end }
		}
	}
	for list[<-c] = range (d) {
	}
	for range c {
	}
	for _ = range c {
	}
end:
	return
}`, []string{"range sluiceprobe.Range(&"}},
	{"close", `package p
func f(c chan<- int) { defer close(c); go close(c); close(c); (close)(c); func() { defer func() { close(c) }() }() }`,
		[]string{"defer sluiceprobe.Close(&"}},
	{"make", `package p
type named chan int
type generic[T any] chan T
type alias = chan string
type sendOnly chan<- int
type pair struct { in, out chan int; done <-chan struct{} }
func mk[C ~chan E, E any, S ~chan<- E | ~chan E](n int) (C, S) { return make(C, n), make(S) }
func f(n uint8, m map[string]chan int) []chan int {
	a, b := make(chan int), make(chan<- string, 2,)
	var c = make(
		named, // two
		n,
	)
	d := &pair{in: make(chan int, 1e1), done: make(<-chan struct{})}
	e := pair{make(chan int), make(chan int, n), nil}
	g := append([]chan int{make(chan int, 'a')}, make(chan int))
	m["x"] = make(chan int)
	_, _, _, _ = make(generic[int]), make(alias, n), make(sendOnly), make(chan *struct {
		x int
	}, 1<<n)
	_ = make([]int, 3)
	_ = make(map[string]int)
	_, _, _, _, _ = a, b, c, d, e
	return g
}`, []string{`Name: "a"`, `Name: "b"`, `Name: "c"`, `Name: "in"`, `Name: "out"`, `Name: "done"`, `Name: "g"`, `Name: "m"`}},
	{"make with directions in a type set", `package p
func f[C ~<-chan int | chan int](n int) C { return make(C, n) }
func g[C interface{ ~chan<- int | ~chan int }](n int) C { return make(C, n) }
var _, _ = f[chan int](1), g[chan<- int](2)`, nil},
	{"go", `package p
type T struct{ inner }
type inner struct{}
func (inner) m(int) {}
func (*T) p() {}
type I interface{ m(int) }
type flag bool
func v(a any, more ...int) int { return 0 }
func two() (int, float64) { return 1, 2 }
func take(int, float64) {}
func fl(flag, uint8, any) {}
func gen[E any](e E, f func(E)) {}
func id[E any](E) {}
func null(*int, func(), error) {}
func start(t T, i I, fs []func(string) int, s []int, x, n int, c chan int) {
	go func() {}()
	go func(k int, z any) { _ = k }(x, 1)
	go func() int { return x }()
	go t.m(1)
	go t.p()
	go (*T).p(&t)
	go T.m(t, x)
	go I.m(i, x)
	go i.m(<-c)
	go fs[0]("a")
	go v(1)
	go v(nil, s...)
	go v(
		x, // first
		1, 2,
		x,
	)
	go take(two())
	go fl(x == n, 1<<n, x != n)
	go fl((x == n) && !(n < x), 2, nil)
	go gen(x, id)
	go gen[float64](1, id[float64])
	go id("const")
	go null(nil, nil, nil)
	go println(x, "y")
	go copy(s, s)
	go clear(s)
	go panic(x)
	go recover()
	go (fs[x])("b")
	if x > 0 { go close(c) } else { go start(t, i, fs, s, x, n, c) }
label:
	go id(x)
	if x > 1 { goto label }
}
type F func()
func (f F) run() { go f(); go f.run() }
func core[G ~func(int)](g G) { go g(1) }
`, []string{`Name: "start.func1"`, `Name: "start.func3"`, `Name: "m"`, `Name: "id"`, "sluiceprobe.Go(&", `Func: "F.run"`}},
	{"closures", `package p
type T struct{}
func (t *T) work(c chan int) {
	func() { <-c; func() { <-c }() }()
	go func() { c <- 1 }()
}
var f = func(c chan int) { <-c }
`, []string{
		`{Line: 4, Func: "work.func1", Name: "c"}`,
		`{Line: 4, Func: "work.func1.1", Name: "c"}`,
		`{Line: 5, Func: "(*T).work", Name: "work.func2"}`,
		`{Line: 7, Func: "init.func1", Name: "c"}`,
	}},
	{"select", `package p
type yes bool
func f(a, b chan int, d chan any, e <-chan error, m map[string]int, ok2 yes, g func(func() int) chan int) int {
	select {}
	select { default: }
	select { default: return 1
	case <-a: }
	select { case a <- 1<<3: }
	var x any
	_ = x
outer:
	for {
		select {
		case v := <-a:
			_ = v
			break
		case v, ok := <-b:
			if ok { break outer }
			{ v := ok; _ = v }
			_ = v
		case m["k"] = <-a:
		case m["x"], ok2 = <-a:
			continue outer
		case x = (<-a):
		case _, _ = <-a:
		case d <- nil:
		case d <- 1:
		case (d) <- <-a:
		case err := <-e:
			_ = err
		case <-g(func() int {
			return <-b // inner
		}):
			select {
			case <-a:
			case b <- func() int {
				s := ` + "`raw\n\tstring`" + `
				select { case v := <-a: return v; case <-b: }
				return len(s)
			}():
			}
		case
			<-a:
		}
	}
	select
	{
	case <-a:
		return 1
	case v, _ := <-b:
		return v
	}
}`, []string{"TakeAs[yes]", "Forever(&", `Name: "select"`, "0 == 0"}},
	{"select that ends a function", `package p
func f(a, b chan int) int { select { case <-a: return 1; case b <- 1: panic(1) } }
func g(a chan int) int { L: select { case <-a: goto L; default: return 2 } }
func h() int { select {} }
func i(a chan int) int { select { case <-a: for {} } }`, nil},
	{"blocking twins", `package p
import (
	"context"
	"sync"
	"time"
)
type T struct { sync.Mutex; wg sync.WaitGroup; once sync.Once; cond *sync.Cond }
func (t *T) f(l sync.Locker, c chan time.Time) {
	t.Lock(); defer t.Unlock()
	l.Lock()
	time.Sleep(1)
	if x := time.After(1); x != nil { t.wg.Wait() }
	switch { case true: t.cond.Wait(); fallthrough
	default: t.once.Do(func() { time.Sleep(2) }) }
	t.wg.Go(func() {})
	ctx, cancel := context.WithTimeout(context.Background(), 1)
	defer cancel()
label:
	t.wg.Wait()
	select {
	case <-time.After(1):
		t.Lock()
	case <-ctx.Done():
		goto label
	}
	sleep := time.Sleep
	sleep(1)
}`, []string{`"sluice/engine/twin/sync"`, `Name: "t"`, `Name: "l"`, `Name: "Sleep"`, `Name: "wg"`, `Name: "cond"`, `{Line: 14, Func: "f.func1", Name: "Sleep"}`}},
	{"blocking twins whose arguments call", `package p
import ("context"; "time")
func d[T any](x T) T { return x }
func two() (context.Context, time.Duration) { return nil, 0 }
func f(c chan time.Duration, s uint, t *time.Timer) {
	time.Sleep(d(time.Second) + 1)
	time.Sleep(<-c)
	time.Sleep(max(1, 2))
	time.Sleep(1 << d(s))
	t.Reset(time.Duration(s))
	time.AfterFunc(d(time.Second), func() { d(1) })
	_, cancel := context.WithTimeout(two())
	defer cancel()
}`, []string{"time.Sleep(sluiceprobe.Here(&", ", d(time.Second) + 1))", "Sleep(max(1, 2))", "Sleep(1 << d(s))", "WithTimeout(two())",
		", sluiceprobe.Recv(&", "Reset(time.Duration(s))", ", d(time.Second)), func() { d(1) })"}},
	{"the life of a job", `package p
import "sluice/engine/probe"
func f(id int64, err error) {
	probe.Attempt(id, 1)
	probe.Reject(id, err.Error())
}`, []string{"sluiceprobe.At(&", "; probe.Attempt(id, 1)", "probe.Reject(id, sluiceprobe.Here(&", `{Line: 5, Func: "f", Name: "Reject"}`}},
	{"shadowed names", `package p
func f(n int) {
	sluiceprobe, sluiceh0, sluicef, make := 1, 2, 3, func(chan int, int) chan int { return nil }
	close, int := func(chan bool) {}, 4
	true, false, nil := 0, 0, 0
	c := make(nil0, n)
	close(nil1)
	go func(x ...any) {}(c, <-c)
	select { case c <- 1: case <-c: default: }
	_, _, _, _, _, _, _ = sluiceprobe, sluiceh0, sluicef, int, true, false, nil
}
var nil0 chan int
var nil1 chan bool`, []string{"import sluice_probe ", "make(nil0, n)", "close(nil1)"}},
	{"int is shadowed", `package p
func f(n uint8) {
	type int string
	c := make(chan int, n)
	select { case <-c: case c <- "x": }
}
func g[string any](int string) { _ = make(<-chan string) }`, []string{"= int"}},
	{"imports", `package p // the package

import tm "time"
import . "sync"
import _ "context"
import ` + "`fmt`" + `
import rnd "math/rand/v2"
import ("math/rand"; l "log")
func f(mu *Mutex, wg WaitGroup) { tm.Sleep(1); mu.Lock(); fmt.Println(rnd.IntN(3), rand.Intn(3)); l.Print(1); wg.Wait() }`,
		[]string{`package p; import sluiceprobe "sluice/engine/probe" // the package`, `tm "sluice/engine/twin/time"`, `. "sluice/engine/twin/sync"`, `"sluice/engine/twin/rand/v2"`}},
	{"imports without operations", `package p
import "time"
var d = 3 * time.Second`, []string{`import "sluice/engine/twin/time"`}},
	{"nothing to do", `package p
func f(c chan int) chan int { return c }`, nil},
	{"no newline at the end", `package p
func f(c chan int) { <-c } // last`, nil},
	{"line directives", `package p
//line other.y:100
func f(c, d chan int, g func() chan int) {
	select {
	case <-c:
	case v := <-g(
	):
		_ = v
	}
	/*line third.y:7:9*/ <-d
}`, []string{"/*line other.y:103:1*/", `Line: 4,`}},
	{"type parameters", `package p
func f[C ~chan E, E any, D ~<-chan E, S interface{ ~chan<- E }](c C, d D, s S, e E) E {
	c <- e
	s <- <-d
	for v := range d { s <- v }
	select { case c <- e: case v, ok := <-d: if ok { return v }; case s <- e: }
	close(c); close(s)
	go func(C, E) {}(c, <-c)
	return <-c
}`, nil},
	{"carriage returns", "package p\r\nfunc f(c chan int) {\r\n\tselect {\r\n\tcase c <- func() int {\r\n\t\treturn 1\r\n\t}():\r\n\tcase <-c:\r\n\t}\r\n\tgo f(\r\n\t\tc,\r\n\t)\r\n}\r\n", nil},
	{"byte order mark", "\ufeffpackage p\nfunc f(c chan int) { <-c }\n", nil},
	{"unsafe and unevaluated", `package p
import "unsafe"
func f(c chan int) { go id(unsafe.Sizeof(<-c)); _ = len([...]int{<-c}) }
func id(any) {}`, nil},
}

func TestSnippets(t *testing.T) {
	for _, s := range snippets {
		t.Run(s.name, func(t *testing.T) {
			out := instrumented(t, s.src)
			for _, want := range s.want {
				if !strings.Contains(out, want) {
					t.Errorf("%q is missing in\n%s", want, out)
				}
			}
		})
	}
}

func TestSnippetsOfAProgramThatCanBeWatched(t *testing.T) {
	for _, s := range snippets {
		t.Run(s.name, func(t *testing.T) {
			out := instrumentedFor(t, s.src, true)
			if strings.Count(out, ".Over: return -1") != strings.Count(out, ".Idle() { select { case ") {
				t.Errorf("a select does not ask whether somebody watches:\n%s", out)
			}
		})
	}
}

func TestNothingToDo(t *testing.T) {
	const src = "package p\n\nfunc f(c chan int) chan int { return c }\n"
	if out := instrumented(t, src); out != src {
		t.Errorf("changed without need:\n%s", out)
	}
}
