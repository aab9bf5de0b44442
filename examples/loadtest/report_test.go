//go:build !js

package main

import (
	"strings"
	"testing"
)

func TestTheReportIsATable(t *testing.T) {
	r := report{
		Machine: "2 cores", Service: "16 workers", Sampled: 1000,
		Steps: []step{
			{Requests: 10, Rate: 1000, Achieved: 1000, Accepted: 10, Answered: 12, Finished: 15, Memory: 6_400_000,
				FromDue: quantiles{1, 2, 3, 4, 5, 6}, AcceptedFromDue: quantiles{1, 2, 3, 4, 5, 6}, FromSent: quantiles{0.5, 1, 1, 1, 1, 1}},
			{Requests: 100_000, Rate: 1000, Achieved: 998.6, Accepted: 92_000, TooFast: 5000, Unavailable: 2990, Other: 3, Errors: 7,
				Answered: 100_130, Finished: 100_480, Failed: 1, Retries: 2, Memory: 25_000_000,
				FromDue: quantiles{1.234, 20, 300, 400, 500, 1600}, AcceptedFromDue: quantiles{1, 20, 300, 400, 500, 1600}, FromSent: quantiles{P50: 0.8, Max: 900}},
		},
	}
	const want = `2 cores. The service has 16 workers.

| requests | asked/s | sent/s |   202 |  429 |  503 | other | errors | answered | all done | failed | retries |  memory |
|     ---: |    ---: |   ---: |  ---: | ---: | ---: |  ---: |   ---: |     ---: |     ---: |   ---: |    ---: |    ---: |
|       10 |    1000 |   1000 |    10 |    0 |    0 |     0 |      0 |   0.01 s |   0.01 s |      0 |       0 |  6.4 MB |
|   100000 |    1000 |    999 | 92000 | 5000 | 2990 |     3 |      7 | 100.13 s | 100.48 s |      1 |       2 | 25.0 MB |

| requests |    latency, ms |  p50 |   p90 |    p95 |    p99 |  p99.9 |     max |
|     ---: |           ---: | ---: |  ---: |   ---: |   ---: |   ---: |    ---: |
|       10 |      since due | 1.00 |  2.00 |   3.00 |   4.00 |   5.00 |    6.00 |
|       10 | since due, 202 | 1.00 |  2.00 |   3.00 |   4.00 |   5.00 |    6.00 |
|       10 |     since sent | 0.50 |  1.00 |   1.00 |   1.00 |   1.00 |    1.00 |
|   100000 |      since due | 1.23 | 20.00 | 300.00 | 400.00 | 500.00 | 1600.00 |
|   100000 | since due, 202 | 1.00 | 20.00 | 300.00 | 400.00 | 500.00 | 1600.00 |
|   100000 |     since sent | 0.80 |  0.00 |   0.00 |   0.00 |   0.00 |  900.00 |

Since due is corrected: it counts from when a request had to be sent, by the rate. Since sent leaves out how late it was. Memory is what Go holds in the service; SQLite's is beside it.

All numbers fit: each request has one outcome, on both sides, and each accepted job ran once; 1000 of them, asked for, are done.
`
	if got := r.markdown(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	r.Problem = "the numbers do not fit: sent 10, received 9"
	if got := r.markdown(); !strings.HasSuffix(got, "\nFAILED: the numbers do not fit: sent 10, received 9\n") || strings.Contains(got, "All numbers fit") {
		t.Errorf("a load test that failed reports\n%s", got)
	}
}
