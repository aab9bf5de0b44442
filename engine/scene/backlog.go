package scene

import (
	"context"
	"time"
)

// backlogFile is this file, for scenes that show it.
const backlogFile = "engine/scene/backlog.go"

// backlog shows what NOT to do: a queue without a bound. It
// never says no, so nobody learns that it is too much.
type backlog struct {
	in, out chan int64
}

func newBacklog() *backlog {
	b := &backlog{
		in:  make(chan int64),
		out: make(chan int64),
	}
	go b.pile()
	return b
}

// pile keeps what waits in a slice. While more comes than
// goes, the slice grows: each job waits longer than the one
// before it, until the memory is used up.
func (b *backlog) pile() {
	var waiting []int64
	for {
		var out chan<- int64 // nil is never ready
		var first int64
		if len(waiting) > 0 {
			out, first = b.out, waiting[0]
		}
		select {
		case id := <-b.in:
			waiting = append(waiting, id)
		case out <- first:
			waiting = waiting[1:]
		}
	}
}

// PutUntil takes whatever comes. It knows no deadline.
func (b *backlog) PutUntil(
	_ context.Context, id int64, _ time.Time,
) error {
	b.in <- id
	return nil
}

// Take waits for the first job.
func (b *backlog) Take(ctx context.Context) (int64, error) {
	select {
	case id := <-b.out:
		return id, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// Close does nothing: nobody has thought of an end.
func (b *backlog) Close() {}
