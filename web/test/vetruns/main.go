// Command vetruns writes the recorded runs of three small programs into a
// folder, for the browser tests of what is found in a run. The programs are
// written with probe calls by hand, on the lines of the source that goes with
// each.
package main

import (
	"bytes"
	"embed"
	"log"
	"os"
	"path/filepath"
	"time"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/probe"
)

//go:embed *.go.txt
var sources embed.FS

// program is one of them.
type program struct {
	name  string
	sites []probe.Site
	main  func(at at)
}

var programs = []program{
	{name: "deadlock", main: deadlock},
	{name: "leak", main: leak},
	{name: "healthy", main: healthy},
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("name a folder for the runs")
	}
	for i := range programs {
		p := &programs[i]
		if err := os.WriteFile(filepath.Join(os.Args[1], p.name+".sluice"), p.record(), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

func (p *program) file() string { return p.name + "/main.go" }

func (p *program) record() []byte {
	p.sites = make([]probe.Site, 40)
	for i := range p.sites {
		p.sites[i] = probe.Site{Line: int32(i), Func: "main"}
	}
	probe.Register(p.file(), p.sites)
	site := func(line int, name string) *probe.Site {
		p.sites[line].Name = name
		return &p.sites[line]
	}
	d := driver.New(1, nil, func(*probe.Run) { p.main(site) })
	d.Put(driver.Input{Kind: eventlog.Program, N: 1, Text: "example.org/" + p.name + "\tvirtual"})
	text, err := sources.ReadFile(p.name + ".go.txt")
	if err != nil {
		log.Fatal(err)
	}
	d.Log().Append(&eventlog.Event{Kind: eventlog.File, Text: p.file() + "\t" + string(text)})
	d.Advance(time.Hour, time.Minute)
	var b bytes.Buffer
	if err := d.Log().Encode(&b, eventlog.Header{Until: d.Now()}); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

// at is a line of a program, with the name of the channel or goroutine there.
type at = func(line int, name string) *probe.Site

func sleep(s *probe.Site, d time.Duration) {
	probe.At(s)
	probe.Self().Sleep(d)
}

func deadlock(at at) {
	jobs := probe.Make[int](at(14, "jobs"), 0)
	results := probe.Make[int](at(15, "results"), 0)
	for range 3 {
		probe.Go(at(17, "work"), func() {
			for job := range probe.Range(at(7, "jobs"), jobs) {
				sleep(at(8, ""), 100*time.Millisecond)
				probe.To(at(9, "results"), results).Send(job * job)
			}
		})
	}
	probe.Go(at(19, "main.func1"), func() {
		for i := range 9 {
			probe.To(at(21, "jobs"), jobs).Send(i)
		}
		probe.Close(at(23, "jobs"), jobs)
	})
	for range probe.Range(at(26, "results"), results) {
	}
}

func leak(at at) {
	ask := func() {
		answer := probe.Make[int](at(12, "answer"), 0)
		probe.Go(at(13, "ask.func1"), func() {
			sleep(at(6, ""), 2*time.Second)
			probe.To(at(14, "answer"), answer).Send(1)
		})
		sleep(at(16, ""), time.Second)
	}
	for range 37 {
		ask()
	}
	sleep(at(28, ""), 5*time.Second)
}

func healthy(at at) {
	jobs := probe.Make[int](at(6, "jobs"), 0)
	done := probe.Make[bool](at(7, "done"), 0)
	probe.Go(at(8, "main.func1"), func() {
		for range probe.Range(at(9, "jobs"), jobs) {
			sleep(at(10, ""), time.Second)
		}
		probe.To(at(12, "done"), done).Send(true)
	})
	for i := range 5 {
		probe.To(at(15, "jobs"), jobs).Send(i)
	}
	probe.Close(at(17, "jobs"), jobs)
	probe.Recv(at(18, "done"), done)
}
