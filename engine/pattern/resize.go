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
	return len(d.surplus) + len(d.queue)
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

// next gives a free worker the channel to work on: first
// the surplus, then the queue. It gives nil to a worker
// that is to leave.
func (d *Distributor) next() <-chan Job {
	d.mu.Lock()
	defer d.mu.Unlock()
	left := len(d.surplus) + len(d.queue)
	switch {
	case d.running > d.wanted || d.closed && left == 0:
		return d.leave()
	case len(d.surplus) > 0:
		return d.surplus
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

// renew moves the queued jobs into a new channel. A channel
// cannot be resized, but whoever uses it can be sent to
// another one: senders by the signal moved, workers by the
// close of the old channel, which is safe as no sender is
// left then.
func (d *Distributor) renew(capacity int) {
	d.retire()
	var jobs []Job
	if d.surplus != nil {
		for job := range d.surplus {
			jobs = append(jobs, job)
		}
		d.surplus = nil
	}
	for job := range d.queue {
		jobs = append(jobs, job)
	}
	if over := len(jobs) - capacity; over > 0 {
		d.surplus = make(chan Job, over)
		for _, job := range jobs[:over] {
			d.surplus <- job
		}
		close(d.surplus)
		jobs = jobs[over:]
	}
	d.queue = make(chan Job, capacity)
	for _, job := range jobs {
		d.queue <- job
	}
	d.moved = make(chan struct{})
}

// retire closes the queue after the last sender has left.
func (d *Distributor) retire() {
	close(d.moved)
	d.senders.Wait()
	close(d.queue)
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

// send blocks until job is in the queue. It gives up when
// the queue moves or closes, and when ctx ends.
func (d *Distributor) send(
	ctx context.Context, job Job,
) bool {
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return false
	}
	d.senders.Add(1)
	defer d.senders.Done()
	queue, moved := d.queue, d.moved
	d.mu.Unlock()
	select {
	case queue <- job:
		return true
	case <-moved:
	case <-ctx.Done():
	}
	return false
}
