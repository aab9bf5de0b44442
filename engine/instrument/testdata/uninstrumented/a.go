// Package uninstrumented stands for any package that is not instrumented.
package uninstrumented

import (
	"context"
	"sync"
	"time"
)

type Box struct{ Timers map[string][]*time.Timer }

type Func func([]*sync.WaitGroup)

type Hold[T any] struct{ v T }

func (h *Hold[T]) Get() *T { return &h.v }

func Lock(*sync.Mutex) {}

func Fine(context.Context, time.Duration) {}
