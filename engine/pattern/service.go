package pattern

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrNoToken says that the limiter refused the job.
var ErrNoToken = errors.New("no token")

// Limiter decides at the door. A *TokenBucket is one.
type Limiter interface {
	Allow() bool
}

// Service is the composite:
//
//	limiter -> bounded queue -> workers -> retry
//
// It is how a service stays up under load: it refuses early
// and cheaply, bounds what waits, bounds what runs at once,
// and tries again with growing delays.
type Service struct {
	limiter Limiter
	pool    *Distributor
	retry   atomic.Pointer[Retry]
	breaker atomic.Pointer[Breaker]
	parking atomic.Bool

	mu     sync.Mutex
	closed bool
	open   sync.WaitGroup // calls, and parked goroutines
	idle   chan struct{}  // closed: none is left
}

// NewService wires the parts together. It takes over pool:
// nobody else should shut it down. The Notify of retry is
// not used, as each task has its own Backoff.
func NewService(
	limiter Limiter, pool *Distributor, retry Retry,
) *Service {
	s := &Service{
		limiter: limiter,
		pool:    pool,
		idle:    make(chan struct{}),
	}
	s.SetRetry(retry)
	return s
}

// SetRetry replaces the policy, for turns on a worker that
// begin from now on.
func (s *Service) SetRetry(retry Retry) {
	s.retry.Store(&retry)
}

// SetBreaker puts a breaker in front of the attempts that
// begin from now on; nil takes it away. An attempt that
// finds it open fails with ErrOpen without a call of the
// task, and is retried like one that failed: open means
// "not now", and to wait is what the backoff is for. So the
// delays should add up to more than the cooldown.
func (s *Service) SetBreaker(b *Breaker) {
	s.breaker.Store(b)
}

// SetParking chooses where a task backs off: in its worker
// (false, the default) or parked outside (true). It goes
// for tasks that make their first attempt from now on.
func (s *Service) SetParking(on bool) {
	s.parking.Store(on)
}

// Submit takes a task in. It never blocks. When it returns
// ErrNoToken, ErrQueueFull or ErrShutdown, no method of the
// task is ever called. Otherwise its Done will be called
// once. A task that the full queue refuses has used up its
// token.
func (s *Service) Submit(task Task) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrShutdown
	}
	if !s.limiter.Allow() {
		return ErrNoToken
	}
	s.open.Add(1)
	err := s.pool.Submit(&call{service: s, task: task})
	if err != nil {
		s.open.Done()
	}
	return err
}

// Shutdown refuses new tasks, lets the accepted ones
// finish, parked ones too, and returns when no goroutine is
// left. When ctx ends first, it cancels the rest, whose
// Done gets context.Canceled, and returns ctx's error. It
// may be called often and concurrently, but not by a task.
func (s *Service) Shutdown(ctx context.Context) error {
	s.close()
	s.pool.SetWorkers(max(1, s.pool.Workers()))
	select {
	case <-s.idle:
	case <-ctx.Done():
	}
	left, err := s.pool.Shutdown(ctx)
	for _, job := range left {
		s.pool.do(job) // its ctx has ended: it only reports
	}
	<-s.idle
	return err
}

func (s *Service) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	go func() {
		s.open.Wait()
		close(s.idle)
	}()
}
