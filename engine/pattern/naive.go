package pattern

import "context"

// NaiveDistributor shows what NOT to do: it is what one
// writes first, and each comment says what is wrong with
// it. Use a [Distributor].
type NaiveDistributor struct {
	jobs    chan Job
	results chan Job
}

// NewNaiveDistributor starts a goroutine that takes jobs.
// Nothing bounds what it takes.
func NewNaiveDistributor() *NaiveDistributor {
	n := &NaiveDistributor{
		jobs: make(chan Job),

		// Without a buffer, whoever delivers a result waits
		// for a reader. There may be none.
		results: make(chan Job),
	}
	go n.dispatch()
	return n
}

// dispatch starts one goroutine a job, however many there
// are. A burst of a million jobs is a million goroutines,
// and what they work on gets a million requests at once.
func (n *NaiveDistributor) dispatch() {
	for job := range n.jobs {
		go n.work(job)
	}
}

// work leaks: when nobody reads the results any more, it
// waits for ever, and keeps its job in memory. The job gets
// a ctx that never ends, so that nothing can cancel it, and
// if it panics, the whole program ends.
func (n *NaiveDistributor) work(job Job) {
	job.Do(context.Background())
	n.results <- job
}

// Submit never says no, so who submits never slows down:
// there is no backpressure. After Close it panics, as a
// send on a closed channel does.
func (n *NaiveDistributor) Submit(job Job) { n.jobs <- job }

// Results delivers each job when it is done. It is never
// closed: a loop over it does not end.
func (n *NaiveDistributor) Results() <-chan Job {
	return n.results
}

// Close waits for nothing: jobs still run when it returns.
// A second call panics. So does whoever is in Submit.
func (n *NaiveDistributor) Close() { close(n.jobs) }
