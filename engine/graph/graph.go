// Package graph is the vocabulary in which a scene describes its picture:
// stations, what of the running program stands at each, and the pipes
// between them. It holds no positions; those are the renderer's.
package graph

// Kind is the kind of a station. Each has its own shape.
type Kind uint8

// The kinds.
const (
	Client  Kind = iota // goroutines that offer jobs
	Bucket              // a token bucket
	Queue               // a channel's buffer, slot by slot
	Workers             // goroutines that work on jobs
	Backoff             // goroutines that wait before a job's next attempt
	Sink                // where ended jobs are counted
)

// Outcome is how a job ended.
type Outcome uint8

// The outcomes.
const (
	Completed Outcome = iota
	Rejected
	Failed
	Cancelled
)

// Station is one place in the picture. Names bind it to what the code does,
// so the picture cannot drift from the code.
type Station struct {
	ID    string
	Kind  Kind
	Label string

	Goroutine string  // Client, Workers, Backoff: the goroutines' name
	Channel   string  // Queue: the channel's name
	Bucket    string  // Bucket: the bucket's name
	Outcome   Outcome // Sink: which ended jobs it counts
	Reason    string  // Sink: only those with this reason; empty for the rest
	Knob      string  // the knob whose value stands under the label, if any
	Unit      string  // that knob's unit
}

// Flow is the kind of a link.
type Flow uint8

// The flows.
const (
	Main    Flow = iota // the way of a job that succeeds
	Refusal             // falls out of the main way
	Retry               // from a worker to its backoff and back
	GaveUp              // failed or cancelled
)

// Link is a pipe from one station to another, by their IDs.
type Link struct {
	From, To string
	Flow     Flow
}

// Graph is a scene's picture.
type Graph struct {
	Stations []Station
	Links    []Link
}

// Station returns the station with an ID; nil if there is none.
func (g *Graph) Station(id string) *Station {
	for i := range g.Stations {
		if g.Stations[i].ID == id {
			return &g.Stations[i]
		}
	}
	return nil
}
