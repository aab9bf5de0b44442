//go:build !js

// Package live streams what a running program does to those who watch it. Only
// while somebody does is anything recorded, and of a busy program only a
// sample: it is recorded for a part of each moment and left alone for the rest.
package live

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"sluice/engine/probe"
)

var (
	// ErrPlain is returned in a program that was not built to be watched: there is
	// nothing to stream.
	ErrPlain = errors.New("this program was not built to be watched: start it by sluice watch ./pkg")
	// ErrArchitecture is returned where goroutines are not told apart.
	ErrArchitecture = errors.New("nothing can be seen of a program on " + runtime.GOARCH + ": watch it on amd64 or arm64")
	// ErrSlow is returned to a viewer that does not take the stream as fast as it comes.
	ErrSlow = errors.New("the viewer is too slow for the stream")
)

// beat is how often the viewers hear of the program, also when it does nothing.
const beat = 100 * time.Millisecond

const (
	maxBehind  = 20      // beats that a viewer may be behind
	maxHistory = 8 << 20 // bytes that are kept for those who join a recording
)

// Hub records a program and streams it to its viewers.
type Hub struct {
	name   string
	budget Budget
	keep   int64 // bytes that a recording may have when another viewer joins it

	mu      sync.Mutex
	viewers map[*viewer]bool
	now     *recording // nil while nobody watches
	over    bool
	why     string         // the program has ended
	streams sync.WaitGroup // that have not ended
}

// viewer is one who watches. It gets frames; that they are closed tells that
// no more come.
type viewer struct {
	frames chan []byte
	slow   bool
}

// NewHub returns a hub for the program of that name, which may cost what b
// says. A process has one hub that is used.
func NewHub(name string, b Budget) *Hub {
	return &Hub{name: name, budget: b.orDefault(), keep: maxHistory, viewers: map[*viewer]bool{}}
}

// Stream calls write with the frames of a stream of server-sent events: "begin",
// "part" each beat, and "end", with the reason, when the program ends, which is when
// Stream returns nil. It returns write's error, ctx's, ErrSlow, ErrPlain or ErrArchitecture.
func (h *Hub) Stream(ctx context.Context, write func(frame []byte) error) error {
	if !probe.CanBeWatched() {
		return ErrPlain
	}
	if !probe.CanWatch {
		return ErrArchitecture
	}
	v := h.join()
	defer h.streams.Done()
	defer h.leave(v)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case frame, more := <-v.frames:
			if !more && v.slow {
				return ErrSlow
			}
			if !more {
				return nil
			}
			if err := write(frame); err != nil {
				return err
			}
		}
	}
}

// join adds a viewer, whose first frame begins the stream. What the others see
// begins anew, too, if it has been going on for so long that its start is not
// kept.
func (h *Hub) join() *viewer {
	v := &viewer{frames: make(chan []byte, maxBehind)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.streams.Add(1)
	if h.over {
		v.frames <- endFrame(h.why)
		close(v.frames)
		return v
	}
	h.viewers[v] = true
	if h.now != nil && h.now.history.whole {
		v.frames <- h.now.history.frame()
		return v
	}
	if h.now != nil {
		h.now.end()
	}
	var first []byte
	h.now, first = begin(h.name, h.budget, h.keep)
	h.send(first)
	go h.follow(h.now)
	return v
}

// leave removes a viewer. When the last one goes the recording ends.
func (h *Hub) leave(v *viewer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.viewers, v)
	if len(h.viewers) == 0 && h.now != nil {
		h.now.end()
		h.now = nil
	}
}

// send hands a frame to all viewers, and lets those go who are too slow. The
// caller holds the lock.
func (h *Hub) send(frame []byte) {
	for v := range h.viewers {
		select {
		case v.frames <- frame:
		default:
			v.slow = true
			close(v.frames)
			delete(h.viewers, v)
		}
	}
}

// follow streams a recording until it ends.
func (h *Hub) follow(r *recording) {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		select {
		case <-r.ended:
			return
		case <-r.run.Changed():
			continue // it has paused by itself, and goes on at the next beat
		case <-ticker.C:
		}
		r.window()
		h.mu.Lock()
		if h.now == r {
			h.send(r.part())
		}
		h.mu.Unlock()
	}
}

// farewell is how long a program that is about to end waits for its viewers to
// have what has happened.
const farewell = 500 * time.Millisecond

// Close ends the stream for all, with what has happened until now, and returns
// when they have that: the program is about to end, why is the reason in the words
// of a recorded program's log.
func (h *Hub) Close(why string) {
	h.close(why)
	all := make(chan struct{})
	go func() {
		h.streams.Wait()
		close(all)
	}()
	select {
	case <-all:
	case <-time.After(farewell):
	}
}

func (h *Hub) close(why string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.over {
		return
	}
	h.over, h.why = true, why
	if h.now == nil {
		return
	}
	h.send(h.now.part())
	h.send(endFrame(why))
	h.now.end()
	h.now = nil
	for v := range h.viewers {
		close(v.frames)
		delete(h.viewers, v)
	}
}

// Watched returns how many viewers there are.
func (h *Hub) Watched() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.viewers)
}
