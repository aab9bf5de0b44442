//go:build !js

package driver

import (
	"runtime"
	"slices"
	"strings"

	"sluice/engine/probe"
)

// class is how a goroutine waits where no probe is.
type class uint8

const (
	canRun    class = iota // it does not wait
	onLock                 // for another goroutine: a lock, a group, who receives from a channel
	onChannel              // in a receive or a select: for another goroutine, or for a timer
	onNetwork
	onTime
	inCall // of the system
)

var classNames = [...]string{"running", "semacquire", "chan receive", "IO wait", "sleep", "syscall"}

// comes reports whether what is waited for comes by itself.
func (c class) comes() bool { return c == canRun || c >= onNetwork }

// wait is what a goroutine's stack tells.
type wait struct {
	class   class
	place   string // the function that it has called in a package that is not the runtime's
	probed  bool   // it waits in a probe
	entered bool   // a probe has started it, or it is the process's main goroutine
	servant bool   // it only serves others that wait themselves, or is not of the program
}

// what says what is waited for, in the runtime's words, and where.
func (w wait) what() string { return classNames[w.class] + ": " + w.place }

// servants begin the names of functions with which goroutines are busy that
// never act by themselves, or that are not of the program.
var servants = []string{
	"net/http.(*persistConn).readLoop", "net/http.(*persistConn).writeLoop", "os/signal.loop",
	"testing.", driverPath + "(*Program).drive", "sluice/engine/twin/signal.relay",
}

const (
	driverPath = "sluice/engine/driver."
	probePath  = "sluice/engine/probe."
)

// classify reads a stack, innermost call first.
func classify(stack []uintptr) wait {
	names := functions(stack)
	parks := slices.Index(names, "runtime.gopark") == 0
	for len(names) > 1 && (names[0] == "runtime.gopark" || names[0] == "runtime.goparkunlock") {
		names = names[1:]
	}
	w := wait{class: classOf(names[0], parks)}
	public := slices.IndexFunc(names, func(name string) bool { return !internal(name) })
	if public < 0 {
		return wait{class: w.class, servant: true}
	}
	if slices.ContainsFunc(names[:public], collects) {
		w.class = canRun
	}
	for _, name := range names[public:] {
		if probe.PackageOf(name) != probe.PackageOf(names[public]) {
			break
		}
		w.place = name
	}
	w.probed = strings.HasPrefix(names[public], probePath)
	outermost := names[len(names)-1]
	w.entered = outermost == probePath+"(*G).main" || outermost == "runtime.main"
	w.servant = slices.ContainsFunc(names, serves)
	return w
}

// collects reports whether a function of the runtime waits for the garbage
// collector or stops all goroutines, which no goroutine of the program holds up.
func collects(name string) bool {
	return slices.ContainsFunc([]string{"runtime.gc", "runtime.GC", "runtime.stopTheWorld"}, func(s string) bool {
		return strings.HasPrefix(name, s)
	})
}

func serves(name string) bool {
	return slices.ContainsFunc(servants, func(s string) bool { return strings.HasPrefix(name, s) })
}

// functions returns the names of the functions of a stack, innermost first and
// without that which every goroutine begins in.
func functions(stack []uintptr) (names []string) {
	frames := runtime.CallersFrames(stack)
	for more := len(stack) > 0; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		names = append(names, frame.Function)
	}
	if last := len(names) - 1; last > 0 && names[last] == "runtime.goexit" {
		names = names[:last]
	}
	return names
}

// classOf tells how a goroutine waits from where it does, and from whether it
// has been put aside there.
func classOf(name string, parks bool) class {
	switch {
	case name == "runtime.netpollblock":
		return onNetwork
	case name == "time.Sleep":
		return onTime
	case name == "runtime.chanrecv", name == "runtime.selectgo":
		return onChannel
	case parks, strings.HasPrefix(name, "runtime.coro"):
		return onLock
	case internal(name) && strings.Contains(name, "syscall"), name == "runtime.notetsleepg", name == "runtime.cgocall":
		return inCall
	}
	return canRun
}

// internal reports whether a function is of the runtime or of a package that
// only the standard library uses.
func internal(name string) bool {
	pkg := probe.PackageOf(name)
	return pkg == "runtime" || pkg == "syscall" || strings.HasPrefix(pkg, "internal/")
}
