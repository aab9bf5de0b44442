package eventlog

// Kind says what an event records.
type Kind uint8

// The kinds. The comment names the fields that each carries besides At and
// G; a field that is not named is zero.
const (
	None Kind = iota

	// Text, Site and File define what later events refer to. They are not
	// counted as events, and a Reader does not return them.
	Text // Obj: number, Text: defines a text for later events
	Site // Obj: number, N: line, Text: file, function and name, tab-separated

	GoCreate // Site, Obj: the child, Text: its name
	GoStart  // the goroutine runs for the first time
	GoEnd    // the goroutine has returned
	GoPanic  // Site, Text: Go's own message

	ChanMake  // Site, Obj: channel, N: capacity, M: element carries jobs, Text: name
	Send      // Site, Obj: channel
	Recv      // Site, Obj: channel
	RecvZero  // Site, Obj: channel: it was closed and empty
	Close     // Site, Obj: channel
	Release   // Site, Obj: channel: its number may be given again
	Default   // Site: no case was ready, select took its default
	WaitSend  // Site, Obj: channel; 0 for a nil channel
	WaitRecv  // Site, Obj: channel; 0 for a nil channel
	WaitCases // Site, Cases: blocked in a select
	WaitSync  // Site, Obj: lock or group, Text: what is waited for
	SyncDone  // Obj: lock or group: the wait is over

	Sleep      // Site, N: duration in ns
	SleepDone  //
	TimerArm   // Obj: timer, N: due in ns of virtual time, Text: what it is for
	TimerFire  // Obj: timer
	TimerStop  // Obj: timer
	BucketSet  // Obj: bucket, N: capacity, M: tokens per second in thousandths, Text: name
	BucketTake // Obj: bucket, N: level after it in thousandths, M: 0 refused, 1 taken, 2 only told

	JobOffer    // Job, Obj: source
	JobReject   // Site, Job, Text: reason
	JobComplete // Site, Job
	JobFail     // Site, Job, Text: last error
	JobCancel   // Site, Job, Text: reason
	JobAttempt  // Site, Job, N: attempt, from 1
	JobBackoff  // Site, Job, N: attempt that failed, M: delay in ns, Text: its error

	Inject // N: jobs, Text: source
	Knob   // N: value as float64 bits, Text: knob
	Act    // Text: action
	Print  // Text: output, as it was printed
	Finish // Text: why the run ended
	Note   // Text: a name and what it now says, tab-separated
	Tally  // N: how many more, Text: of what
	Load   // N: the run's seed, Text: scene and variant, tab-separated

	// From version 3 of the format on.
	File        // Text: a source file's name and content, tab-separated; a definition
	Program     // N: the run's seed, Text: package and clock, tab-separated; instead of Load
	Core        // N: the processor's core that the goroutine runs on, from 0
	WaitOutside // Text: what the goroutine waits for where no probe is
	Gap         // N: events that were left out; of goroutines and buffers nothing is known
	Level       // Obj: channel, N: elements in its buffer, after a Gap
	Holder      // Obj: lock that is waited for next, N: goroutine that has it, Site: where it got it

	kinds
)

// field is a set of the fields that a kind carries.
type field uint8

const (
	fSite field = 1 << iota
	fObj
	fJob
	fN
	fM
	fText
	fCases
)

// fields says which fields follow a kind's byte. The reader and the writer
// share it, so they cannot disagree.
var fields = [kinds]field{
	Text: fObj | fText, Site: fObj | fN | fText,
	GoCreate: fSite | fObj | fText, GoPanic: fSite | fText,
	ChanMake: fSite | fObj | fN | fM | fText,
	Send:     fSite | fObj, Recv: fSite | fObj, RecvZero: fSite | fObj,
	Close: fSite | fObj, Release: fSite | fObj, Default: fSite,
	WaitSend: fSite | fObj, WaitRecv: fSite | fObj,
	WaitCases: fSite | fCases, WaitSync: fSite | fObj | fText,
	SyncDone: fObj,
	Sleep:    fSite | fN,
	TimerArm: fObj | fN | fText, TimerFire: fObj, TimerStop: fObj,
	BucketSet: fObj | fN | fM | fText, BucketTake: fObj | fN | fM,
	JobOffer: fJob | fObj, JobReject: fSite | fJob | fText, JobComplete: fSite | fJob,
	JobFail: fSite | fJob | fText, JobCancel: fSite | fJob | fText,
	JobAttempt: fSite | fJob | fN, JobBackoff: fSite | fJob | fN | fM | fText,
	Inject: fN | fText, Knob: fN | fText, Act: fText, Print: fText,
	Finish: fText, Note: fText, Tally: fN | fText, Load: fN | fText,
	File: fText, Program: fN | fText, Core: fN, WaitOutside: fText, Gap: fN, Level: fObj | fN,
	Holder: fSite | fObj | fN,
}

var kindNames = [kinds]string{
	None: "none", Text: "text", Site: "site",
	GoCreate: "created", GoStart: "started", GoEnd: "ended", GoPanic: "panicked",
	ChanMake: "channel made", Send: "sent", Recv: "received",
	RecvZero: "received from closed", Close: "closed", Release: "released", Default: "took default",
	WaitSend: "blocked on send", WaitRecv: "blocked on receive",
	WaitCases: "blocked in select", WaitSync: "blocked on sync", SyncDone: "acquired",
	Sleep: "sleeps", SleepDone: "woke",
	TimerArm: "timer armed", TimerFire: "timer fired", TimerStop: "timer stopped",
	BucketSet: "bucket set", BucketTake: "token asked",
	JobOffer: "offered", JobReject: "rejected", JobComplete: "completed",
	JobFail: "failed", JobCancel: "cancelled", JobAttempt: "attempt", JobBackoff: "backs off",
	Inject: "injected", Knob: "knob set", Act: "action", Print: "printed", Finish: "finished",
	Note: "noted", Tally: "counted", Load: "loaded",
	File: "file", Program: "program", Core: "on core", WaitOutside: "waits outside",
	Gap: "left out", Level: "level", Holder: "held",
}

// defines reports whether the kind is no event but defines something.
func (k Kind) defines() bool { return k == Text || k == Site || k == File }

// String names the kind as the page's event list does.
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return "unknown"
}

// Case is one case of a blocked select.
type Case struct {
	Chan int  // channel number; 0 for a nil channel
	Send bool // a send case, otherwise a receive case
}

// Event is one fact of a run. Seq counts from 1; At is virtual time since
// the run's start in nanoseconds; G is the goroutine that caused it, 0 for
// the driver. Text is resolved by the reader, which also tells where the event
// ends: End is how many bytes of the log there are up to there.
type Event struct {
	Seq  int64
	End  int64
	At   int64
	G    int
	Kind Kind
	Site int
	Obj  int
	Job  int64
	N, M int64
	Text string

	// Cases is only valid until the reader's next call.
	Cases []Case
}
