//go:build !js

package instrument

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// writer writes a function that compiles, of every construct inside every
// other, with line breaks and comments wherever they may stand. The bytes of
// plan decide; when they are used up, all is as plain as can be.
type writer struct {
	plan  []byte
	depth int
	label int
	strings.Builder
}

func program(plan []byte) string {
	w := &writer{plan: plan}
	w.WriteString("package p\n\nfunc f(a, b chan int, any chan interface{}, e chan chan int, m map[string]int, x int, g func(...int) int) int {\n")
	w.block()
	w.WriteString("return ")
	w.number()
	w.WriteString("\n}\n")
	return w.String()
}

// pick returns the next decision, below n.
func (w *writer) pick(n int) int {
	if len(w.plan) == 0 || w.depth > 8 {
		return 0
	}
	v := int(w.plan[0]) % n
	w.plan = w.plan[1:]
	return v
}

// write writes text; ~ stands for a place where a line may break, # for a
// number, @ for a channel, $ for a block.
func (w *writer) write(text string) {
	w.depth++
	defer func() { w.depth-- }()
	for _, r := range text {
		switch r {
		case '~':
			w.WriteString([]string{" ", "", "\n", " // ~\n", "/* ~ */", "/* ~\n */", " "}[w.pick(7)])
		case '#':
			w.number()
		case '@':
			w.channel()
		case '$':
			w.block()
		default:
			w.WriteRune(r)
		}
	}
}

func (w *writer) number() {
	w.write([]string{
		"x", "1", "<-~@", "g(~#, ~#,~)", "# +~ #", "(~#)", "len(m)", "-(#)",
		"func() int { $ return # }(~)", `m["k"]`, "cap(~@)", "<-~<-~e", "m[`~\n~`]",
		"func(p ...int) int { $ return p[x + ~#] }(~#)",
	}[w.pick(14)])
}

func (w *writer) channel() {
	w.write([]string{
		"a", "b", "(~@)", "<-~e", "make(~chan int)", "make(~chan int, x+~#,~)",
		"func() chan int { $ return @ }(~)", "map[int]chan int(nil)[~#]",
	}[w.pick(8)])
}

func (w *writer) block() {
	for range w.pick(4) {
		w.statement()
		w.WriteString("\n")
	}
}

func (w *writer) statement() {
	switch n := w.pick(23); n {
	case 20:
		w.choice()
	case 21:
		name := w.newLabel()
		w.write(name + ": for { $ if # > 1 { $ continue " + name + "\n}; break " + name + "\n}")
	case 22:
		name := w.newLabel()
		w.WriteString(name + ": ")
		w.choice()
		w.write("\nif # < 0 { $ goto " + name + "\n}")
	default:
		w.write([]string{
			"x++", "@ <-~ #", "<-~@", "x =~ #", `m["k"], _ = <-~@`,
			"for v := range ~@ { $ _ = v\n}", "for x = range @ { $ }", "for range @ { $ break\n}",
			"go g(~#, ~#,~)", "go g(#)", "go func() { $ }()", "go func(p, q int) { $ _, _ = p, q\n}(~#, ~1)",
			"close(~@)", "defer close(@)", "go close(@)", "any <-~ #", "any <- nil",
			"if v, ok := <-@; ok { $ _ = v\n} else { $ }", "switch # { case 1: $ fallthrough\n default: $ }", "defer func(c chan int) { $ c <- #\n}(@)",
		}[n])
	}
}

func (w *writer) newLabel() string {
	w.label++
	return fmt.Sprintf("L%d", w.label)
}

// choice writes a select. What follows an assignment to x in a case stays on
// its line.
func (w *writer) choice() {
	w.write("select~")
	w.WriteString("{\n")
	for range w.pick(4) {
		w.write([]string{
			"case <-~@:~", "case v := <-~@: _ = v\n", "case v, ok := <-~@: _, _ = v, ok\n", "case x = <-@:~",
			`case m["a"], _ = <-~@:`, "case @ <-~ #:", "case any <-~ #:", "case any <- nil:", `case m[string(rune(#))] = (<-~@):~`,
			"case~ (<-@):",
		}[w.pick(10)])
		w.WriteString("\n")
		w.block()
	}
	if w.pick(2) == 1 {
		w.WriteString("default:\n")
		w.block()
	}
	w.WriteString("}")
}

// holds checks one generated program.
func holds(t *testing.T, plan []byte) {
	t.Helper()
	src := program(plan)
	if _, err := check(src); err != nil {
		t.Fatalf("the generated program does not compile: %v\n%s", err, src)
	}
	instrumented(t, src)
}

func TestGenerated(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		plan := make([]byte, r.IntN(400))
		for i := range plan {
			plan[i] = byte(r.Uint32())
		}
		holds(t, plan)
	}
}

func FuzzGenerated(f *testing.F) {
	f.Add([]byte{3, 20, 2, 1, 0, 2, 5, 3})
	f.Fuzz(func(t *testing.T, plan []byte) { holds(t, plan) })
}
