//go:build !js

package live

import (
	"os"
	"runtime/debug"
	"sync"
)

// Default returns the hub of this process, whose program goes by the path of
// its main package, with the default budget.
var Default = sync.OnceValue(func() *Hub {
	name := os.Args[0]
	if info, ok := debug.ReadBuildInfo(); ok {
		name = info.Path
	}
	return NewHub(name, Budget{})
})

// Afford changes what watching may cost, from the next recording on.
func (h *Hub) Afford(b Budget) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.budget = b.orDefault()
}
