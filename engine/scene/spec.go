// Package scene holds the scenes: each wires patterns together, says what
// can be turned and done, and describes its picture. One file per scene.
package scene

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"sluice/engine/graph"
)

// Spec is what a scene says of itself.
type Spec struct {
	ID       string
	Group    Group
	Place    int // in the group, from 1
	Title    string
	Summary  string
	Variants []Variant // the first is the default
	Knobs    []Knob
	Actions  []Action
	Steps    []string // actions that are steps of a load test, the last one all of them; nil for none
	Board    *Board   // nil for none
	Sources  []string // who can be made to offer jobs; the first is the default
	Files    []string // the sources of its patterns, the most telling first
	Hidden   bool     // not listed, for tests of the page
	Lesson   Lesson

	// Graph describes the picture of a variant.
	Graph func(variant string) *graph.Graph

	// Main is the scene: it runs as the main goroutine of a run.
	Main func(env *Env)
}

// Variant is one way to wire a scene.
type Variant struct{ ID, Label string }

// Action is something that can be done to a running scene.
type Action struct{ ID, Label string }

// Knob is a setting that takes effect while the scene runs.
type Knob struct {
	ID, Label      string
	Unit           string
	Min, Max, Step float64
	Default        float64
	Log            bool     // a slider should be logarithmic
	Options        []string // a choice: the value is an index
}

var (
	// ErrScene is returned for a scene that does not exist.
	ErrScene = errors.New("there is no such scene")
	// ErrVariant is returned for a variant that the scene does not have.
	ErrVariant = errors.New("the scene has no such variant")
	// ErrKnob is returned for a knob that the scene does not have.
	ErrKnob = errors.New("the scene has no such knob")
	// ErrRange is returned for a value outside of a knob's range.
	ErrRange = errors.New("the value is out of range")
	// ErrAction is returned for an action that the scene does not have.
	ErrAction = errors.New("the scene has no such action")
	// ErrSource is returned for a source that the scene does not have.
	ErrSource = errors.New("the scene has no such source")
)

var specs []*Spec

// patterns returns the files of the pattern library with these names.
func patterns(names ...string) []string {
	var files []string
	for _, n := range names {
		files = append(files, "engine/pattern/"+n+".go")
	}
	return files
}

// register lists a scene. Each scene's file calls it from init, and is the
// last of the files that the scene shows.
func register(file string, s *Spec) {
	s.Files = append(s.Files, "engine/scene/"+file)
	specs = append(specs, s)
}

// All returns the scenes that are listed, in their order.
func All() []*Spec {
	var listed []*Spec
	for _, s := range specs {
		if !s.Hidden {
			listed = append(listed, s)
		}
	}
	slices.SortFunc(listed, func(a, b *Spec) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Place, b.Place), cmp.Compare(a.ID, b.ID))
	})
	return listed
}

// Find returns the scene with an ID, or ErrScene.
func Find(id string) (*Spec, error) {
	for _, s := range specs {
		if s.ID == id {
			return s, nil
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrScene, id)
}

// Act returns ErrAction unless the scene has an action, or a cell of its
// board, with this ID.
func (s *Spec) Act(id string) error {
	for _, a := range s.Actions {
		if a.ID == id {
			return nil
		}
	}
	if s.Board.has(id) {
		return nil
	}
	return fmt.Errorf("%w: %q", ErrAction, id)
}

// Variant returns id if the scene has it, the default variant for an empty
// id, and otherwise ErrVariant.
func (s *Spec) Variant(id string) (string, error) {
	if id == "" {
		return s.Variants[0].ID, nil
	}
	for _, v := range s.Variants {
		if v.ID == id {
			return id, nil
		}
	}
	return "", fmt.Errorf("%w: %q", ErrVariant, id)
}

// Defaults returns a value for each knob.
func (s *Spec) Defaults() map[string]float64 {
	values := map[string]float64{}
	for i := range s.Knobs {
		values[s.Knobs[i].ID] = s.Knobs[i].Default
	}
	return values
}

// Knob returns the knob with an ID, or ErrKnob.
func (s *Spec) Knob(id string) (*Knob, error) {
	for i := range s.Knobs {
		if s.Knobs[i].ID == id {
			return &s.Knobs[i], nil
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrKnob, id)
}

// Check returns an ErrRange that names the range if the knob cannot have the
// value.
func (k *Knob) Check(value float64) error {
	if value >= k.Min && value <= k.Max { // false for NaN
		return nil
	}
	return fmt.Errorf("%w: %s goes from %v to %v%s, not %v",
		ErrRange, k.Label, k.Min, k.Max, spaced(k.Unit), value)
}

// Option returns the value of the option with a name, or ErrRange.
func (k *Knob) Option(name string) (float64, error) {
	for i, o := range k.Options {
		if o == name {
			return float64(i), nil
		}
	}
	return math.NaN(), fmt.Errorf("%w: %s is one of %q, not %q", ErrRange, k.Label, k.Options, name)
}

// choice makes a knob of options; the default is an index into them.
func choice(id, label string, index float64, options ...string) Knob {
	return Knob{
		ID: id, Label: label, Options: options, Max: float64(len(options) - 1), Step: 1, Default: index,
	}
}

func spaced(unit string) string {
	if unit == "" {
		return ""
	}
	return " " + unit
}
