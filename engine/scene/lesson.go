package scene

import "sluice/engine/world"

// Lesson is what a scene teaches, in words, and what there is to try.
type Lesson struct {
	Watch    string   // what to look at first, in a sentence or two
	Tasks    []Task   // three to five
	Takeaway string   // what to remember, in a sentence or two
	Terms    []string // the words that the glossary explains
	Notes    []string // for whoever presents the scene
}

// Task is something to bring about in a scene. It ticks itself off.
type Task struct {
	ID   string // unique in its scene
	Text string // in the imperative
	Ask  *Question

	// Done reports whether it has been brought about in a run of a variant.
	// It is asked whenever all goroutines wait, and must be a function of
	// what it is given.
	Done func(variant string, w *world.World) bool

	// Show is one way to bring it about, from the scene's default variant at
	// time 0.
	Show []Step
}

// Question asks for a prediction before a task is tried.
type Question struct {
	Text    string
	Options []string
	Answer  int    // the right one
	Why     string // said after an answer, right or wrong
}

// Group is a heading in the list of scenes.
type Group uint8

// The groups, in the order in which they are listed.
const (
	Together Group = iota
	Channels
	Choosing
	Limits
	Failures
	Endings
	Practice
)

var groupNames = [...]string{
	"Together", "Sharing the work", "Choosing and stopping", "More demand than capacity",
	"When things fail", "Ways to end badly", "In practice",
}

func (g Group) String() string { return groupNames[g] }
