package sync

import "sync"

// Map is the original's.
type Map = sync.Map
