// Package promhook measures a pool of workers for Prometheus.
package promhook

import (
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"sluice/engine/pattern"
	"sluice/practice/workers"
)

// Hooks returns hooks that count jobs in metrics which it registers:
//
//	NAME_accepted_total
//	NAME_refused_total{reason}          queue_full, shutdown or gave_up
//	NAME_ended_total{result}            done, failed or panicked
//	NAME_handed_back_total
//	NAME_waiting, NAME_running          gauges
//	NAME_wait_seconds, NAME_run_seconds histograms
//
// Panicked stays nil: the pool logs a panic. The error is the registerer's, such
// as that the name is taken.
func Hooks(registerer prometheus.Registerer, name string) (workers.Hooks, error) {
	m := measure(name)
	for _, c := range []prometheus.Collector{
		m.accepted, m.refused, m.ended, m.handedBack, m.waiting, m.running, m.wait, m.run,
	} {
		if err := registerer.Register(c); err != nil {
			return workers.Hooks{}, err
		}
	}
	return workers.Hooks{
		Accepted: func(workers.Job) {
			m.accepted.Inc()
			m.waiting.Inc()
		},
		Refused: func(_ workers.Job, why error) { m.refused.WithLabelValues(reason(why)).Inc() },
		Started: func(_ workers.Job, waited time.Duration) {
			m.waiting.Dec()
			m.running.Inc()
			m.wait.Observe(waited.Seconds())
		},
		Ended: func(_ workers.Job, ran time.Duration, err error) {
			m.running.Dec()
			m.ended.WithLabelValues(result(err)).Inc()
			m.run.Observe(ran.Seconds())
		},
		HandedBack: func(workers.Job) {
			m.waiting.Dec()
			m.handedBack.Inc()
		},
	}, nil
}

// metrics are those of one pool.
type metrics struct {
	accepted, handedBack prometheus.Counter
	refused, ended       *prometheus.CounterVec
	waiting, running     prometheus.Gauge
	wait, run            prometheus.Histogram
}

func measure(name string) metrics {
	counter := func(what, help string) prometheus.CounterOpts {
		return prometheus.CounterOpts{Name: name + "_" + what + "_total", Help: help}
	}
	gauge := func(what, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: name + "_" + what, Help: help})
	}
	histogram := func(what, help string) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: name + "_" + what + "_seconds", Help: help,
			Buckets: prometheus.ExponentialBuckets(1e-4, 4, 10), // to 26 s
		})
	}
	return metrics{
		accepted:   prometheus.NewCounter(counter("accepted", "Jobs that were put into the queue.")),
		refused:    prometheus.NewCounterVec(counter("refused", "Jobs that were not, by reason."), []string{"reason"}),
		ended:      prometheus.NewCounterVec(counter("ended", "Jobs that ended, by result."), []string{"result"}),
		handedBack: prometheus.NewCounter(counter("handed_back", "Jobs that were left at shutdown.")),
		waiting:    gauge("waiting", "Jobs in the queue."),
		running:    gauge("running", "Jobs that workers are busy with."),
		wait:       histogram("wait", "Time that jobs spent in the queue."),
		run:        histogram("run", "Time that jobs ran."),
	}
}

func reason(why error) string {
	switch {
	case errors.Is(why, pattern.ErrQueueFull):
		return "queue_full"
	case errors.Is(why, pattern.ErrShutdown):
		return "shutdown"
	}
	return "gave_up"
}

func result(err error) string {
	if err == nil {
		return "done"
	}
	if _, panicked := errors.AsType[*workers.PanicError](err); panicked {
		return "panicked"
	}
	return "failed"
}
