package pattern

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

type countdown struct{ left sync.WaitGroup }

func (c *countdown) Do(context.Context) { c.left.Done() }

func BenchmarkAllow(b *testing.B) {
	bucket := NewTokenBucket(1000, 1e6)
	b.ReportAllocs()
	for b.Loop() {
		bucket.Allow()
	}
}

func benchmarkSubmitDone(b *testing.B, workers int) {
	pool := NewDistributor(workers, 1024)
	defer pool.Shutdown(context.Background())
	job := new(countdown)
	b.ReportAllocs()
	for b.Loop() {
		job.left.Add(1)
		for pool.Submit(job) != nil {
			if err := pool.SubmitWait(context.Background(), job); err == nil {
				break
			}
		}
	}
	job.left.Wait()
}

func BenchmarkSubmitDone2(b *testing.B)  { benchmarkSubmitDone(b, 2) }
func BenchmarkSubmitDone64(b *testing.B) { benchmarkSubmitDone(b, 64) }

func BenchmarkRetryFirst(b *testing.B) {
	r := Retry{MaxAttempts: 5, Base: time.Second}
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		r.Do(ctx, func(context.Context) error { return nil })
	}
}

func BenchmarkRetry3Failures(b *testing.B) {
	r := Retry{MaxAttempts: 5}
	ctx := context.Background()
	boom := errors.New("boom")
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		r.Do(ctx, func(context.Context) error {
			n++
			if n%4 == 0 {
				return nil
			}
			return boom
		})
	}
}

type benchTask struct{ left sync.WaitGroup }

func (t *benchTask) Attempt(context.Context) error          { return nil }
func (t *benchTask) Backoff(int, time.Duration, error)      {}
func (t *benchTask) Done(error)                             { t.left.Done() }
func BenchmarkService(b *testing.B)       { benchService(b, false) }
func BenchmarkServiceParked(b *testing.B) { benchService(b, true) }
func benchService(b *testing.B, park bool) {
	pool := NewDistributor(2, 1024)
	s := NewService(NewTokenBucket(1<<40, 0), pool, Retry{MaxAttempts: 3})
	s.SetParking(park)
	task := new(benchTask)
	b.ReportAllocs()
	for b.Loop() {
		task.left.Add(1)
		for s.Submit(task) != nil {
		}
	}
	task.left.Wait()
	s.Shutdown(context.Background())
}
