package httplimit

import (
	"container/list"
	"context"

	"sluice/engine/pattern"
)

// leave gives the place of a request that ran to the first that waits.
func (g *Gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if first := g.queue.Front(); first != nil {
		g.call(first, nil)
		return
	}
	g.running--
	g.settle()
}

// call tells a request that waits to go on, or why it may not.
func (g *Gate) call(place *list.Element, err error) {
	g.queue.Remove(place).(chan error) <- err
}

// giveUp leaves a place in the queue and returns why, unless the turn has been
// called in the same moment.
func (g *Gate) giveUp(turn <-chan error, place *list.Element, why error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case err := <-turn:
		return err
	default:
		g.queue.Remove(place)
		return why
	}
}

// settle tells Shutdown that nobody is left.
func (g *Gate) settle() {
	if !g.closed || g.running > 0 {
		return
	}
	select {
	case <-g.idle:
	default:
		close(g.idle)
	}
}

// Shutdown refuses new requests, with "Connection: close", lets those that
// came before finish, also those that wait, and returns when none is left.
// When ctx ends first, it refuses those that still wait and returns ctx's
// error: the ones that run are the server's, whose Shutdown waits for them.
// It may be called often and concurrently, but not by a handler.
//
// An http.Server is told by server.RegisterOnShutdown, or before its Shutdown
// is called, so that a load balancer sees the refusals meanwhile.
func (g *Gate) Shutdown(ctx context.Context) error {
	g.mu.Lock()
	g.closed = true
	g.settle()
	g.mu.Unlock()
	select {
	case <-g.idle:
		return nil // even if ctx has ended as well
	default:
	}
	select {
	case <-g.idle:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.queue.Len() > 0 {
		g.call(g.queue.Front(), pattern.ErrShutdown)
	}
	return ctx.Err()
}

// Running is the number of requests that are handled.
func (g *Gate) Running() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.running
}

// Waiting is the number of requests in the queue.
func (g *Gate) Waiting() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.queue.Len()
}
