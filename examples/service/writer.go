//go:build !js

package main

import (
	"context"
	"database/sql"
)

// write is something to be written, together with others.
type write struct {
	do   func(context.Context, *sql.Tx) error
	done chan error
}

// most is how many writes go into one transaction.
const most = 256

// write returns when do has been committed, or cannot be. It always returns, as
// the retries are bounded, so it takes no context: one that ended meanwhile would
// leave it unknown what became of the write.
func (s *store) write(do func(context.Context, *sql.Tx) error) error {
	w := &write{do: do, done: make(chan error, 1)}
	s.writes <- w
	return <-w.done
}

// writer commits what has come while it was busy with what came before. A sync
// of the disk takes as long for many as for one.
func (s *store) writer() {
	defer close(s.stopped)
	for first := range s.writes {
		batch := []*write{first}
		for len(batch) < most && len(s.writes) > 0 {
			batch = append(batch, <-s.writes)
		}
		err := s.commit(func(ctx context.Context, tx *sql.Tx) error {
			for _, w := range batch {
				if err := w.do(ctx, tx); err != nil {
					return err
				}
			}
			return nil
		})
		for _, w := range batch {
			w.done <- err
		}
	}
}
