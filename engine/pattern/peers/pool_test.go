package peers

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"

	"sluice/engine/pattern"
)

const capacity = 1024 // of the queue in front of the workers

// A pool under test: submit blocks while there is no room.
type pool struct {
	name   string
	submit func() error // hands in a job that counts itself as done
	stop   func()
}

// tick is the cheapest job.
type tick struct{ sync.WaitGroup }

func (t *tick) Do(context.Context) { t.Done() }

func ours(workers int, job *tick) pool {
	ctx := context.Background()
	d := pattern.NewDistributor(workers, capacity)
	return pool{
		"sluice",
		func() error { return d.SubmitWait(ctx, job) },
		func() { d.Shutdown(ctx) },
	}
}

func pondPool(workers int, job *tick) pool {
	p := pond.NewPool(workers, pond.WithQueueSize(capacity))
	done := job.Done
	return pool{
		"pond",
		func() error { return p.Go(done) },
		p.StopAndWait,
	}
}

// An ants pool has no queue: who submits waits for a free worker.
func antsPool(workers int, job *tick) pool {
	p, err := ants.NewPool(workers)
	if err != nil {
		panic(err)
	}
	done := job.Done
	return pool{
		"ants",
		func() error { return p.Submit(done) },
		p.Release,
	}
}

// BenchmarkSubmitToDone hands in jobs and waits until all are done.
func BenchmarkSubmitToDone(b *testing.B) {
	for _, workers := range []int{2, 64} {
		for _, open := range []func(int, *tick) pool{ours, pondPool, antsPool} {
			var job tick
			p := open(workers, &job)
			b.Run(fmt.Sprintf("%s-%d", p.name, workers), func(b *testing.B) {
				b.ReportAllocs()
				job.Add(b.N)
				for range b.N {
					if err := p.submit(); err != nil {
						b.Fatal(err)
					}
				}
				job.Wait()
			})
			b.Run(fmt.Sprintf("%s-%d-parallel", p.name, workers), func(b *testing.B) {
				b.ReportAllocs()
				job.Add(b.N)
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
