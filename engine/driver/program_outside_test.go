//go:build unix

package driver

import (
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/vtime"
)

// now is time.Now in a program.
func now() time.Time { return vtime.Start.Add(probe.Self().Run().Now()) }

// must ends the program of a test by a panic.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// soon runs a program under virtual time that sleeps for hours of it, or waits
// for what comes in a moment of wall time, and fails if it takes the hours or
// does not end as it should.
func soon(t *testing.T, main func()) *Program {
	t.Helper()
	p := NewProgram(ProgramOptions{Name: "test", Seed: 1})
	begun := time.Now()
	if e := p.Run(main); e.Status != 0 {
		t.Fatalf("got %+v", e)
	}
	if took := time.Since(begun); took > time.Minute {
		t.Fatalf("took %v", took)
	}
	return p
}

// outsides returns what the log says that goroutines waited for outside.
func outsides(p *Program) (list []string) {
	r := eventlog.NewReader(p.Log())
	var e eventlog.Event
	for r.Next(&e) {
		if e.Kind == eventlog.WaitOutside {
			list = append(list, e.Text)
		}
	}
	return list
}

func TestTimeJumpsWhileForeignCodeWaitsForTheProgramsGoroutines(t *testing.T) {
	p := soon(t, func() {
		var group sync.WaitGroup // of the standard library, as in a package that is not instrumented
		for i := range 3 {
			group.Add(1)
			probe.Go(&at[0], func() {
				defer group.Done()
				for range 60 {
					probe.Self().Sleep(time.Duration(i+1) * time.Minute)
				}
			})
		}
		group.Wait()
	})
	slept, worked := 3*time.Hour, time.Duration(p.run.Events())*probe.OperationTime
	if got := p.run.Now(); got < slept || got > slept+worked {
		t.Errorf("took %v of virtual time", got)
	}
	if got := outsides(p); len(got) != 1 || got[0] != "semacquire: sync.(*WaitGroup).Wait" {
		t.Errorf("waited outside for %q", got)
	}
}

func TestNoDeadlinePassesWhileTheNetworkIsFast(t *testing.T) {
	p := soon(t, func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		must(err)
		over := probe.Make[int](&at[0], 0)
		probe.Go(&at[1], func() {
			c, err := l.Accept()
			must(err)
			must(c.SetDeadline(now().Add(5 * time.Second)))
			_, err = io.Copy(c, c)
			must(err)
			must(c.Close())
			probe.To(&at[2], over).Send(1)
		})
		c, err := net.Dial("tcp", l.Addr().String())
		must(err)
		must(c.SetDeadline(now().Add(5 * time.Second)))
		echo := make([]byte, 5)
		for range 20 {
			probe.Self().Sleep(time.Millisecond)
			_, err = io.WriteString(c, "hello")
			must(err)
			_, err = io.ReadFull(c, echo)
			must(err)
		}
		must(c.(*net.TCPConn).CloseWrite())
		probe.Recv(&at[3], over)
	})
	if got := p.run.Now(); got < 20*time.Millisecond || got > time.Second {
		t.Errorf("took %v of virtual time", got)
	}
	if got := strings.Join(outsides(p), "\n"); !strings.Contains(got, "IO wait: net.(*conn).Read") && !strings.Contains(got, "IO wait: net.(*TCPConn)") {
		t.Errorf("waited outside for %q", got)
	}
}

func TestTimeGoesWithTheWallClockWhileSomebodyWaitsOutside(t *testing.T) {
	const takes = 50 * time.Millisecond
	pipe := func(reader func(*os.File) *os.File) {
		r, w, err := os.Pipe()
		must(err)
		go func() { time.Sleep(takes); w.WriteString("line\n") }()
		_, err = reader(r).Read(make([]byte, 100))
		must(err)
	}
	for name, outside := range map[string]func(){
		"a child process":          func() { must(exec.Command("sleep", "0.05").Run()) },
		"a sleep of the runtime's": func() { time.Sleep(takes) },
		"a timer of the runtime's": func() { <-time.After(takes) },
		"a pipe":                   func() { pipe(func(r *os.File) *os.File { return r }) },
		"a pipe that blocks in a system call": func() {
			pipe(func(r *os.File) *os.File { return os.NewFile(duplicate(r), "stdin") })
		},
	} {
		t.Run(name, func(t *testing.T) {
			alarms := 0
			p := soon(t, func() {
				probe.Go(&at[0], func() {
					for {
						probe.Self().Sleep(takes / 5)
						alarms++
					}
				})
				outside()
				probe.Self().Sleep(time.Minute)
			})
			if got := p.run.Now() - time.Minute; got < takes/2 || got > takes*5 {
				t.Errorf("it took %v of virtual time", got)
			}
			if alarms < 3 {
				t.Errorf("%d timers fired", alarms)
			}
		})
	}
}
