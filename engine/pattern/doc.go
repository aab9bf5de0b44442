// Package pattern holds the building blocks of a Go service
// under load, in plain Go: each file shows one idea.
//
//	client -> TokenBucket -> Distributor -> Retry
//	          admission      bounded queue  backoff
//	                         and workers    with jitter
//
// [TokenBucket] says yes or no to a job before it costs
// anything. [Distributor] is a bounded queue in front of a
// pool of workers: when the queue is full, the caller is
// told so at once (backpressure). [Retry] tries again after
// a failure, waiting longer each time. [Service] wires the
// three together.
//
// What blocks takes a context and ends with its error. What
// is refused gets a sentinel error: [ErrNoToken],
// [ErrQueueFull] or [ErrShutdown]. Every type is safe for
// use by many goroutines, and after Shutdown none is left.
package pattern
