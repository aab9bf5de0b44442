//go:build !js

package driver

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"sluice/engine/probe"
)

// child is the environment variable that names the program which the test's own
// binary is then.
const child = "SLUICE_TEST_PROGRAM"

// programs are the main functions of processes.
var programs = map[string]func(){
	"returns":   func() { probe.Self().Sleep(time.Hour) },
	"exits":     func() { probe.Exit(3) },
	"panics":    func() { mustFail() },
	"deadlocks": func() { probe.Recv(&at[2], probe.Make[int](&at[0], 0)) },
	"adopts": func() {
		adopted := make(chan int)
		go func() { probe.Self().Step(); adopted <- len(probe.Self().Run().Adopted()) }()
		before := <-adopted
		for probe.Self().Run().Adopted() != nil { // until the driver looks
			time.Sleep(time.Millisecond)
		}
		probe.Exit(before)
	},
	"waits outside": func() {
		probe.Go(&at[1], func() { probe.Self().Sleep(time.Hour) })
		time.Sleep(10 * time.Millisecond)
	},
}

func TestMain(m *testing.M) {
	main, ok := programs[os.Getenv(child)]
	if !ok {
		os.Exit(m.Run())
	}
	p := NewProgram(ProgramOptions{Name: "child"})
	p.Begin(func(e Ending) {
		fmt.Fprint(os.Stderr, e.Message)
		fmt.Println(e.Why, e.Left)
		os.Exit(e.Status)
	})
	p.Main(main)
}

func TestAProcessEndsAsItsProgramDoes(t *testing.T) {
	for name, want := range map[string]struct {
		status     int
		out, error string
	}{
		"returns":       {0, "done 0\n", ""},
		"exits":         {3, "exit 3 1\n", ""},
		"adopts":        {1, "exit 1 1\n", ""},
		"deadlocks":     {2, "deadlock 1\n", "fatal error: all goroutines are asleep - deadlock!\n"},
		"waits outside": {0, "done 1\n", ""},
		"panics":        {2, "panic 0\n", "panic: it fails\n\ngoroutine 1 [running]:\nsluice/engine/driver.mustFail("},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), child+"="+name)
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			begun := time.Now()
			cmd.Run()
			if cmd.ProcessState.ExitCode() != want.status || out.String() != want.out || !strings.HasPrefix(errs.String(), want.error) {
				t.Errorf("status %d, out %q, error %q", cmd.ProcessState.ExitCode(), &out, &errs)
			}
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
