package pattern

// SetWorkers changes the number of workers. New ones start
// at once; of too many, those that are idle or become free
// next leave, and no job is interrupted. With 0 workers the
// queue only fills. It panics when n is negative, and does
// nothing after Shutdown.
func (d *Distributor) SetWorkers(n int) {
	if n < 0 {
		panic("pattern: number of workers is negative")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	d.wanted = n
	d.hire()
	if d.running > d.wanted {
		d.renew(cap(d.queue)) // makes idle ones look up
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
// Its jobs stay where they are: to move them would upset
// their order. Workers empty former queues first.
func (d *Distributor) renew(capacity int) {
	d.draining.Store(true)
	d.retire()
	d.former = append(d.former, d.queue)
	d.queue = make(chan Job, capacity)
	d.moved = make(chan struct{})
}

// retire closes the queue, which sends the workers on. The
// senders leave first: a send on a closed channel panics.
func (d *Distributor) retire() {
	close(d.moved)
	d.senders.Wait()
	close(d.queue)
}

// roomMade lets senders look again, as a worker has taken a
// job from a former queue.
func (d *Distributor) roomMade() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.draining.Store(d.rest() > 0)
	if !d.closed {
		close(d.moved)
		d.moved = make(chan struct{})
	}
}

// crowded tells whether former queues use up the capacity.
func (d *Distributor) crowded() bool {
	rest := d.rest()
	return rest > 0 && rest+len(d.queue) >= cap(d.queue)
}

// rest is the number of jobs in former queues.
func (d *Distributor) rest() (jobs int) {
	for _, queue := range d.former {
		jobs += len(queue)
	}
	return jobs
}
