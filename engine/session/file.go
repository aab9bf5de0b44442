package session

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/scene"
	"sluice/engine/survey"
)

// ErrForeign is returned for a log that does not say which scene it is of.
var ErrForeign = errors.New("the log is not of a scene: it has another beginning")

// Export returns the recorded run's log in the file format of package
// eventlog.
func (s *Session) Export() []byte {
	s.deliver()
	var file bytes.Buffer
	if err := s.rec.Log().Encode(&file, s.header()); err != nil {
		panic(err) // a buffer's Write returns no error
	}
	return file.Bytes()
}

// Parts returns what Export would, as far as the run has come, without copying
// it and without the hash at its end; see eventlog.Log.Parts.
func (s *Session) Parts(buf []byte) (head []byte, full [][]byte, last []byte) {
	return s.rec.Log().Parts(buf, s.header())
}

func (s *Session) header() eventlog.Header {
	until := s.end()
	if s.program != nil {
		until = max(until, s.program.until)
	}
	return eventlog.Header{Origin: s.rec.Origin, Until: until}
}

func origin() eventlog.Origin {
	if runtime.GOOS == "js" {
		return eventlog.Wasm
	}
	return eventlog.Native
}

// Import returns a session that shows a recorded run from its start, paused.
// It returns the errors of eventlog.Decode, ErrForeign, scene.ErrScene,
// scene.ErrVariant, or one that wraps world.ErrBroken.
func Import(file []byte) (*Session, error) {
	o, err := Open(file)
	if err != nil {
		return nil, err
	}
	for !o.Read(math.MaxInt) {
	}
	return o.Session()
}

// Opening is a recorded run that is read, which takes a while if it is large.
type Opening struct {
	rec    *playback.Recording
	survey *survey.Survey
	until  time.Duration
	read   int64 // events
}

// Open begins to read a recorded run. It returns the errors of eventlog.Decode.
func Open(file []byte) (*Opening, error) {
	log, h, err := eventlog.Decode(file)
	if err != nil {
		return nil, err
	}
	rec := playback.New(log)
	rec.Origin = h.Origin
	return &Opening{rec: rec, survey: survey.Begin(log), until: h.Until}, nil
}

// Read reads up to n further events, and reports whether all are read.
func (o *Opening) Read(n int) (done bool) {
	for range n {
		if !o.rec.Next() {
			break
		}
		o.read++
	}
	if setup := o.rec.Setup(); len(setup) > 0 && setup[0].Kind == eventlog.Program {
		o.survey.Read(n)
	}
	return o.rec.Whole()
}

// Share returns how much of the run is read, from 0 to 1.
func (o *Opening) Share() float64 {
	return float64(o.read) / float64(max(o.rec.Log().Events(), 1))
}

// Session returns the session of a run that is read. It returns the errors of
// Import, but for those of Open.
func (o *Opening) Session() (*Session, error) {
	rec := o.rec
	rec.World().Advance(o.until)
	if err := rec.World().Check(); err != nil {
		return nil, err
	}
	setup := rec.Setup()
	switch {
	case len(setup) == 0:
		return nil, ErrForeign
	case setup[0].Kind == eventlog.Program:
		return importProgram(rec, o.survey, setup[0])
	case setup[0].Kind != eventlog.Load:
		return nil, ErrForeign
	}
	id, variant, _ := strings.Cut(setup[0].Text, "\t")
	spec, err := scene.Find(id)
	if err != nil {
		return nil, err
	}
	if variant, err = spec.Variant(variant); err != nil {
		return nil, err
	}
	for _, in := range setup[1:] {
		k, err := spec.Knob(in.Text)
		if err == nil {
			err = k.Check(math.Float64frombits(uint64(in.N)))
		}
		if err != nil {
			return nil, fmt.Errorf("the log is of another version of the scene: %w", err)
		}
	}
	return recorded(&Session{Spec: spec, Variant: variant, Seed: uint64(setup[0].N)}, rec), nil
}

func importProgram(rec *playback.Recording, shape *survey.Survey, start playback.Input) (*Session, error) {
	p, err := newProgram(rec, shape, start)
	if err != nil {
		return nil, err
	}
	spec := p.spec()
	s := recorded(&Session{Spec: spec, Variant: spec.Variants[0].ID, Seed: uint64(start.N), program: p}, rec)
	s.speed = p.speed
	return s, nil
}

// recorded makes s one that shows a recording from its start.
func recorded(s *Session, rec *playback.Recording) *Session {
	s.budget, s.speed, s.rec = Budget, 1, rec
	s.past = rec.Playhead()
	return s
}
