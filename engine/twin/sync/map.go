package sync

import (
	"container/list"
	"sync"

	"sluice/engine/probe"
)

// A Map is a map that several goroutines may use at once; its zero value is
// empty. Range goes through it in the order in which the keys came: the
// original's order differs from process to process.
type Map struct {
	outside sync.Mutex // guards the rest outside a run; the run's lock does in one
	places  map[any]*list.Element
	pairs   list.List // of *pair
}

type pair struct{ key, value any }

// enter locks m; nil means that the run is over and nothing is to be done.
func (m *Map) enter() Locker {
	g := probe.Self()
	if g == nil {
		m.outside.Lock()
		return &m.outside
	}
	if !g.Enter() {
		return nil
	}
	return g.Run()
}

// pair returns the pair with key, nil if there is none.
func (m *Map) pair(key any) *pair {
	if place := m.places[key]; place != nil {
		return place.Value.(*pair)
	}
	return nil
}

func (m *Map) add(key, value any) {
	if m.places == nil {
		m.places = map[any]*list.Element{}
	}
	m.places[key] = m.pairs.PushBack(&pair{key, value})
}

func (m *Map) remove(key any) {
	m.pairs.Remove(m.places[key])
	delete(m.places, key)
}

// Load returns the value for key, and whether there is one.
func (m *Map) Load(key any) (value any, ok bool) {
	lock := m.enter()
	if lock == nil {
		return nil, false
	}
	defer lock.Unlock()
	if p := m.pair(key); p != nil {
		return p.value, true
	}
	return nil, false
}

// Store sets the value for key.
func (m *Map) Store(key, value any) { m.Swap(key, value) }

// Swap sets the value for key and returns the one before, and whether there
// was one.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	lock := m.enter()
	if lock == nil {
		return nil, false
	}
	defer lock.Unlock()
	p := m.pair(key)
	if p == nil {
		m.add(key, value)
		return nil, false
	}
	previous, p.value = p.value, value
	return previous, true
}

// LoadOrStore returns the value for key. If there is none it sets value and
// returns that; loaded is false then.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	lock := m.enter()
	if lock == nil {
		return nil, false
	}
	defer lock.Unlock()
	if p := m.pair(key); p != nil {
		return p.value, true
	}
	m.add(key, value)
	return value, false
}

// Delete removes the value for key.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// LoadAndDelete removes the value for key and returns it, and whether there
// was one.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	lock := m.enter()
	if lock == nil {
		return nil, false
	}
	defer lock.Unlock()
	p := m.pair(key)
	if p == nil {
		return nil, false
	}
	m.remove(key)
	return p.value, true
}

// CompareAndSwap sets the value for key if that is old, and reports whether
// it did. It panics if old cannot be compared.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	lock := m.enter()
	if lock == nil {
		return false
	}
	defer lock.Unlock()
	p := m.pair(key)
	if p == nil || p.value != old {
		return false
	}
	p.value = new
	return true
}

// CompareAndDelete removes the value for key if that is old, and reports
// whether it did. It panics if old cannot be compared.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	lock := m.enter()
	if lock == nil {
		return false
	}
	defer lock.Unlock()
	p := m.pair(key)
	if p == nil || p.value != old {
		return false
	}
	m.remove(key)
	return true
}

// Range calls f for each key and its value until f returns false. It visits
// the keys that are in m when it begins, unless they are removed before it
// comes to them. f may use m.
func (m *Map) Range(f func(key, value any) bool) {
	for _, key := range m.keys() {
		if value, ok := m.Load(key); ok && !f(key, value) {
			return
		}
	}
}

func (m *Map) keys() []any {
	lock := m.enter()
	if lock == nil {
		return nil
	}
	defer lock.Unlock()
	keys := make([]any, 0, m.pairs.Len())
	for e := m.pairs.Front(); e != nil; e = e.Next() {
		keys = append(keys, e.Value.(*pair).key)
	}
	return keys
}

// Clear removes all values.
func (m *Map) Clear() {
	if lock := m.enter(); lock != nil {
		clear(m.places)
		m.pairs.Init()
		lock.Unlock()
	}
}
