package twin_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	twinsync "sluice/engine/twin/sync"
)

// maps is what both maps can do.
type maps interface {
	Load(key any) (any, bool)
	Store(key, value any)
	LoadOrStore(key, value any) (any, bool)
	LoadAndDelete(key any) (any, bool)
	Delete(key any)
	Swap(key, value any) (any, bool)
	CompareAndSwap(key, old, new any) bool
	CompareAndDelete(key, old any) bool
	Range(func(key, value any) bool)
	Clear()
}

// mapStep does to m what n says and returns what came of it.
func mapStep(m maps, n int) string {
	key, value, old := n>>4&7, n>>7&3, n>>9&3
	switch n & 15 {
	case 0:
		v, ok := m.Load(key)
		return fmt.Sprint(v, ok)
	case 1, 2, 3:
		m.Store(key, value)
	case 4, 5:
		v, ok := m.LoadOrStore(key, value)
		return fmt.Sprint(v, ok)
	case 6:
		v, ok := m.LoadAndDelete(key)
		return fmt.Sprint(v, ok)
	case 7:
		m.Delete(key)
	case 8, 9:
		v, ok := m.Swap(key, value)
		return fmt.Sprint(v, ok)
	case 10, 11:
		return fmt.Sprint(m.CompareAndSwap(key, old, value))
	case 12, 13:
		return fmt.Sprint(m.CompareAndDelete(key, old))
	case 14:
		got := map[any]any{}
		m.Range(func(k, v any) bool { got[k] = v; return true })
		return fmt.Sprint(got)
	case 15:
		if key == 0 {
			m.Clear()
		}
	}
	return ""
}

func FuzzMapDoesWhatTheOriginalDoes(f *testing.F) {
	f.Add([]byte("\x01\x00\x0e\x00\x06\x00\x0e\x00\x05\x08\x0a\x02\x0c\x02\x0f\x00\x0e\x00"))
	f.Fuzz(func(t *testing.T, steps []byte) {
		check := func() {
			var original sync.Map
			var twin twinsync.Map
			for i := 0; i+1 < len(steps); i += 2 {
				n := int(steps[i]) | int(steps[i+1])<<8
				if got, want := mapStep(&twin, n), mapStep(&original, n); got != want {
					t.Fatalf("step %d, %x: got %s, want %s", i/2, n, got, want)
				}
			}
		}
		check()
		execute(t, check)
	})
}

func TestMapKeepsTheOrderOfItsKeys(t *testing.T) {
	execute(t, func() {
		var m twinsync.Map
		for i := range 100 {
			m.Store(i, -i)
		}
		m.Store(3, "again")
		m.Delete(0)
		m.Store(0, "later")
		var keys []any
		m.Range(func(key, _ any) bool {
			m.Delete(50) // f may use the map
			keys = append(keys, key)
			return key != 99
		})
		if len(keys) != 98 || keys[0] != 1 || keys[97] != 99 || slices.Contains(keys, any(50)) {
			t.Errorf("the keys are %v", keys)
		}
	})
}
