package world

import (
	"reflect"
	"testing"
	"time"

	"sluice/engine/eventlog"
)

// feed makes worlds from events.
type feed struct {
	*World
	seq int64
	now time.Duration
}

func (f *feed) do(e eventlog.Event) {
	f.seq++
	e.Seq, e.At = f.seq, int64(f.now)
	f.Apply(&e)
}

// resting is a world in which so many goroutines wait to receive, each with a
// job.
func resting(n int) *feed {
	f := &feed{World: New()}
	f.do(eventlog.Event{Kind: eventlog.GoCreate, Obj: 1, Text: "main"})
	f.do(eventlog.Event{Kind: eventlog.ChanMake, G: 1, Obj: 1, Text: "start"})
	for i := range n {
		g := i + 2
		f.do(eventlog.Event{Kind: eventlog.GoCreate, G: 1, Obj: g, Text: "worker"})
		f.do(eventlog.Event{Kind: eventlog.GoStart, G: g})
		f.do(eventlog.Event{Kind: eventlog.JobOffer, G: g, Job: int64(i + 1), Obj: 1})
		f.do(eventlog.Event{Kind: eventlog.WaitRecv, G: g, Obj: 1})
	}
	return f
}

func TestWhatRestsIsKeptOnce(t *testing.T) {
	f, m := resting(1000), &Keyframer{}
	first := m.Keyframe(f.World).Size()
	all := int64(0)
	for i := range 50 {
		f.now += time.Second
		f.do(eventlog.Event{Kind: eventlog.JobAttempt, G: i + 2, Job: int64(i + 1), N: 1})
		f.do(eventlog.Event{Kind: eventlog.Sleep, G: i + 2, N: 1})
		all += m.Keyframe(f.World).Size()
	}
	if rest := all - 50*4*1000; rest > first { // but for the numbers of those in flight
		t.Errorf("50 keyframes take %d bytes for the 50 that have changed, the first one %d for all", rest, first)
	}
}

func TestAnyKeyframeComesBackFromAnyWorld(t *testing.T) {
	f, m := resting(200), &Keyframer{}
	var keys []*Keyframe
	var want []World
	for i := range 120 {
		f.now += time.Second
		job := int64(i + 1)
		f.do(eventlog.Event{Kind: eventlog.JobAttempt, G: i + 2, Job: job, N: 1})
		switch i % 3 {
		case 0:
			f.do(eventlog.Event{Kind: eventlog.JobComplete, G: i + 2, Job: job})
			f.do(eventlog.Event{Kind: eventlog.GoEnd, G: i + 2})
		case 1:
			f.do(eventlog.Event{Kind: eventlog.GoCreate, G: 1, Obj: len(f.Goroutines), Text: "late"})
			f.do(eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: int64(len(f.Jobs)), Obj: 1})
		}
		keys = append(keys, m.Keyframe(f.World))
		var now World
		f.World.Keyframe().Restore(&now, f.World)
		want = append(want, now)
	}
	w := &World{}
	for i := range 600 {
		k := i * 7919 % len(keys)
		keys[k].Restore(w, f.World)
		if !reflect.DeepEqual(w.Jobs, want[k].Jobs) || !reflect.DeepEqual(w.Goroutines, want[k].Goroutines) ||
			!reflect.DeepEqual(w.Live, want[k].Live) || !reflect.DeepEqual(w.Channels, want[k].Channels) || !reflect.DeepEqual(w.Finished, want[k].Finished) {
			t.Fatalf("keyframe %d is another world after %d others", k, i)
		}
	}
}

// Every field makes a difference, but a job's place among those in flight.
func TestAnyChangeIsNoticed(t *testing.T) {
	for _, thing := range []any{&Goroutine{}, &Channel{}, &Job{}} {
		v := reflect.ValueOf(thing).Elem()
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			field := reflect.NewAt(v.Field(i).Type(), v.Field(i).Addr().UnsafePointer()).Elem()
			before := reflect.ValueOf(field.Interface())
			switch field.Kind() {
			case reflect.String:
				field.SetString("x")
			case reflect.Slice:
				field.Set(reflect.MakeSlice(field.Type(), 1, 1))
			case reflect.Uint8:
				field.SetUint(1)
			case reflect.Bool:
				field.SetBool(true)
			case reflect.Struct:
				field.Set(reflect.ValueOf(fifo{ring: []int32{1}, n: 1}))
			default:
				field.SetInt(1)
			}
			same := false
			switch x := thing.(type) {
			case *Goroutine:
				same = x.same(&Goroutine{})
			case *Channel:
				same = x.same(&Channel{})
			case *Job:
				same = x.same(&Job{})
			}
			if same != (name == "live") {
				t.Errorf("%T: a change of %s is noticed: %v", thing, name, !same)
			}
			field.Set(before)
		}
	}
}
