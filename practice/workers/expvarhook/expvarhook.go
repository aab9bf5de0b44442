// Package expvarhook publishes what a pool of workers does, with package expvar
// of the standard library: at /debug/vars, as JSON.
package expvarhook

import (
	"expvar"
	"time"

	"sluice/practice/workers"
)

// Publish returns hooks that count jobs in an expvar.Map of that name:
//
//	accepted, refused, started, done, failed, handed_back   counters
//	waiting, running                                        what follows from them
//	wait_seconds, run_seconds                               sums over all jobs
//
// Panicked stays nil: a panic is counted as failed, and logged by the pool. Like
// expvar.Publish it ends the process when the name is taken.
func Publish(name string) workers.Hooks {
	var accepted, refused, started, done, failed, handedBack expvar.Int
	var waited, ran expvar.Float
	m := expvar.NewMap(name)
	for name, v := range map[string]expvar.Var{
		"accepted": &accepted, "refused": &refused, "started": &started,
		"done": &done, "failed": &failed, "handed_back": &handedBack,
		"wait_seconds": &waited, "run_seconds": &ran,
		// While jobs move on between two looks a difference can fall below 0.
		"waiting": expvar.Func(func() any { return max(0, accepted.Value()-started.Value()-handedBack.Value()) }),
		"running": expvar.Func(func() any { return max(0, started.Value()-done.Value()-failed.Value()) }),
	} {
		m.Set(name, v)
	}
	return workers.Hooks{
		Accepted: func(workers.Job) { accepted.Add(1) },
		Refused:  func(workers.Job, error) { refused.Add(1) },
		Started: func(_ workers.Job, d time.Duration) {
			started.Add(1)
			waited.Add(d.Seconds())
		},
		Ended: func(_ workers.Job, d time.Duration, err error) {
			if err == nil {
				done.Add(1)
			} else {
				failed.Add(1)
			}
			ran.Add(d.Seconds())
		},
		HandedBack: func(workers.Job) { handedBack.Add(1) },
	}
}
