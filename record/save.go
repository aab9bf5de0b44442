//go:build !js

package record

import (
	"bufio"
	"fmt"
	"os"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/recorder"
)

// save writes the run's file from what the program left of its log.
func save(o Options, t recorder.Task, ended status) error {
	body, err := os.ReadFile(t.Log)
	if err != nil {
		return fmt.Errorf("the program has left no log: %w", err)
	}
	l := eventlog.Salvage(body, ended.killed)
	s := summarise(l)
	if s.ended == "" {
		s.ended = fmt.Sprint("exit ", ended.code)
		if ended.killed {
			s.ended = "killed"
		}
		l.Append(&eventlog.Event{Kind: eventlog.Finish, At: int64(s.until), Text: s.ended})
	}
	file, err := os.Create(o.Log)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	err = l.Encode(w, eventlog.Header{Origin: eventlog.Native, Until: s.until})
	if err == nil {
		err = w.Flush()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	clock := "virtual"
	if t.Real {
		clock = "real"
	}
	o.say("%s: %s in %s of %s time, %s, %s, ended: %s", o.Log, count(int(l.Events()), "event"),
		brief(s.until), clock, count(s.goroutines, "goroutine"), count(s.channels, "channel"), s.ended)
	return nil
}

// brief is a duration to three digits or so.
func brief(d time.Duration) string {
	for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond} {
		if d >= unit {
			return fmt.Sprint(d.Round(unit / 10))
		}
	}
	return fmt.Sprint(d)
}

// summary is what there is to say of a log.
type summary struct {
	until                time.Duration
	goroutines, channels int
	ended                string // empty if the log does not say
}

func summarise(l *eventlog.Log) (s summary) {
	var e eventlog.Event
	for r := eventlog.NewReader(l); r.Next(&e); {
		s.until = time.Duration(e.At)
		switch e.Kind {
		case eventlog.GoCreate:
			s.goroutines++
		case eventlog.ChanMake:
			s.channels++
		case eventlog.Finish:
			s.ended = e.Text
		}
	}
	return s
}
