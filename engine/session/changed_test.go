package session

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sync"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/scene"
)

// sample is the run of a scene as its log tells it.
type sample struct {
	sites  []eventlog.SiteInfo
	events []eventlog.Event
	until  time.Duration
}

// samples are a short run of each scene.
var samples = sync.OnceValues(func() (all []sample, err error) {
	for _, spec := range scene.All() {
		s, err := Load(spec.ID, Options{})
		if err == nil {
			_, err = s.Advance(500*time.Millisecond, time.Second)
		}
		if err != nil {
			return nil, err
		}
		run := sample{until: s.end()}
		var e eventlog.Event
		read := eventlog.NewReader(s.rec.Log())
		for read.Next(&e) {
			e.Cases = slices.Clone(e.Cases)
			run.events = append(run.events, e)
		}
		for n := 1; read.Site(n) != (eventlog.SiteInfo{}); n++ {
			run.sites = append(run.sites, read.Site(n))
		}
		s.Close()
		all = append(all, run)
	}
	return all, nil
})

// changed is the run's file with changes in its events, each of five bytes:
// where, what, and by how much.
func (run sample) changed(changes []byte) []byte {
	events := slices.Clone(run.events)
	for ; len(changes) >= 5; changes = changes[5:] {
		i := int(binary.LittleEndian.Uint16(changes)) % len(events)
		e, by := &events[i], int(binary.LittleEndian.Uint16(changes[3:]))
		switch changes[2] % 11 {
		case 0:
			e.G = by % 64
		case 1:
			e.Obj = by
		case 2:
			e.Job = int64(by)
		case 3:
			e.Site = by % 64
		case 4:
			e.N = int64(int16(by))
		case 5:
			e.M = int64(int16(by))
		case 6:
			e.N <<= by % 64
		case 7:
			if k := eventlog.Kind(by%64 + 1); k.String() != "unknown" && k != eventlog.Text && k != eventlog.Site {
				e.Kind = k
			}
		case 8:
			e.Text = events[by%len(events)].Text
		case 9:
			events = slices.Insert(events, i, events[by%len(events)])
		case 10:
			if len(events) > 1 {
				events = slices.Delete(events, i, i+1)
			}
		}
	}
	var l eventlog.Log
	for n, site := range run.sites {
		l.Append(&eventlog.Event{
			Kind: eventlog.Site, Obj: n + 1, N: int64(site.Line), Text: site.File + "\t" + site.Func + "\t" + site.Name,
		})
	}
	at := int64(0)
	for _, e := range events {
		at = max(at, e.At)
		e.At = at
		l.Append(&e)
	}
	var file bytes.Buffer
	if err := l.Encode(&file, eventlog.Header{Until: max(run.until, time.Duration(at))}); err != nil {
		panic(err)
	}
	return file.Bytes()
}

// FuzzFile gives Import the runs of all scenes with events that did not
// happen so.
func FuzzFile(f *testing.F) {
	all, err := samples()
	if err != nil {
		f.Fatal(err)
	}
	for i := range all {
		f.Add(uint8(i), []byte{})
		f.Add(uint8(i), []byte{20, 0, byte(i), 3, 0, 90, 0, byte(i + 5), 1, 0})
	}
	f.Fuzz(func(t *testing.T, at uint8, changes []byte) {
		explored(t, all[int(at)%len(all)].changed(changes))
	})
}
