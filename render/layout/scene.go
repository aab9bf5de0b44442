// Package layout places a scene's graph on a canvas. It is a pure function
// of the graph, the canvas and a few counts: no window, no clock, no state.
//
// The main flow runs in columns by longest path, left to right on a wide
// canvas and downwards on a tall one. What is refused falls out sideways
// (downwards on a wide canvas), retries loop back over the other side, and
// what is given up leaves beside the last column.
package layout

import "sluice/engine/graph"

// Canvas is what there is room for.
type Canvas struct {
	W, H float32 // in CSS pixels
	Text float32 // scale of all text; 1 is a label of 13 px
}

// Scene is a graph with a place for everything.
type Scene struct {
	Canvas   Canvas
	Portrait bool    // the flow runs downwards
	Scale    float32 // of shapes; 1 as on a canvas of 832x620
	Stations []Station
	Pipes    []Pipe // in the order of the graph's links

	graph *graph.Graph
}

// Station is where a station of the graph stands. Its fields beyond Box
// depend on the kind.
type Station struct {
	Kind  graph.Kind
	Box   Rect    // its body; of a Backoff, what its dials span
	Round float32 // corner radius of the body
	Label Label

	// Places are where jobs or goroutines stand: the slots of a queue from
	// the next one to be received, workers, dials of a backoff from the one
	// due first, dots of a client, the next jobs of a pile.
	Places []Point
	Radius float32 // of what stands at a place
	Texts  []Rect  // Backoff: where each dial's seconds stand
	More   Point   // Backoff, Client: where the number of the others stands
	Lane   []int   // Workers: lane of each place
	Lanes  [][2]Point
	Bar    bool // Queue: too long for slots, drawn as a bar
	Gate   bool // Queue: without a buffer, drawn as a hand-over

	Ring      Point // Bucket: the refill ring; Leaky: the mouth of its spout
	RingText  Rect  // Bucket, Leaky: what stands beside it
	RingRight bool  // Bucket, Leaky: that text ends at the ring, not begins
	Drop      Point // Bucket: where a new token falls in; Leaky: where a drop is gone
	Plot      Rect  // Bars: what the highest bar fills
}

// Align is how lines stand in a label's box.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Middle
	Right
)

// Label is where a station's name and the line under it stand. An empty box
// means that there is no room for it.
type Label struct {
	Box   Rect
	Align Align
	Lines int // 1: both on one line; 2: the name above
}

// Pipe is the way of one link. A job takes one path of Out, the one of its
// lane where there are several, then one of In. A Signal has one path of Out;
// no job takes it.
type Pipe struct {
	From, To int // stations
	Flow     graph.Flow
	Width    float32
	Out, In  [][]Point
}

// Text heights at scale 1, in CSS pixels.
const (
	labelHeight = 17
	subHeight   = 15
	gap         = 8 // least space between two things
)

// textWidth is a safe guess of the width of n runes of text of a size.
func textWidth(n int, size, scale float32) float32 { return float32(n) * size * 0.56 * scale }

// New places g on canvas. counts has a number for each station of g: of
// Workers how many goroutines there are, of a Queue its capacity; it is not
// used for the others. Something is left out, labels first, when the canvas
// is too small for all.
func New(g *graph.Graph, canvas Canvas, counts []int) *Scene {
	canvas = canvas.sane()
	ls := newLinks(g)
	wide := canvas.W > 1.15*canvas.H
	step := float32(0.96)
	if ls.surveyed { // there may be much to place, while somebody waits
		step = 0.9
	}
	for _, k := range grades {
		// First the way that suits the canvas, then the other one, then
		// smaller.
		for _, try := range []struct {
			portrait bool
			from, to float32
		}{{!wide, 1.3, 0.5}, {wide, 1.3, 0.6}, {!wide, 0.5, 0.3}, {wide, 0.6, 0.3}} {
			for _, d := range k.details {
				if d == full && ls.surveyed {
					continue // it has no buckets, so it is as plain
				}
				for scale := try.from; scale > try.to; scale *= step {
					p := newPlan(g, ls, canvas, counts, d, k.ring, scale*canvas.Text, try.portrait)
					if p.place() {
						return p.scene
					}
				}
			}
		}
	}
	return shrunk(g, ls, canvas, counts, !wide)
}

// sane returns c with some room and a scale.
func (c Canvas) sane() Canvas {
	const least = 40
	c.W, c.H = max(c.W, least), max(c.H, least)
	if c.Text <= 0 {
		c.Text = 1
	}
	return c
}

// grades are what is tried, in this order: rings of a radius at which a state
// can be read matter more than words, but in a crowd names matter more.
var grades = [...]struct {
	ring    float32 // the least radius of a goroutine's ring
	details []detail
}{
	{4.5, []detail{full, plain}}, {4.5, []detail{terse}},
	{0.7, []detail{full, plain}}, {0.7, []detail{terse}},
	{0.4, []detail{bare}},
}

// detail is how much is shown in words.
type detail int

const (
	bare  detail = iota // no labels
	terse               // labels of one line
	plain               // no words beside the rings and spouts of buckets
	full
)
