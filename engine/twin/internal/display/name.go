// Package display names goroutines for people.
package display

import (
	"reflect"
	"runtime"
	"strings"
)

// Name returns what a goroutine that runs fn is called: the name of the
// function without its package, such as "(*Pool).Run", and for a literal
// that of the function or method around it, such as "Run.func1".
func Name(fn func()) string {
	f := runtime.FuncForPC(reflect.ValueOf(fn).Pointer())
	if f == nil {
		return "func"
	}
	name := f.Name()
	name = name[strings.LastIndexByte(name, '/')+1:]
	if _, local, ok := strings.Cut(name, "."); ok {
		name = local
	}
	if own, ok := strings.CutPrefix(name, "sluice"); ok && (own == "main" || strings.HasPrefix(own, "main.")) {
		name = own // of a recorded program, whose main function the instrumenter has renamed
	}
	name = strings.TrimSuffix(strings.ReplaceAll(name, "[...]", ""), "-fm")
	if i := literal(name); i >= 0 {
		return name[strings.LastIndexByte(name[:i], '.')+1:]
	}
	return name
}

// literal returns where the number of a function literal begins in name, -1
// if it names no literal.
func literal(name string) int {
	const mark = ".func"
	i := strings.Index(name, mark)
	if i < 0 || i+len(mark) == len(name) {
		return -1
	}
	if digit := name[i+len(mark)]; digit < '0' || digit > '9' {
		return -1
	}
	return i
}
