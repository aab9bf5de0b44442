// Package session is one visit to a scene: it loads the scene, plays and
// pauses it, takes clicks and knobs, and tells its numbers. The page's
// JavaScript API is a thin layer over it.
package session

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"time"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/probe"
	"sluice/engine/scene"
	"sluice/engine/world"
)

// Limits of what may be asked for.
const (
	MaxInject = 1_000_000        // jobs at once
	MaxRun    = 24 * time.Hour   // virtual time at once
	MaxStep   = 1_000_000        // events at once
	MinSpeed  = 0.01             // virtual time per wall time
	MaxSpeed  = 1000             // virtual time per wall time
	maxBurst  = 1000             // jobs that a scene is offered at once
	maxOutput = 1000             // lines kept of what a scene prints
	maxSeed   = float64(1 << 53) // exact as a JavaScript number
)

// answer is the most wall time that a click or a knob takes before the page
// goes on.
const answer = 50 * time.Millisecond

var (
	// ErrEnded is returned when the run is over, so nothing can be done to it.
	ErrEnded = errors.New("the run has ended: reset it to start again")
	// ErrShut is returned when the scene takes nothing any more, but has not
	// ended yet.
	ErrShut = errors.New("the scene is shutting down: reset it to start again")
	// ErrRange is returned for a number outside of its limits.
	ErrRange = errors.New("out of range")
	// ErrNotYet is returned by what this version cannot do.
	ErrNotYet = errors.New("not yet")
)

// Options say how a scene is loaded. The zero value is the scene's default.
type Options struct {
	Variant string
	Seed    float64            // a whole number from 0 to 2^53
	Knobs   map[string]float64 // those that differ from their default
}

// Session is a loaded scene. It belongs to one goroutine.
type Session struct {
	Spec    *scene.Spec
	Variant string
	Seed    uint64

	drv     *driver.Driver
	env     *scene.Env
	speed   float64
	playing bool
	output  []string
	open    []int    // tasks that are not ticked off, by their place
	ticked  []string // those that are

	lineEnded bool // the last line of output is whole
}

// Load starts a scene at virtual time zero, playing at speed 1. It returns
// scene.ErrScene, scene.ErrVariant, scene.ErrKnob, scene.ErrRange or
// ErrRange.
func Load(id string, o Options) (*Session, error) {
	spec, err := scene.Find(id)
	if err != nil {
		return nil, err
	}
	variant, err := spec.Variant(o.Variant)
	if err != nil {
		return nil, err
	}
	if !whole(o.Seed, 0, maxSeed) {
		return nil, fmt.Errorf("%w: the seed is a whole number from 0 to 2^53, not %v", ErrRange, o.Seed)
	}
	for knob, value := range o.Knobs {
		k, err := spec.Knob(knob)
		if err != nil {
			return nil, err
		}
		if err := k.Check(value); err != nil {
			return nil, err
		}
	}
	s := &Session{
		Spec: spec, Variant: variant, Seed: uint64(o.Seed),
		speed: 1, playing: true,
	}
	s.start(o.Knobs)
	return s, nil
}

func (s *Session) start(knobs map[string]float64) {
	first := map[string]float64{}
	for _, k := range s.Spec.Knobs {
		value, ok := knobs[k.ID]
		if !ok {
			value = k.Default
		}
		first[k.ID] = value
	}
	env := scene.NewEnv(s.Variant, first)
	s.env = env
	s.drv = driver.New(s.Seed, s.print, func(*probe.Run) {
		env.Open()
		s.Spec.Main(env)
	})
	for i := range s.Spec.Lesson.Tasks {
		s.open = append(s.open, i)
	}
	s.drv.Watch = s.look
	for _, k := range s.Spec.Knobs { // so that the log tells them
		s.drv.Put(driver.KnobInput(k.ID, first[k.ID], func(*probe.Run) probe.Delivery { return probe.Taken }))
	}
}

// Close ends the run and returns when its goroutines have left, with the
// number of those that could not be made to.
func (s *Session) Close() (stray int) { return s.drv.Close() }

// World returns the world at the playhead, to be read only.
func (s *Session) World() *world.World { return s.drv.World() }

// Graph returns the picture of the loaded variant.
func (s *Session) Graph() *graph.Graph { return s.Spec.Graph(s.Variant) }

// Site returns where a site number is in the source.
func (s *Session) Site(n int) eventlog.SiteInfo { return s.drv.Site(n) }

// Output returns the lines that the scene has printed, at most the last
// thousand.
func (s *Session) Output() []string { return s.output }

// print takes text as it was printed: part of a line, or several.
func (s *Session) print(text string) {
	for line := range strings.Lines(text) {
		if last := len(s.output) - 1; last >= 0 && !s.lineEnded {
			s.output[last] += strings.TrimSuffix(line, "\n")
		} else {
			s.output = append(s.output, strings.TrimSuffix(line, "\n"))
		}
		s.lineEnded = strings.HasSuffix(line, "\n")
	}
	if extra := len(s.output) - maxOutput; extra > 0 {
		s.output = s.output[:copy(s.output, s.output[extra:])]
	}
}

// Play lets time go on.
func (s *Session) Play() { s.playing = true }

// Pause stops time: goroutines, tickers and particles together.
func (s *Session) Pause() { s.playing = false }

// Playing reports whether time goes on.
func (s *Session) Playing() bool { return s.playing && s.Ended() == "" }

// Speed returns the virtual seconds to a wall second.
func (s *Session) Speed() float64 { return s.speed }

