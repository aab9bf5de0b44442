package narration

import (
	"math"
	"slices"
	"strings"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// sentence says what an event was, in the world right after it. who names a
// goroutine.
func sentence(w *world.World, e *eventlog.Event, who func(id int) string) string {
	text := func(words ...string) string {
		return strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " ")
	}
	job := "job " + whole(int(e.Job))
	switch e.Kind {
	case eventlog.GoCreate:
		return text(who(e.G), "started", who(e.Obj))
	case eventlog.GoStart:
		return text(who(e.G), "began to run")
	case eventlog.GoEnd:
		return text(who(e.G), "returned")
	case eventlog.GoPanic:
		return text(who(e.G), "panicked:", e.Text)
	case eventlog.ChanMake:
		if e.N == 0 {
			return text(who(e.G), "made the unbuffered channel", channel(w, e.Obj))
		}
		return text(who(e.G), "made the channel", channel(w, e.Obj), "for", whole(int(e.N)))
	case eventlog.Release:
		return text("channel", whole(e.Obj), "is not used any more")
	case eventlog.Default:
		return text(who(e.G), "took the default case of a select")
	case eventlog.Send, eventlog.Recv, eventlog.RecvZero, eventlog.Close,
		eventlog.WaitSend, eventlog.WaitRecv, eventlog.WaitCases:
		return text(who(e.G), onChannel(w, e))
	case eventlog.WaitSync:
		return text(who(e.G), "waits for", e.Text)
	case eventlog.SyncDone:
		return text(who(e.G), "waits no longer")
	case eventlog.Sleep:
		return text(who(e.G), "sleeps for", span(time.Duration(e.N)))
	case eventlog.SleepDone:
		return text(who(e.G), "woke up")
	case eventlog.TimerArm:
		return text(who(e.G), "set a timer to", clock(e.N), aside(e.Text))
	case eventlog.TimerFire:
		return text("timer", whole(e.Obj), "fired")
	case eventlog.TimerStop:
		return text(who(e.G), "stopped timer", whole(e.Obj))
	case eventlog.BucketSet:
		return text("bucket", e.Text, "holds", whole(int(e.N))+",", number(float64(e.M)/1000), "a second")
	case eventlog.BucketTake:
		return text(who(e.G), taken(w, e))
	case eventlog.JobOffer:
		return text(who(e.G), "offered", job)
	case eventlog.JobReject:
		return text(job, "was rejected"+because(e.Text))
	case eventlog.JobComplete:
		return text(who(e.G), "completed", job)
	case eventlog.JobFail:
		return text(job, "failed for good"+because(e.Text))
	case eventlog.JobCancel:
		return text(job, "was cancelled"+because(e.Text))
	case eventlog.JobAttempt:
		return text(who(e.G), "began attempt", whole(int(e.N)), "at", job)
	case eventlog.JobBackoff:
		return text("attempt", whole(int(e.N)), "at", job, "failed"+because(e.Text)+";", "the next is in", span(time.Duration(e.M)))
	case eventlog.Inject:
		return text("you sent", counted(int(e.N), "job"), aside(e.Text))
	case eventlog.Knob:
		return text("knob", e.Text, "was set to", number(math.Float64frombits(uint64(e.N))))
	case eventlog.Act:
		return text("you did", e.Text)
	case eventlog.Print:
		return text(who(e.G), "printed", strings.TrimSpace(e.Text))
	case eventlog.Finish:
		return text("the run ended:", e.Text)
	case eventlog.Note:
		name, says, _ := strings.Cut(e.Text, "\t")
		return text(name, "is now", says)
	case eventlog.Tally:
		return text("counted", number(float64(e.N)), "of", e.Text)
	case eventlog.Load:
		scene, variant, _ := strings.Cut(e.Text, "\t")
		return text("scene", scene, "was loaded", aside(variant), "with seed", number(float64(e.N)))
	case eventlog.Program:
		name, clock, _ := strings.Cut(e.Text, "\t")
		return text("program", name, "was recorded by the", clock, "clock")
	case eventlog.Core:
		return text(who(e.G), "is on core", whole(int(e.N)))
	case eventlog.WaitOutside:
		return text(who(e.G), "waits outside of what is recorded", aside(e.Text))
	case eventlog.Gap:
		return text(counted(int(e.N), "event"), "were left out here")
	case eventlog.Level:
		return text(channel(w, e.Obj), "now has", counted(int(e.N), "element"))
	}
	return e.Kind.String()
}

// onChannel says what a goroutine did at a channel, and with which job.
func onChannel(w *world.World, e *eventlog.Event) string {
	at := channel(w, e.Obj)
	moved := "a value"
	if w.Moved != 0 {
		moved = "job " + whole(int(w.Moved))
	}
	switch e.Kind {
	case eventlog.Send:
		if w.Moved == 0 && w.Channels[e.Obj].Carries {
			return "goes on: what it sent to " + at + " was taken"
		}
		return "sent " + moved + " to " + at
	case eventlog.Recv:
		return "received " + moved + " from " + at
	case eventlog.RecvZero:
		return "found " + at + " closed and empty"
	case eventlog.Close:
		return "closed " + at
	case eventlog.WaitSend:
		if id := w.Sends(e.G); id != 0 && w.Channels[e.Obj].Carries {
			return "waits to send job " + whole(int(id)) + " to " + at
		}
		return "waits to send to " + at
	case eventlog.WaitRecv:
		return "waits to receive from " + at
	}
	return inSelect(w, e.Cases)
}

// inSelect says what the cases of a blocked select wait for.
func inSelect(w *world.World, cases []eventlog.Case) string {
	var from, to []string
	for _, c := range cases {
		if c.Send {
			to = append(to, channel(w, c.Chan))
		} else {
			from = append(from, channel(w, c.Chan))
		}
	}
	waits := "waits in a select"
	if len(from) > 0 {
		waits += " to receive from " + strings.Join(from, " or ")
	}
	if len(from) > 0 && len(to) > 0 {
		waits += ", or"
	}
	if len(to) > 0 {
		waits += " to send to " + strings.Join(to, " or ")
	}
	return waits
}

// taken says what came of asking a bucket.
func taken(w *world.World, e *eventlog.Event) string {
	b := &w.Buckets[e.Obj]
	left := "level " + number(float64(e.N)/1000)
	switch e.M {
	case 0:
		return "was refused by bucket " + b.Name + ", " + left
	case 1:
		return "was let through by bucket " + b.Name + ", " + left
	}
	return "looked at bucket " + b.Name + ", " + left
}

func channel(w *world.World, id int) string {
	switch {
	case id == 0:
		return "a nil channel"
	case id < len(w.Channels) && w.Channels[id].Name != "":
		return w.Channels[id].Name
	}
	return "channel " + whole(id)
}

// clock is a moment of virtual time.
func clock(ns int64) string { return number(math.Round(time.Duration(ns).Seconds()*1000)/1000) + " s" }

// aside is what is added in brackets, if it tells something.
func aside(text string) string {
	if text == "" || text == "timer" {
		return ""
	}
	return "(" + text + ")"
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}
