package scene

import (
	"context"
	"sync"
	"time"

	"sluice/engine/pattern"
)

// buffersFile is this file, for scenes that show it.
const buffersFile = "engine/scene/buffers.go"

// buffers is a pattern.Buffer whose capacity can be turned:
// a new one takes what comes, while those before it, which
// are closed, are emptied first.
type buffers struct {
	mu  sync.Mutex
	all []*pattern.Buffer[int64]
}

// add makes b the one that takes what comes.
func (s *buffers) add(b *pattern.Buffer[int64]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.all); n > 0 {
		s.all[n-1].Close()
	}
	s.all = append(s.all, b)
}

func (s *buffers) last() *pattern.Buffer[int64] {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[len(s.all)-1]
}

// PutUntil puts a job into the last buffer. When that is
// replaced meanwhile, the job goes into the new one.
func (s *buffers) PutUntil(
	ctx context.Context, id int64, deadline time.Time,
) error {
	for {
		b := s.last()
		err := b.PutUntil(ctx, id, deadline)
		if err != pattern.ErrShutdown || b == s.last() {
			return err
		}
	}
}

// Take takes a job from the first buffer that is not empty
// for good.
func (s *buffers) Take(ctx context.Context) (int64, error) {
	for {
		s.mu.Lock()
		b := s.all[0]
		s.mu.Unlock()
		id, err := b.Take(ctx)
		if err != pattern.ErrClosed || !s.forget(b) {
			return id, err
		}
	}
}

// forget drops a buffer, and reports whether there is
// another one.
func (s *buffers) forget(b *pattern.Buffer[int64]) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) > 1 && s.all[0] == b {
		s.all = s.all[1:]
	}
	return s.all[0] != b
}

func (s *buffers) Close() { s.last().Close() }
