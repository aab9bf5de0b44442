package recorder

import (
	"fmt"
	"os"
	"time"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/probe"
)

// run is the recording of this process.
type run struct {
	driver *driver.Driver
	main   *probe.G
	log    string
}

// always is further than any program goes.
const always = 100 * 365 * 24 * time.Hour

// begin starts the run of the process. The calling goroutine becomes its main
// goroutine.
func begin(t Task) *run {
	started := make(chan *probe.G)
	d := driver.New(t.Seed, nil, func(r *probe.Run) {
		started <- probe.Self()
		select {} // another goroutine goes on as this one
	})
	d.Put(driver.Input{Kind: eventlog.Program, N: int64(t.Seed), Text: t.Program + "\t" + t.clock(), Deliver: prepare})
	r := &run{driver: d, log: t.Log}
	probe.OnExit = func(int) { r.write("exit") }
	go r.drive()
	r.main = <-started
	r.main.Assume()
	return r
}

// prepare readies a run for a program.
func prepare(r *probe.Run) probe.Delivery {
	r.Adopt()
	r.Carry()
	r.PrintThrough()
	return probe.Taken
}

func (r *run) drive() {
	for r.driver.Ended() == "" {
		r.driver.Advance(always, time.Second)
	}
	r.write("")
	switch failure := r.driver.Failure(); {
	case failure != nil:
		fmt.Fprintf(os.Stderr, "panic: %s\n", failure.Message)
	case r.driver.Ended() == "deadlock":
		fmt.Fprintln(os.Stderr, "fatal error: all goroutines are asleep - deadlock!")
	}
	os.Exit(2)
}

// end is called when main has returned.
func (r *run) end() {
	r.write("done")
	os.Exit(0)
}

// write writes the log. why is the reason of the end, if it is not in the log.
func (r *run) write(why string) {
	one := r.main.Run()
	if why != "" {
		one.Record(eventlog.Finish, 0, why)
	}
	one.Lock()
	_, full, last := one.Log.Parts(nil, eventlog.Header{})
	file, err := os.Create(r.log)
	if err != nil {
		return
	}
	for _, block := range append(full, last) {
		file.Write(block)
	}
	file.Close()
	one.Unlock()
}
