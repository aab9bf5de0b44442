// Package session is one visit to a scene: it loads the scene, plays and
// pauses it, takes clicks and knobs, and tells its numbers. The page's
// JavaScript API is a thin layer over it.
package session

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/narration"
	"sluice/engine/playback"
	"sluice/engine/probe"
	"sluice/engine/scene"
	"sluice/engine/world"
)

// Limits of what may be asked for.
const (
	MaxInject  = 1_000_000        // jobs at once
	MaxRun     = 24 * time.Hour   // virtual time at once
	MaxStep    = 1_000_000        // events at once
	MinSpeed   = 0.01             // virtual time per wall time
	MaxSpeed   = 1000             // virtual time per wall time
	MaxWaiting = 100_000          // clicks, knobs and actions that wait for their turn
	maxBurst   = 1000             // jobs that a scene is offered at once
	maxSeed    = float64(1 << 53) // exact as a JavaScript number
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
	// ErrBusy is returned while MaxWaiting orders have not been carried out.
	ErrBusy = fmt.Errorf("%d clicks and turns wait for their turn already: play the scene, or wait until it has caught up", MaxWaiting)
	// ErrRange is returned for a number outside of its limits.
	ErrRange = errors.New("out of range")
)

// Options say how a scene is loaded. The zero value is the scene's default.
type Options struct {
	Variant string
	Seed    float64            // a whole number from 0 to 2^53
	Knobs   map[string]float64 // those that differ from their default
}

// Session is a loaded scene: a run that goes on, its recording, and a
// playhead in it. It belongs to one goroutine.
type Session struct {
	Spec    *scene.Spec
	Variant string
	Seed    uint64
	first   map[string]float64 // the knobs that it was loaded with; nil if it was imported
	program *Program           // whose run it is; nil: a scene's

	live     *live                 // the run that goes on; nil: there is only a recording
	rec      *playback.Recording   // what is shown: that of live, or another
	past     *playback.Playhead    // where one looks; nil: at the recording's end
	again    *rerun                // a run on its way to a moment of rec, or nil
	branches []*playback.Recording // futures that were left
	trouble  error                 // what befell a rerun, until it is told
	teller   *narration.Teller     // of rec, once it was asked; nil before

	budget   int64 // bytes that rec may take
	followed followed
	timings  timings // of live
	speed    float64
	playing  bool
	open     []int    // tasks that are not ticked off, by their place
	ticked   []string // those that are
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
	s := &Session{Spec: spec, Variant: variant, Seed: uint64(o.Seed), budget: Budget, speed: 1, playing: true}
	for i := range spec.Lesson.Tasks {
		s.open = append(s.open, i)
	}
	s.first = spec.Defaults()
	maps.Copy(s.first, o.Knobs)
	s.live = s.begin(s.first)
	s.rec = s.live.drv.Recording()
	return s, nil
}

// Close ends the run and returns when its goroutines have left, with the
// number of those that could not be made to.
func (s *Session) Close() (stray int) {
	s.giveUp()
	return s.live.close()
}

// World returns the world at the playhead, to be read only.
func (s *Session) World() *world.World {
	if s.past != nil {
		return s.past.World()
	}
	return s.rec.World()
}

// Graph returns the picture of the loaded variant.
func (s *Session) Graph() *graph.Graph { return s.Spec.Graph(s.Variant) }

// Knob returns how a knob of the scene stands at the playhead; its default if
// the log, being forged, does not tell or tells what cannot be.
func (s *Session) Knob(k *scene.Knob) float64 {
	if x, ok := s.World().Knobs[k.ID]; ok && k.Check(x) == nil {
		return x
	}
	if x, ok := s.first[k.ID]; ok { // before the run's first event
		return x
	}
	return k.Default
}

// Site returns where a site number is in the source.
func (s *Session) Site(n int) eventlog.SiteInfo { return s.rec.Site(n) }

// Output returns the lines that the scene has printed up to the playhead, at
// most the last world.MaxOutput.
func (s *Session) Output() []string { return s.World().Output }

// Play lets time go on.
func (s *Session) Play() { s.playing = true }

// Pause stops time: goroutines, tickers and particles together. A program that
// is watched goes on, but what it does now is shown later.
func (s *Session) Pause() {
	s.playing = false
	if s.Live() && s.past == nil {
		s.past = s.rec.Playhead()
		s.past.Seek(s.end())
	}
	s.timings.watch.stand()
}

