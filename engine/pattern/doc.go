// Package pattern holds the building blocks of a Go service
// under load, in plain Go: each file shows one idea.
//
//	client -> TokenBucket -> Distributor -> Retry
//	          admission      bounded queue  backoff
//	                         and workers    with jitter
//
// To share work: [FanOut] and [FanOutOrdered], [Merge], the
// stages [Generate] and [Process] of a pipeline with two
// ways to [Consume], and [FirstError] and [AllErrors] for
// tasks that can fail.
//
// To wait no longer than one wants: [RecvAfter], [Receiver]
// and [RecvContext]. To send workers home: [Crew].
//
// When there is more demand than capacity: [Buffer] blocks,
// drops or sheds. [TokenBucket], [ChannelBucket],
// [LeakyBucket] and [LeakyMeter] limit a rate.
// [Distributor] is a bounded queue in front of a pool of
// workers; [NaiveDistributor] shows what goes wrong without
// one.
//
// When things fail: [Retry] tries again, waiting longer
// each time, within a [RetryBudget]; [Breaker] stops
// calling what is down. [Service] wires it all together.
//
// What blocks takes a context and ends with its error. What
// is refused gets a sentinel error, such as [ErrQueueFull],
// [ErrNoToken] or [ErrShutdown]. Every type is safe for use
// by many goroutines, but for a [Receiver], which belongs
// to one. Each says which goroutines it starts, and when
// they are gone.
package pattern