// SetSpeed sets the virtual seconds to a wall second, from MinSpeed to
// MaxSpeed, or returns ErrRange.
func (s *Session) SetSpeed(x float64) error {
	if !(x >= MinSpeed && x <= MaxSpeed) {
		return fmt.Errorf("%w: the speed goes from %v to %v, not %v", ErrRange, MinSpeed, MaxSpeed, x)
	}
	s.speed = x
	return nil
}

// Frame advances by dt of wall time at the session's speed, using no more
// than wall. If that is not enough, the run falls behind rather than the
// page: the rest of dt is forgotten.
func (s *Session) Frame(dt, wall time.Duration) {
	if !s.Playing() {
		return
	}
	s.drv.Advance(s.drv.Now()+time.Duration(float64(dt)*s.speed), wall)
}

// Advance runs for d of virtual time at full speed, using no more than wall.
// It returns what is left of d: 0 when it came there or when the run ended.
func (s *Session) Advance(d, wall time.Duration) (left time.Duration, err error) {
	if d < 0 || d > MaxRun {
		return 0, fmt.Errorf("%w: a run takes from 0 to %v, not %v", ErrRange, MaxRun, d)
	}
	until := s.drv.Now() + d
	if s.drv.Advance(until, wall) {
		return 0, nil
	}
	return max(until-s.drv.Now(), 0), nil
}

// Step pauses and moves the playhead n events forward.
func (s *Session) Step(n float64) error {
	if n < 0 {
		return fmt.Errorf("%w: this version only steps forward", ErrNotYet)
	}
	if !whole(n, 0, MaxStep) {
		return fmt.Errorf("%w: a step is a whole number of events up to %d, not %v", ErrRange, MaxStep, n)
	}
	s.Pause()
	if !s.drv.Step(int(n)) && s.Ended() != "" {
		return ErrEnded
	}
	return nil
}

// Inject offers n jobs at the present virtual time from a source, or the
// scene's first one if source is empty. While the session is paused they
// wait for the next step. Many are offered in bursts, so that a page can draw
// in between; time stands still until all are. It returns ErrRange,
// scene.ErrSource, ErrShut or ErrEnded.
func (s *Session) Inject(n float64, source string) error {
	if !whole(n, 1, MaxInject) {
		return fmt.Errorf("%w: inject takes a whole number from 1 to %d, not %v", ErrRange, MaxInject, n)
	}
	if source == "" && len(s.Spec.Sources) > 0 {
		source = s.Spec.Sources[0]
	}
	if !slices.Contains(s.Spec.Sources, source) {
		return fmt.Errorf("%w: %q", scene.ErrSource, source)
	}
	var bursts []driver.Input
	for left := int(n); left > 0; left -= maxBurst {
		burst := scene.Burst{N: min(left, maxBurst), Source: source}
		bursts = append(bursts, driver.Input{
			Kind: eventlog.Inject, N: int64(burst.N), Text: source,
			Deliver: func(r *probe.Run) probe.Delivery { return probe.Post(r, s.env.Bursts, burst) },
		})
	}
	return s.put(scene.Clicks, bursts...)
}

// Set turns a knob. It returns scene.ErrKnob, scene.ErrRange, ErrShut or
// ErrEnded.
func (s *Session) Set(knob string, value float64) error {
	k, err := s.Spec.Knob(knob)
	if err != nil {
		return err
	}
	if err := k.Check(value); err != nil {
		return err
	}
	return s.put(scene.Turns, driver.KnobInput(knob, value, s.command(knob, value)))
}

// Act does one of the scene's actions. It returns scene.ErrAction, ErrShut
// or ErrEnded.
func (s *Session) Act(id string) error {
	if err := s.Spec.Act(id); err != nil {
		return err
	}
	return s.put(scene.Turns, driver.Input{Kind: eventlog.Act, Text: id, Deliver: s.command(id, 0)})
}

func (s *Session) command(id string, value float64) func(*probe.Run) probe.Delivery {
	c := scene.Command{ID: id, Value: value}
	return func(r *probe.Run) probe.Delivery { return probe.Post(r, s.env.Commands, c) }
}

// put queues inputs for one of the scene's channels, and lets them take
// effect at once if time goes on.
func (s *Session) put(channel string, inputs ...driver.Input) error {
	if s.Ended() != "" {
		return ErrEnded
	}
	if s.shut(channel) {
		return ErrShut
	}
	for _, in := range inputs {
		s.drv.Put(in)
	}
	if s.Playing() {
		s.drv.Advance(s.drv.Now(), answer)
	}
	return nil
}

// shut reports whether the scene has closed a channel that comes from
// outside.
func (s *Session) shut(channel string) bool {
	for _, c := range s.World().Channels {
		if c.External && c.Name == channel {
			return c.Closed
		}
	}
	return false
}

// Ended returns why the run has finished; empty while it goes on.
func (s *Session) Ended() string { return s.drv.Ended() }

// Failure returns how the run broke; nil if it did not.
func (s *Session) Failure() *probe.Failure { return s.drv.Failure() }

// Err returns an error once the run's numbers do not add up.
func (s *Session) Err() error { return s.drv.Err() }

// Export returns the run's log in the file format of package eventlog.
func (s *Session) Export() []byte {
	from := eventlog.Native
	if runtime.GOOS == "js" {
		from = eventlog.Wasm
	}
	var file bytes.Buffer
	if err := s.drv.Log().Encode(&file, from); err != nil {
		panic(err) // a buffer's Write returns no error
	}
	return file.Bytes()
}

func whole(x, low, high float64) bool {
	return x >= low && x <= high && x == math.Trunc(x)
}
