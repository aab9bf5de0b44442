package workers_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/alitto/pond/v2"

	"sluice/engine/pattern"
	"sluice/practice/workers"
	"sluice/practice/workers/expvarhook"
)

const room = 1024 // in the queue of each

var published = sync.OnceValue(func() workers.Hooks { return expvarhook.Publish("benchmark") })

// handed is a way to hand in a job that only counts itself as done.
type handed struct {
	name string
	open func(workers int, done *sync.WaitGroup) (submit func() error, stop func())
}

var ways = []handed{
	{"distributor", func(n int, done *sync.WaitGroup) (func() error, func()) {
		d := pattern.NewDistributor(n, room)
		job := pattern.JobFunc(func(context.Context) { done.Done() })
		return func() error { return d.SubmitWait(context.Background(), job) },
			func() { d.Shutdown(context.Background()) }
	}},
	{"workers", ours(func() workers.Hooks { return workers.Hooks{} }, func() (context.Context, context.CancelFunc) {
		return context.Background(), func() {}
	})},
	{"workers, bound to a request", ours(func() workers.Hooks { return workers.Hooks{} }, func() (context.Context, context.CancelFunc) {
		return context.WithCancel(context.Background())
	})},
	{"workers, measured", ours(published, func() (context.Context, context.CancelFunc) {
		return context.Background(), func() {}
	})},
	{"pond, Go", func(n int, done *sync.WaitGroup) (func() error, func()) {
		p := pond.NewPool(n, pond.WithQueueSize(room))
		return func() error { return p.Go(done.Done) }, p.StopAndWait
	}},
	{"pond, SubmitErr", func(n int, done *sync.WaitGroup) (func() error, func()) {
		p := pond.NewPool(n, pond.WithQueueSize(room))
		job := func() error { done.Done(); return nil }
		return func() error { p.SubmitErr(job); return nil }, p.StopAndWait
	}},
}

func ours(hooks func() workers.Hooks, request func() (context.Context, context.CancelFunc)) func(int, *sync.WaitGroup) (func() error, func()) {
	return func(n int, done *sync.WaitGroup) (func() error, func()) {
		ctx, cancel := request()
		p := workers.New(workers.Config{Workers: n, Capacity: room, Hooks: hooks()})
		job := workers.JobFunc(func(context.Context) error { done.Done(); return nil })
		return func() error { return p.SubmitWait(ctx, job) },
			func() {
				p.Shutdown(context.Background())
				cancel()
			}
	}
}

// BenchmarkSubmitToDone hands in jobs and waits until all are done.
func BenchmarkSubmitToDone(b *testing.B) {
	for _, n := range []int{2, 64} {
		for _, way := range ways {
			b.Run(fmt.Sprintf("workers=%d/%s", n, way.name), func(b *testing.B) {
				var done sync.WaitGroup
				submit, stop := way.open(n, &done)
				defer stop()
				b.ReportAllocs()
				done.Add(b.N)
				b.SetParallelism(32)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := submit(); err != nil {
							b.Error(err)
						}
					}
				})
				done.Wait()
			})
		}
	}
}
