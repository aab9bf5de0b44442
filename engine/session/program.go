package session

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/playback"
	"sluice/engine/probe"
	"sluice/engine/scene"
	"sluice/engine/survey"
)

// Programs is the ID under which the run of a program that is no scene is
// shown.
const Programs = "program"

// MinProgramSpeed is the least speed of a recorded program, most of which are
// over in less time than one needs to see anything.
const MinProgramSpeed = 1e-6

// shown is how long a program that was opened plays.
const shown = 20 * time.Second

// ErrProgram is returned for what only a scene can be told.
var ErrProgram = errors.New("this is the recording of a program: it can be looked at, and not be changed")

// ErrGroup is returned for a group that the program does not have.
var ErrGroup = errors.New("the program has no such group of goroutines")

// Program is what a log says of the program that it is the run of.
type Program struct {
	Package string // its import path
	Clock   string // "virtual" or "real"
	survey  *survey.Survey
	rec     *playback.Recording
	speed   float64       // at which it takes as long as one likes to watch
	live    bool          // it goes on, and is watched
	until   time.Duration // up to when it is known what a watched one has done
}

// Program returns whose run is shown; nil if that is a scene.
func (s *Session) Program() *Program { return s.program }

// Source returns the text of a file that the scene or program consists of;
// empty for any other.
func (s *Session) Source(file string) string {
	if s.program != nil {
		return s.program.source(file)
	}
	return probe.Source(file)
}

// newProgram reads what a recording that begins with start says of its program,
// whose shape is known.
func newProgram(rec *playback.Recording, shape *survey.Survey, start playback.Input) (*Program, error) {
	name, clock, ok := strings.Cut(start.Text, "\t")
	if !ok || name == "" {
		return nil, fmt.Errorf("%w: it does not name its program", eventlog.ErrDamaged)
	}
	return &Program{
		Package: name, Clock: clock, survey: shape, rec: rec,
		speed: min(max(rec.World().Now.Seconds()/shown.Seconds(), MinProgramSpeed), MaxSpeed),
	}, nil
}

// leastSpeed is the least that SetSpeed takes.
func (s *Session) leastSpeed() float64 {
	if s.program != nil {
		return MinProgramSpeed
	}
	return MinSpeed
}

// Pace is how fast time goes for who looks at it: 1 as in a scene at speed 1,
// or as in a program at the speed at which it is shown at first.
func (s *Session) Pace() float64 {
	if s.program != nil {
		return s.speed / s.program.speed
	}
	return s.speed
}

// Groups returns the groups of goroutines that can be opened in the picture.
func (p *Program) Groups() []survey.Group { return p.survey.Groups() }

// Expand gives each goroutine of a group a station of its own, or takes them
// together again. It returns ErrGroup if there is no such group.
func (p *Program) Expand(id string, on bool) error {
	if !slices.ContainsFunc(p.Groups(), func(g survey.Group) bool { return g.ID == id }) {
		return fmt.Errorf("%w: %q", ErrGroup, id)
	}
	p.survey.Expand(id, on)
	return nil
}

// Changes returns a number that is another one when the program's picture is.
func (p *Program) Changes() int { return p.survey.Changes() }

// spec describes the program as if it were a scene, of which nothing can be
// turned or done.
func (p *Program) spec() *scene.Spec {
	return &scene.Spec{
		ID: Programs, Title: title(p.Package), Summary: p.Package,
		Variants: []scene.Variant{{ID: "recorded", Label: "Recorded"}},
		Files:    p.files(),
		Graph:    func(string) *graph.Graph { return p.survey.Graph() },
	}
}

// title is the last part of a package's path that is not a major version.
func title(pkg string) string {
	base := path.Base(pkg)
	if n, ok := strings.CutPrefix(base, "v"); ok && path.Dir(pkg) != "." {
		if _, err := strconv.Atoi(n); err == nil {
			return path.Base(path.Dir(pkg))
		}
	}
	return base
}

// files are the names of its source files, as far as something has happened
// in them.
func (p *Program) files() (names []string) {
	for _, source := range p.rec.Sources() {
		names = append(names, source.File)
	}
	return names
}

// source returns the text of one of its files.
func (p *Program) source(file string) string {
	for _, s := range p.rec.Sources() {
		if s.File == file {
			return s.Text
		}
	}
	return ""
}
