package peers

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/alitto/pond/v2"
	"github.com/failsafe-go/failsafe-go/bulkhead"
	"github.com/panjf2000/ants/v2"
	concpool "github.com/sourcegraph/conc/pool"
	"golang.org/x/sync/errgroup"

	"sluice/engine/pattern"
)

const capacity = 1024 // of the queue in front of the workers, where there is one

// many is how many goroutines to each processor use a thing at once.
const many = 32

// A pool under test: submit hands in a job that counts itself as done, and
// blocks while there is no room.
type pool struct {
	submit func() error
	stop   func()
}

// tick is the cheapest job.
type tick struct{ sync.WaitGroup }

func (t *tick) Do(context.Context) { t.Done() }

var pools = []struct {
	name string
	open func(workers int, job *tick) pool
}{
	{"sluice", ours},
	{"pond", pondPool},
	{"ants", antsPool},
	{"conc", concPool},
	{"errgroup", errgroupPool},
	{"failsafe", bulkheadPool},
}

func ours(workers int, job *tick) pool {
	ctx := context.Background()
	d := pattern.NewDistributor(workers, capacity)
	return pool{
		func() error { return d.SubmitWait(ctx, job) },
		func() { d.Shutdown(ctx) },
	}
}

func pondPool(workers int, job *tick) pool {
	p := pond.NewPool(workers, pond.WithQueueSize(capacity))
	done := job.Done
	return pool{func() error { return p.Go(done) }, p.StopAndWait}
}

// An ants pool has no queue: who submits waits for a free worker.
func antsPool(workers int, job *tick) pool {
	p, err := ants.NewPool(workers)
	if err != nil {
		panic(err)
	}
	done := job.Done
	return pool{func() error { return p.Submit(done) }, p.Release}
}

// A conc pool has no queue either.
func concPool(workers int, job *tick) pool {
	p := concpool.New().WithMaxGoroutines(workers)
	done := job.Done
	return pool{func() error { p.Go(done); return nil }, p.Wait}
}

// An errgroup starts a goroutine for each job.
func errgroupPool(workers int, job *tick) pool {
	var g errgroup.Group
	g.SetLimit(workers)
	do := func() error { job.Done(); return nil }
	return pool{
		func() error { g.Go(do); return nil },
		func() { g.Wait() },
	}
}

// A bulkhead hands out permits, with which one starts a goroutine.
func bulkheadPool(workers int, job *tick) pool {
	ctx := context.Background()
	permits := bulkhead.New[any](uint(workers))
	do := func() {
		defer permits.ReleasePermit()
		job.Done()
	}
	return pool{
		func() error {
			err := permits.AcquirePermit(ctx)
			if err == nil {
				go do()
			}
			return err
		},
		func() {},
	}
}

// BenchmarkSubmitToDone hands in jobs and waits until all are done.
func BenchmarkSubmitToDone(b *testing.B) {
	for _, workers := range []int{2, 64} {
		for _, lib := range pools {
			var job tick
			p := lib.open(workers, &job)
			b.Run(fmt.Sprintf("workers=%d/submitters=one/lib=%s", workers, lib.name), func(b *testing.B) {
				b.ReportAllocs()
				job.Add(b.N)
				for range b.N {
					if err := p.submit(); err != nil {
						b.Fatal(err)
					}
				}
				job.Wait()
			})
			b.Run(fmt.Sprintf("workers=%d/submitters=many/lib=%s", workers, lib.name), func(b *testing.B) {
				b.ReportAllocs()
				job.Add(b.N)
				b.SetParallelism(many)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := p.submit(); err != nil {
							b.Error(err)
						}
					}
				})
				job.Wait()
			})
			p.stop()
		}
	}
}
