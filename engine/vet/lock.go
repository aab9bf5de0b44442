package vet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"sluice/engine/eventlog"
)

// locks are the waits for a lock, by what the log calls them.
var locks = map[string]bool{"mutex": true, "read lock": true, "write lock": true}

// A lock holds others up when somebody has waited for it for this long, and
// for this part of the run.
const (
	longWait = 100 * time.Millisecond
	longPart = 10
)

// lock is what is known of one lock. Who takes it when it is free is not in the
// log. Who gets it after a wait is, and who still waits then has been there
// before: until that one gets it in turn, the first has held it.
type lock struct {
	waits   Spent
	longest waited
	got     acquired
	told    acquired // who has it, as whoever began to wait last could tell
	kept    acquired // the longest that is known
	keptFor time.Duration
}

// waited is a wait for a lock.
type waited struct {
	moment
	g    int
	site int32
}

// acquired is when somebody got a lock that it had waited for.
type acquired struct {
	at   time.Duration
	g    int
	site int32
}

// locked notes that a goroutine has got a lock. It comes before the wait is
// noted to be over.
func (c *Check) locked(e *eventlog.Event) {
	g := &c.going[e.G]
	if e.Kind != eventlog.SyncDone || g.way != mutex || g.obj != int32(e.Obj) {
		return
	}
	l := c.locks[g.obj]
	if l == nil {
		l = &lock{}
		c.locks[g.obj] = l
	}
	now := time.Duration(e.At)
	took := now - g.since.at
	if took > l.waits.Longest || l.waits.Waits == 0 {
		l.longest = waited{moment{e.Seq, now}, e.G, g.site}
	}
	l.waits.add(Spent{1, took, took})
	if l.got.g != 0 && g.what == "mutex" && g.since.at <= l.got.at && now-l.got.at > l.keptFor {
		l.kept, l.keptFor = l.got, now-l.got.at
	}
	l.got = acquired{now, e.G, g.site}
}

// holder notes who has a lock.
func (c *Check) holder(e *eventlog.Event) {
	l := c.locks[int32(e.Obj)]
	if l == nil {
		l = &lock{}
		c.locks[int32(e.Obj)] = l
	}
	l.told = acquired{time.Duration(e.At), int(e.N), int32(e.Site)}
}

// has returns who has a lock, as far as that is known: whoever got it last after
// a wait, unless somebody has told later.
func (l *lock) has() acquired {
	if l.told.g > 0 && l.told.at >= l.got.at {
		return l.told
	}
	return l.got
}

// slowLocks are the locks that others waited long for.
func (c *Check) slowLocks() []Finding {
	var list []Finding
	for _, obj := range slices.Sorted(maps.Keys(c.locks)) {
		l := c.locks[obj]
		if l.waits.Longest < max(longWait, c.until()/longPart) {
			continue
		}
		place := c.site("waits for the lock", l.longest.site)
		f := Finding{
			Kind: Lock, Severity: Warning,
			What: fmt.Sprintf("%s waited %s for a lock at %s; all waits for it took %s.",
				c.name(l.longest.g), lasted(l.waits.Longest), place.at(), lasted(l.waits.Time)),
			Do:         "Do what is slow before the lock is taken or after it is given back, or let each part have a lock of its own.",
			Places:     []Place{place},
			Goroutines: []Who{c.who(l.longest.g)},
			Seq:        l.longest.seq, At: l.longest.at,
		}
		if l.keptFor > 0 {
			holder := c.site(fmt.Sprintf("%s got it and kept it for %s", c.name(l.kept.g), lasted(l.keptFor)), l.kept.site)
			f.Places = append(f.Places, holder)
		}
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b Finding) int { return cmp.Compare(a.Seq, b.Seq) })
	return list
}
