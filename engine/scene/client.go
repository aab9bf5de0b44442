package scene

import (
	"time"

	"sluice/engine/probe"
)

// clientFile is this file, for scenes that show it.
const clientFile = "engine/scene/client.go"

// client offers jobs: one at each arrival, many at a click.
// What submit does not take is rejected.
func client(env *Env, submit func(int64) error) {
	timer := time.NewTimer(gap(env))
	defer timer.Stop()
	for {
		n := 1
		select {
		case <-timer.C:
			timer.Reset(gap(env))
		case burst, open := <-env.Bursts:
			if !open {
				return
			}
			if n = burst.N; n == 0 {
				timer.Reset(gap(env)) // the rate has changed
			}
		}
		for range n {
			id := env.NewJob(1)
			if err := submit(id); err != nil {
				probe.Reject(id, err.Error())
			}
		}
	}
}

// gap is the time between two arrivals; so long at a rate of
// zero that none comes.
func gap(env *Env) time.Duration {
	rate := env.Float("arrival")
	if rate <= 0 {
		return 1 << 62
	}
	return time.Duration(float64(time.Second) / rate)
}

// look lets whoever offers jobs see that the rate has changed.
func look(clicks chan<- Burst) {
	select {
	case clicks <- Burst{}:
	default: // it will look anyway
	}
}
