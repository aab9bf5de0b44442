// Package pool calls functions in goroutines of its own.
package pool

import "sync"

// Pool calls functions.
type Pool struct {
	mu   *sync.Mutex
	done int
	wg   sync.WaitGroup
	work chan func()
}

// New returns a pool of n goroutines that counts under mu.
func New(mu *sync.Mutex, n int) *Pool {
	p := &Pool{mu: mu, work: make(chan func(), 100)}
	for range n {
		go p.serve()
	}
	return p
}

func (p *Pool) serve() {
	for f := range p.work {
		f()
		p.mu.Lock()
		p.done++
		p.mu.Unlock()
		p.wg.Done()
	}
}

// Do has f called.
func (p *Pool) Do(f func()) {
	p.wg.Add(1)
	p.work <- f
}

// Wait waits until all have been called.
func (p *Pool) Wait() { p.wg.Wait() }

// Done is how many have been called.
func (p *Pool) Done() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done
}
