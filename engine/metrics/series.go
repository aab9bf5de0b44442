package metrics

import (
	"strconv"
	"time"
)

// Series is a run, or its end, in bins of one width; the last one may be
// shorter.
type Series struct {
	From  time.Duration // where the first bin begins
	Width time.Duration
	Bins  []Bin
}

// Last returns the bins that reach into the last stretch d: what they span
// is d or a little more.
func (s Series) Last(d time.Duration) Series {
	end := s.From
	for i := range s.Bins {
		end += s.Bins[i].Span
	}
	first := int(max(end-d-s.From, 0) / s.Width)
	first = min(first, len(s.Bins))
	return Series{s.From + time.Duration(first)*s.Width, s.Width, s.Bins[first:]}
}

// Coarse returns the series in at most n bins.
func (s Series) Coarse(n int) Series {
	each := 1
	for (len(s.Bins)+each-1)/each > n {
		each *= 2 // seldom another width, so that a picture of a growing series is calm
	}
	return Series{s.From, s.Width * time.Duration(each), merged(s.Bins, each)}
}

// Sum returns all bins as one.
func (s Series) Sum() Bin {
	var sum Bin
	for i := range s.Bins {
		sum.add(&s.Bins[i])
	}
	return sum
}

// merged makes one bin of each n.
func merged(bins []Bin, n int) []Bin {
	list := make([]Bin, 0, len(bins))
	for i := range bins {
		if i%n == 0 {
			list = append(list, Bin{})
		}
		list[len(list)-1].add(&bins[i])
	}
	return list
}

const header = "from_s,to_s,offered_jobs,completed_jobs,rejected_jobs,failed_jobs,cancelled_jobs,retries," +
	"throughput_jobs_per_s,queue_mean_jobs,queue_max_jobs,in_flight_mean_jobs,utilisation_0_to_1,sojourn_mean_s\n"

// CSV returns the series as comma-separated values: a line that names the
// columns with their units, and a line for each bin.
func (s Series) CSV() string {
	text, from := []byte(header), s.From
	for i := range s.Bins {
		b := &s.Bins[i]
		to := from + b.Span
		text = strconv.AppendFloat(text, from.Seconds(), 'g', -1, 64)
		text = strconv.AppendFloat(append(text, ','), to.Seconds(), 'g', -1, 64)
		for _, n := range []int{b.Offered, b.Completed, b.Rejected, b.Failed, b.Cancelled, b.Retries} {
			text = cell(text, float64(n))
		}
		text = cell(text, b.PerSecond(b.Completed))
		text = cell(text, b.Mean(b.Queued))
		text = cell(text, float64(b.Deepest))
		text = cell(text, b.Mean(b.InFlight))
		text = cell(text, b.Utilisation())
		text = append(cell(text, b.MeanSojourn()), '\n')
		from = to
	}
	return string(text)
}

// cell appends a number with six significant digits, or more if it is whole.
func cell(text []byte, x float64) []byte {
	text = append(text, ',')
	if x == float64(int64(x)) {
		return strconv.AppendInt(text, int64(x), 10)
	}
	return strconv.AppendFloat(text, x, 'g', 6, 64)
}
