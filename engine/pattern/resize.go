package pattern

import "context"

// SetWorkers changes the number of workers. New ones start
// at once; of too many, those that are idle or become free
// next leave, and no job is interrupted. With 0 workers the
// queue only fills. It panics when n is negative, and does
// nothing after Shutdown.
func (d *Distributor) SetWorkers(n int) {
	if n < 0 {
		panic("pattern: workers is negative")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	d.wanted = n
	d.hire()
	if d.running > d.wanted {
		d.renew(cap(d.queue)) // so that idle ones look up
	}
}

// SetCapacity changes the room in the queue at once. Queued
// jobs keep their order. When more are queued than now fit,
// none is lost, and no new one is taken until they do fit.
// It panics when n is negative, and does nothing after
// Shutdown.
func (d *Distributor) SetCapacity(n int) {
	if n < 0 {
		panic("pattern: capacity is negative")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed && n != cap(d.queue) {
		d.renew(n)
	}
}

// Len is the number of jobs that are queued.
func (d *Distributor) Len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rest() + len(d.queue)
}

// Capacity is the number of jobs that the queue can hold.
func (d *Distributor) Capacity() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return cap(d.queue)
}

// Workers is the number of workers asked for.
func (d *Distributor) Workers() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.wanted
}

func (d *Distributor) hire() {
	for d.running < d.wanted {
		d.running++
		go d.worker()
	}
}

// renew replaces the queue, as a channel cannot be resized.
// Whoever uses the old one is sent on: senders by moved,
// workers by the close, which is safe as no sender is left
// then. The queued jobs stay where they are, as moving them
// would upset their order. Workers empty former queues
// first.
func (d *Distributor) renew(capacity int) {
	d.retire()
	d.former = append(d.former, d.queue)
	d.queue = make(chan Job, capacity)
	d.moved = make(chan struct{})
	d.draining.Store(true)
}

// retire closes the queue after the last sender has left.
func (d *Distributor) retire() {
	close(d.moved)
	d.senders.Wait()
	close(d.queue)
}

// next gives a free worker the channel to work on, or nil
// when the worker is to leave.
func (d *Distributor) next() <-chan Job {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forgetEmpty()
	queued := d.rest() + len(d.queue)
	switch {
	case d.running > d.wanted || d.closed && queued == 0:
		return d.leave()
	case len(d.former) > 0:
		return d.former[0]
	}
	return d.queue
}

func (d *Distributor) leave() <-chan Job {
	d.running--
	if d.closed && d.running == 0 {
		close(d.done)
	}
	return nil
}

// forgetEmpty is called when a job may have left a former
// queue: that makes room, which waiting senders must know.
func (d *Distributor) forgetEmpty() {
	if len(d.former) == 0 {
		return
	}
	for len(d.former) > 0 && len(d.former[0]) == 0 {
		d.former = d.former[1:]
	}
	d.draining.Store(len(d.former) > 0)
	if !d.closed {
		close(d.moved)
		d.moved = make(chan struct{})
	}
}

func (d *Distributor) roomMade() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forgetEmpty()
}

// rest is the number of jobs in former queues.
func (d *Distributor) rest() (jobs int) {
	for _, queue := range d.former {
		jobs += len(queue)
	}
	return jobs
}

// send blocks until job is in the queue. It gives up when
// room may be elsewhere, at Shutdown, and when ctx ends.
func (d *Distributor) send(
	ctx context.Context, job Job,
) bool {
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return false
	}
	queue, moved := d.queue, d.moved
	if d.rest() > 0 {
		queue = nil // never ready: former queues go first
	}
	d.senders.Add(1)
	defer d.senders.Done()
	d.mu.Unlock()
	select {
	case queue <- job:
		return true
	case <-moved:
	case <-ctx.Done():
	}
	return false
}

// close refuses what comes from now on. It keeps at least
// one worker for the jobs that are queued.
func (d *Distributor) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	d.closed = true
	d.retire()
	d.wanted = max(d.wanted, 1)
	d.hire()
}