// Playing reports whether time goes on.
func (s *Session) Playing() bool { return s.playing && s.Ended() == "" }

// Speed returns the virtual seconds to a wall second.
func (s *Session) Speed() float64 { return s.speed }

// SetSpeed sets the virtual seconds to a wall second, from MinSpeed, or
// MinProgramSpeed, to MaxSpeed, or returns ErrRange.
func (s *Session) SetSpeed(x float64) error {
	least := s.leastSpeed()
	if !(x >= least && x <= MaxSpeed) {
		return fmt.Errorf("%w: the speed goes from %v to %v, not %v", ErrRange, least, MaxSpeed, x)
	}
	s.speed = x
	return nil
}

// Inject offers n jobs at the present virtual time from a source, or the
// scene's first one if source is empty. While the session is paused they
// wait for the next step. Many are offered in bursts, so that a page can draw
// in between; time stands still until all are. It returns ErrRange,
// scene.ErrSource, ErrProgram, ErrBusy, ErrShut, ErrEnded or ErrMemory.
func (s *Session) Inject(n float64, source string) error {
	if s.program != nil {
		return ErrProgram
	}
	if !whole(n, 1, MaxInject) {
		return fmt.Errorf("%w: inject takes a whole number from 1 to %d, not %v", ErrRange, MaxInject, n)
	}
	if source == "" && len(s.Spec.Sources) > 0 {
		source = s.Spec.Sources[0]
	}
	if !slices.Contains(s.Spec.Sources, source) {
		return fmt.Errorf("%w: %q", scene.ErrSource, source)
	}
	var bursts []order
	for left := int(n); left > 0; left -= maxBurst {
		bursts = append(bursts, order{eventlog.Inject, int64(min(left, maxBurst)), source})
	}
	return s.put(scene.Clicks, bursts...)
}

// Set turns a knob. It returns ErrProgram, scene.ErrKnob, scene.ErrRange, ErrBusy, ErrShut,
// ErrEnded or ErrMemory.
func (s *Session) Set(knob string, value float64) error {
	if s.program != nil {
		return ErrProgram
	}
	k, err := s.Spec.Knob(knob)
	if err != nil {
		return err
	}
	if err := k.Check(value); err != nil {
		return err
	}
	return s.put(scene.Turns, order{eventlog.Knob, int64(math.Float64bits(value)), knob})
}

// Act does one of the scene's actions. It returns ErrProgram, scene.ErrAction, ErrBusy, ErrShut,
// ErrEnded or ErrMemory.
func (s *Session) Act(id string) error {
	if s.program != nil {
		return ErrProgram
	}
	if err := s.Spec.Act(id); err != nil {
		return err
	}
	return s.put(scene.Turns, order{eventlog.Act, 0, id})
}

// put queues orders for one of the scene's channels, and lets them take
// effect at once if time goes on. In the past they begin another future.
func (s *Session) put(channel string, orders ...order) error {
	if s.again != nil && s.again.arrival != nil {
		return ErrOpening
	}
	if s.Ended() != "" {
		return ErrEnded
	}
	if s.shut(channel) {
		return ErrShut
	}
	if s.full() {
		return ErrMemory
	}
	if s.waiting()+len(orders) > MaxWaiting {
		return ErrBusy
	}
	if s.past != nil || s.live == nil {
		s.rerunTo(s.World().Seq, s.World().Now, orders)
		return nil
	}
	for _, o := range orders {
		s.live.drv.Put(s.live.input(o))
	}
	if s.Playing() {
		s.live.drv.Advance(s.live.drv.Now(), answer)
	}
	return nil
}

// waiting is how many orders have not been carried out.
func (s *Session) waiting() int {
	switch {
	case s.again != nil:
		return len(s.again.then)
	case s.live != nil:
		return s.live.drv.Pending()
	}
	return 0
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

// Ended returns why the run had finished at the playhead; empty if it had
// not.
func (s *Session) Ended() string { return s.World().Ended }

// Failure returns how the run broke; nil if it did not, or if this is only
// its recording.
func (s *Session) Failure() *probe.Failure {
	if s.live == nil || s.past != nil {
		return nil
	}
	return s.live.drv.Failure()
}

// Err returns an error once the run's numbers do not add up.
func (s *Session) Err() error { return errors.Join(s.rec.Err(), s.World().Check()) }

func whole(x, low, high float64) bool {
	return x >= low && x <= high && x == math.Trunc(x)
}
