package scene

import (
	"sync"
	"time"

	"sluice/engine/graph"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("selectfairness.go", &Spec{
		ID:    "select-fairness",
		Group: Choosing, Place: 2,
		Title: "Who does select pick?",
		Summary: "When several cases are ready, select picks one at random, each with the same chance. " +
			"The order in which they are written is no priority.",
		Variants: []Variant{
			{"fair", "Equals"},
			{"order", "Order as priority"},
			{"priority", "High one first"},
		},
		Knobs: []Knob{
			{ID: "cases", Label: "Cases, if equals", Min: 2, Max: 4, Step: 1, Default: 3},
			{ID: "pace", Label: "Time per job", Unit: "ms", Min: 1, Max: 1000, Step: 1, Default: 100, Log: true},
			{ID: "pause", Label: "Pause of the high one", Unit: "ms", Max: 2000, Step: 10, Default: 0},
		},
		Actions: []Action{{"recount", "Count from zero"}},
		Graph:   selectGraph,
		Main:    selectFairness,
		Lesson:  selectLesson,
	})
}

var selectLesson = Lesson{
	Watch: "Somebody stands ready at every channel, all the time, so each time select has a free choice. " +
		"The bars count what it chose; while the choices are equal, their tops stay in the band.",
	Tasks: []Task{
		{
			ID: "four", Text: "Give select four cases, and count 200 choices.",
			Ask: &Question{
				Text:    "Case d is written last, and all four are always ready. What share does it get?",
				Options: []string{"A quarter", "Less than the others", "Nothing"}, Answer: 0,
				Why: "Go tries the cases in a new random order each time, so that no case can starve another by its place in the code.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "fair" && w.Knobs["cases"] == 4 && chosen(w) >= 200 && w.Tallies["choice/d"] >= 30
			},
			Show: []Step{Turn("cases", 4), Turn("pace", 10), Wait(4 * time.Second)},
		},
		{
			ID: "half", Text: "In \"Order as priority\", count from zero, and see what the low one gets of 100 choices.",
			Ask: &Question{
				Text:    "The high one is written first, and both are always ready. What does the low one get?",
				Options: []string{"Nothing", "One in ten", "Half"}, Answer: 2,
				Why: "To select, first and second are the same. Whoever reads the code sees a priority, and the program has none.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "order" && w.Acts["recount"] > 0 && chosen(w) >= 100 && w.Tallies["choice/low"]*3 >= chosen(w)
			},
			Show: []Step{In("order"), Wait(time.Second), Do("recount"), Turn("pace", 20), Wait(4 * time.Second)},
		},
		{
			ID: "starve", Text: "In \"High one first\", count 50 choices from zero of which the low one gets none.",
			Done: func(variant string, w *world.World) bool {
				return variant == "priority" && w.Acts["recount"] > 0 && w.Knobs["pause"] == 0 &&
					chosen(w) >= 50 && w.Tallies["choice/low"] == 0
			},
			Show: []Step{In("priority"), Wait(time.Second), Do("recount"), Wait(6 * time.Second)},
		},
		{
			ID: "gaps", Text: "Let the high one pause between its jobs, so that the low one gets the gaps.",
			Done: func(variant string, w *world.World) bool {
				return variant == "priority" && w.Knobs["pause"] > 0 &&
					w.Tallies["choice/high"] >= 5 && w.Tallies["choice/low"] >= 20
			},
			Show: []Step{In("priority"), Turn("pause", 400), Wait(10 * time.Second)},
		},
	},
	Takeaway: "Select is fair and knows no order. For a priority, ask the high one alone with a default, and only then all: " +
		"and remember that whoever always comes first can starve the others.",
	Terms: []string{"select", "nil channel", "unbuffered channel", "starvation"},
	Notes: []string{
		"Ask for the share of the last case before you show the bars. Most people expect less.",
		"Turn the time per job down to 10 ms: the shares come together, and the band closes in on them.",
		"In \"High one first\", ask what happens to the low one when the high one never rests, before you show it.",
	},
}

// selectCases are the channels of all variants.
var selectCases = [...]string{"a", "b", "c", "d", "high", "low"}

// chosen is how many choices have been counted.
func chosen(w *world.World) int {
	n := 0
	for _, name := range selectCases {
		n += w.Tallies["choice/"+name]
	}
	return n
}

