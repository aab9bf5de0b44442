// Package vet looks for what is wrong in a recorded run: deadlocks,
// goroutines that are left behind, values that nobody received, channels that
// nobody closed, panics, locks that hold others up; and it adds up where
// goroutines were blocked, line by line.
//
// All of it is a function of the log. What the log does not tell is not guessed:
// who holds a lock is known where the run has told it.
package vet

import "time"

// Severity says how bad a finding is.
type Severity uint8

// The severities.
const (
	Note    Severity = iota // worth knowing
	Warning                 // worth a look
	Error                   // the program is wrong
)

var severities = [...]string{"note", "warning", "error"}

func (s Severity) String() string { return severities[s] }

// Kind is what a finding is about.
type Kind string

// The kinds.
const (
	Deadlock   Kind = "deadlock"   // all goroutines wait for each other
	Leak       Kind = "leak"       // goroutines that can never end
	Idle       Kind = "idle"       // goroutines that waited for work when main returned
	Stuck      Kind = "stuck"      // goroutines that had long been held up when the recording ended
	Unreceived Kind = "unreceived" // values that were left in a buffer
	Unclosed   Kind = "unclosed"   // a range over a channel that nobody closes
	Panic      Kind = "panic"
	Spin       Kind = "spin" // work without end while no time passed
	Lock       Kind = "lock" // a lock that holds others up
)

// Place is a line of the source, with what it has to do with a finding.
type Place struct {
	What string
	File string // empty: the log does not tell
	Line int
}

// Who is a goroutine.
type Who struct {
	ID   int
	Name string
}

// Finding is one thing that was found.
type Finding struct {
	Kind       Kind
	Severity   Severity
	What       string  // a sentence
	Do         string  // what to do about it: a sentence or two
	Places     []Place // the first is where it is
	Goroutines []Who   // at most MaxWho
	More       int     // how many more there are
	Seq        int64   // the event that shows it
	At         time.Duration
}

// MaxWho is how many goroutines of a finding are named.
const MaxWho = 20

// Spent is how long goroutines waited in one way.
type Spent struct {
	Waits   int
	Time    time.Duration
	Longest time.Duration
}

func (s *Spent) add(o Spent) {
	s.Waits += o.Waits
	s.Time += o.Time
	s.Longest = max(s.Longest, o.Longest)
}

// Row is a line of the block profile.
type Row struct {
	File string
	Line int
	Func string

	Held  Spent // by others: had something to send, or wanted a lock
	Idle  Spent // for something to do, or for others to be done
	Slept Spent
	Ways  []string // what the line waits for: "send", "receive", ...
	Now   int      // goroutines that waited there at the end
}

// Report is what was found in a recording.
type Report struct {
	Findings []Finding     // the worst first
	Profile  []Row         // those that held others up longest first
	Until    time.Duration // how far it reaches
	Events   int64
	Ended    string // why the run ended; empty if it had not
	Program  string // the program's package; empty if it is a scene
}

// Count returns how many findings there are of a severity.
func (r *Report) Count(s Severity) (n int) {
	for i := range r.Findings {
		if r.Findings[i].Severity == s {
			n++
		}
	}
	return n
}
