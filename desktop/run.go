//go:build !js

package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"time"

	"sluice/desktop/core"
	"sluice/desktop/lanes"
	"sluice/desktop/primes"
	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/probe"
	"sluice/engine/scene"
	"sluice/engine/world"
)

// run is a scene that runs on the real clock, and what is known of it. Its
// methods are for the window's goroutine.
type run struct {
	spec    *scene.Spec
	run     *probe.Run
	program *driver.Program
	env     *scene.Env
	ending  chan driver.Ending // gets one
	ended   string             // how it has ended, in words; empty while it goes on
	rec     *playback.Recording
	reader  *eventlog.Reader // of the same log, for lanes
	lanes   lanes.Lanes
	numbers []int          // of goroutines; see number
	named   map[string]int // how many have a name
	posts   []func() bool  // what has not been delivered yet; true once it is over
}

// find returns a scene of the page's, or the one that is only here.
func find(id string) (*scene.Spec, error) {
	if id == primes.ID {
		return primes.Scene, nil
	}
	return scene.Find(id)
}

// start lets a scene run, with as many processors as Go may use.
func start(spec *scene.Spec, variant string, procs int) *run {
	if _, ok := core.Current(); ok {
		probe.OnCore = func() int {
			n, _ := core.Current()
			return n
		}
	}
	knobs := spec.Defaults()
	r := &run{
		spec: spec, env: scene.NewEnv(variant, knobs), ending: make(chan driver.Ending, 1), named: map[string]int{},
	}
	r.program = driver.NewProgram(driver.ProgramOptions{
		Real: true, Seed: uint64(time.Now().UnixNano()),
		Begin: func(p *probe.Run) {
			r.run = p
			p.Record(eventlog.Load, 0, spec.ID+"\t"+variant)
			for _, k := range spec.Knobs {
				p.Record(eventlog.Knob, int64(math.Float64bits(knobs[k.ID])), k.ID)
			}
			r.setProcs(procs)
		},
	})
	log := r.program.Log()
	r.rec, r.reader = playback.New(log), eventlog.NewReader(log)
	go func() {
		r.ending <- r.program.Run(func() {
			r.env.Open()
			spec.Main(r.env)
		})
	}()
	return r
}

// setProcs sets how many goroutines may run Go code at a moment, and notes it
// in the log.
func (r *run) setProcs(n int) {
	runtime.GOMAXPROCS(n)
	r.run.Record(eventlog.Note, 0, fmt.Sprintf("GOMAXPROCS\t%d", n))
}

// inject offers n jobs.
func (r *run) inject(n int) {
	source := r.spec.Sources[0]
	r.put(func() bool {
		return posted(r, r.env.Bursts, scene.Burst{N: n, Source: source}, eventlog.Inject, int64(n), source)
	})
}

// turn moves a knob by some steps, if the scene has it.
func (r *run) turn(id string, steps float64) {
	k, err := r.spec.Knob(id)
	if err != nil {
		return
	}
	x := r.env.Float(id) + steps*k.Step
	if k.Check(x) != nil {
		return
	}
	r.put(func() bool {
		return posted(r, r.env.Commands, scene.Command{ID: id, Value: x}, eventlog.Knob, int64(math.Float64bits(x)), id)
	})
}

// posted reports whether a value need not be sent again, which comes from
// outside.
func posted[T any](r *run, c chan T, v T, k eventlog.Kind, n int64, text string) bool {
	delivery := probe.Post(r.run, c, v)
	if delivery == probe.Taken {
		r.run.Record(k, n, text)
	}
	return delivery != probe.Later
}

func (r *run) put(post func() bool) { r.posts = append(r.posts, post) }

// shown is how far back the lanes go.
const shown = 400 * time.Millisecond

// look brings what is known of the run up to the present.
func (r *run) look() {
	for len(r.posts) > 0 && r.posts[0]() {
		r.posts = r.posts[1:]
	}
	now := r.run.Now()
	for r.fold() {
	}
	r.world().Advance(now)
	r.lanes.Forget(r.world().Now - 2*shown)
	if r.ended == "" {
		select {
		case e := <-r.ending:
			r.ended = "the run has ended: " + e.Why
			if failure := r.run.Failure(); failure != nil {
				r.ended += ": " + failure.Message
			}
		default:
		}
	}
}

// bundle is how many events are folded at most while the run has to wait, which
// takes it some milliseconds.
const bundle = 10_000

// fold folds what has been recorded, and reports whether there may be more.
func (r *run) fold() (more bool) {
	r.program.View(func(*eventlog.Log) {
		var e eventlog.Event
		for range bundle {
			if more = r.rec.Next() && r.reader.Next(&e); !more {
				return
			}
			r.lanes.Add(&e)
		}
	})
	return more
}

// world is the run as it was at the last look.
func (r *run) world() *world.World { return r.rec.World() }

// save ends the run and writes its log to a file.
func (r *run) save(file string) error {
	if r.ended == "" {
		r.run.End()
		<-r.ending
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := r.program.Log().Encode(f, eventlog.Header{Origin: eventlog.Native, Until: r.run.Now()}); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
