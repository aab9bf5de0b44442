//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// report is what the load test found. Times are in milliseconds.
type report struct {
	Machine string `json:"machine"`
	Service string `json:"service"` // its settings
	Steps   []step `json:"steps"`
	Sampled int    `json:"sampled"` // jobs that were asked for, and were done
	Problem string `json:"problem"` // what does not fit or went wrong; empty if nothing
}

// step is a row.
type step struct {
	Requests    int     `json:"requests"`
	Rate        float64 `json:"rate"`     // a second, as it should be
	Achieved    float64 `json:"achieved"` // as it was
	Accepted    int     `json:"accepted"`
	TooFast     int     `json:"tooFast"`
	Unavailable int     `json:"unavailable"`
	Other       int     `json:"other"`    // answers
	Errors      int     `json:"errors"`   // no answer
	Answered    float64 `json:"answered"` // when all answers were there
	Finished    float64 `json:"finished"` // when all jobs were done, too
	Failed      int     `json:"failed"`   // jobs
	Retries     int     `json:"retries"`  // of the service's writes
	Memory      uint64  `json:"memory"`   // bytes that Go holds in the service at the end

	FromDue         quantiles `json:"fromDue"`         // of all answers
	AcceptedFromDue quantiles `json:"acceptedFromDue"` // of those with 202
	FromSent        quantiles `json:"fromSent"`        // uncorrected
}

// quantiles are those of a histogram, and its largest value.
type quantiles struct {
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	P95  float64 `json:"p95"`
	P99  float64 `json:"p99"`
	P999 float64 `json:"p99.9"`
	Max  float64 `json:"max"`
}

func newQuantiles(h *hdrhistogram.Histogram) quantiles {
	ms := func(us int64) float64 { return float64(us) / 1000 }
	at := func(q float64) float64 { return ms(h.ValueAtQuantile(q)) }
	return quantiles{at(50), at(90), at(95), at(99), at(99.9), ms(h.Max())}
}

func newReport(c settings) report {
	return report{
		Machine: fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version()),
		Service: fmt.Sprintf("%d workers, a queue of %d, %g requests a second in the long run and %d at once",
			c.workers, c.queue, c.admitted, c.burst),
	}
}

func newStep(l *load, rate float64, finished time.Duration, c counts, v vars) step {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	s := step{
		Requests: l.sent, Rate: rate, Achieved: l.achieved(),
		Accepted: l.answers[http.StatusAccepted], TooFast: l.answers[http.StatusTooManyRequests],
		Unavailable: l.answers[http.StatusServiceUnavailable], Errors: l.unanswered,
		Answered: ms(l.answered.Sub(l.begin)), Finished: ms(finished),
		Failed: c.Failed, Retries: c.Retried, Memory: v.Memory.Sys - v.Memory.HeapReleased,
		FromDue: newQuantiles(l.fromDue), AcceptedFromDue: newQuantiles(l.accepted), FromSent: newQuantiles(l.fromSent),
	}
	s.Other = l.sent - s.Accepted - s.TooFast - s.Unavailable - s.Errors
	return s
}

// write writes the report as path.md and path.json.
func (r report) write(path string) error {
	if err := os.WriteFile(path+".md", []byte(r.markdown()), 0o644); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path+".json", append(raw, '\n'), 0o644)
}

const legend = "Since due is corrected: it counts from when a request had to be sent, by the rate. Since sent leaves out how late it was. " +
	"Memory is what Go holds in the service; SQLite's is beside it."

// markdown returns the report to read.
func (r report) markdown() string {
	what := [][]string{{"requests", "asked/s", "sent/s", "202", "429", "503", "other", "errors", "answered", "all done", "failed", "retries", "memory"}}
	took := [][]string{{"requests", "latency, ms", "p50", "p90", "p95", "p99", "p99.9", "max"}}
	for _, s := range r.Steps {
		n := fmt.Sprint(s.Requests)
		what = append(what, []string{n, fmt.Sprintf("%.0f", s.Rate), fmt.Sprintf("%.0f", s.Achieved),
			fmt.Sprint(s.Accepted), fmt.Sprint(s.TooFast), fmt.Sprint(s.Unavailable), fmt.Sprint(s.Other), fmt.Sprint(s.Errors),
			fmt.Sprintf("%.2f s", s.Answered/1000), fmt.Sprintf("%.2f s", s.Finished/1000),
			fmt.Sprint(s.Failed), fmt.Sprint(s.Retries), fmt.Sprintf("%.1f MB", float64(s.Memory)/1e6)})
		took = append(took, s.FromDue.row(n, "since due"), s.AcceptedFromDue.row(n, "since due, 202"), s.FromSent.row(n, "since sent"))
	}
	verdict := fmt.Sprintf("All numbers fit: each request has one outcome, on both sides, and each accepted job ran once; %d of them, asked for, are done.", r.Sampled)
	if r.Problem != "" {
		verdict = "FAILED: " + r.Problem
	}
	return fmt.Sprintf("%s. The service has %s.\n\n%s\n%s\n%s\n\n%s\n", r.Machine, r.Service, table(what), table(took), legend, verdict)
}

func (q quantiles) row(n, since string) []string {
	row := []string{n, since}
	for _, ms := range []float64{q.P50, q.P90, q.P95, q.P99, q.P999, q.Max} {
		row = append(row, fmt.Sprintf("%.2f", ms))
	}
	return row
}

// table writes rows, of which the first is the head, as Markdown whose columns
// also stand in line as they are.
func table(rows [][]string) string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 0, ' ', tabwriter.AlignRight|tabwriter.Debug)
	for i, row := range rows {
		fmt.Fprintf(w, "\t %s \t\n", strings.Join(row, " \t "))
		if i == 0 {
			fmt.Fprintln(w, strings.Repeat("\t ---: ", len(row))+"\t")
		}
	}
	w.Flush() // into memory
	return out.String()
}