func selectGraph(variant string) *graph.Graph {
	g := &graph.Graph{}
	senders := []graph.Station{
		{ID: "high", Kind: graph.Workers, Label: "High priority", Goroutine: "urgent"},
		{ID: "low", Kind: graph.Workers, Label: "Low priority", Goroutine: "sender"},
	}
	channels := []string{"high", "low"}
	if variant == "fair" {
		senders = []graph.Station{{ID: "senders", Kind: graph.Workers, Label: "Senders", Goroutine: "sender"}}
		channels = []string{"a", "b", "c", "d"}
	}
	g.Stations = append(g.Stations, senders...)
	for i, name := range channels {
		g.Stations = append(g.Stations, graph.Station{ID: "to " + name, Kind: graph.Queue, Label: name, Channel: name})
		g.Links = append(g.Links,
			graph.Link{From: senders[i%len(senders)].ID, To: "to " + name},
			graph.Link{From: "to " + name, To: "selector"})
	}
	g.Stations = append(g.Stations,
		graph.Station{ID: "selector", Kind: graph.Workers, Label: "Selector", Goroutine: "selector"},
		graph.Station{ID: "done", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
		graph.Station{ID: "shares", Kind: graph.Bars, Label: "Choices", Tally: "choice", Band: true})
	g.Links = append(g.Links, graph.Link{From: "selector", To: "done"})
	return g
}

// choosing is a scene with one goroutine that chooses.
type choosing struct {
	env *Env

	mu     sync.Mutex
	counts map[string]int // of choices
}

// selectFairness starts the senders of a variant, and one
// goroutine that chooses among them.
func selectFairness(env *Env) {
	c := &choosing{env: env, counts: map[string]int{}}
	if env.Variant == "fair" {
		c.amongEquals()
	} else {
		c.ofTwo()
	}
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		if command.ID != "pace" {
			c.recount() // or old choices blur the new ones
			c.begin()
		}
	}
}

func (s *choosing) amongEquals() {
	a, b := make(chan int64), make(chan int64)
	c, d := make(chan int64), make(chan int64)
	for i, out := range []chan int64{a, b, c, d} {
		go s.sender(i+1, out)
	}
	go s.selector(func() (int64, string) {
		cases := s.env.Int("cases")
		return equals(a, b,
			orNil(c, cases > 2), orNil(d, cases > 3))
	})
}

func (s *choosing) ofTwo() {
	high, low := make(chan int64), make(chan int64)
	s.begin()
	go s.urgent(high)
	go s.sender(2, low)
	choose := inOrder
	if s.env.Variant == "priority" {
		choose = highFirst
	}
	go s.selector(func() (int64, string) {
		return choose(high, low)
	})
}

// equals takes from any channel that is ready. If several
// are, each has the same chance. A nil channel is never
// ready, so it turns its case off.
func equals(a, b, c, d chan int64) (int64, string) {
	select {
	case id := <-a:
		return id, "a"
	case id := <-b:
		return id, "b"
	case id := <-c:
		return id, "c"
	case id := <-d:
		return id, "d"
	}
}

func orNil(c chan int64, on bool) chan int64 {
	if on {
		return c
	}
	return nil
}

// inOrder looks as if high came first. It does not: this is
// the same as equals, with two cases.
func inOrder(high, low chan int64) (int64, string) {
	select {
	case id := <-high:
		return id, "high"
	case id := <-low:
		return id, "low"
	}
}

// highFirst asks high alone. Only if nobody is ready there,
// it waits for both.
func highFirst(high, low chan int64) (int64, string) {
	select {
	case id := <-high:
		return id, "high"
	default:
	}
	select {
	case id := <-high:
		return id, "high"
	case id := <-low:
		return id, "low"
	}
}

// selector does one job after the other.
func (s *choosing) selector(choose func() (int64, string)) {
	for {
		id, from := choose()
		s.count(from, 1)
		probe.Attempt(id, 1)
		time.Sleep(s.env.Millis("pace"))
		probe.Complete(id)
	}
}

// sender is always ready: as soon as a job is taken, it
// offers the next one.
func (s *choosing) sender(source int, out chan<- int64) {
	for {
		out <- s.env.NewJob(source)
	}
}

// urgent is ready, too, but it may pause between its jobs.
func (s *choosing) urgent(out chan<- int64) {
	for {
		out <- s.env.NewJob(1)
		if pause := s.env.Millis("pause"); pause > 0 {
			time.Sleep(pause)
		}
	}
}

// count adds n choices of a case, to be drawn as a bar.
func (s *choosing) count(from string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[from] += n
	probe.Tally("choice/"+from, n)
}

// begin gives a bar even to the one who is never chosen.
func (s *choosing) begin() {
	if s.env.Variant != "fair" {
		s.count("high", 0)
		s.count("low", 0)
	}
}

// recount counts from zero again.
func (s *choosing) recount() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, from := range selectCases {
		if n := s.counts[from]; n > 0 {
			probe.Tally("choice/"+from, -n)
			s.counts[from] = 0
		}
	}
}
