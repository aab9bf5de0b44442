//go:build !js

package main

import (
	"fmt"
	"slices"
	"time"
)

// limit is how much less a program may do in a second when it is watched.
const limit = 0.05

const heading = `| program | | rate | of plain (quartiles) | processor time | of plain (quartiles) | p99 | of plain |
|---|---|---:|---:|---:|---:|---:|---:|
`

// report prints medians, and the median and the quartiles of the ratios to the
// plain program in the same round. It returns what that says of the limit.
func report(s subject, samples map[string][]sample) (verdicts []string) {
	plain := samples[modes[0].name]
	for _, m := range modes {
		var rates, p99s, cpus, slower, later, dearer []float64
		for i, one := range samples[m.name] {
			rates, slower = append(rates, one.rate), append(slower, one.rate/plain[i].rate)
			cpus, dearer = append(cpus, float64(one.cpu)), append(dearer, float64(one.cpu)/float64(plain[i].cpu))
			p99s, later = append(p99s, float64(one.p99)), append(later, one.p99.Seconds()/plain[i].p99.Seconds())
		}
		row := fmt.Sprintf("| %s | %s | %.0f %s | %s | %v | %s |", s.name, m.name,
			quantile(rates, 0.5), s.unit, spread(slower), time.Duration(quantile(cpus, 0.5)), spread(dearer))
		if quantile(p99s, 0.5) > 0 {
			row += fmt.Sprintf(" %.2f ms | %.2f |", quantile(p99s, 0.5)/float64(time.Millisecond), quantile(later, 0.5))
		} else {
			row += " | |"
		}
		fmt.Println(row)
		if m.watched {
			verdicts = append(verdicts, verdict(s.name+", "+m.name, slower))
		}
	}
	return verdicts
}

// verdict says in a sentence whether the limit holds. If the limit is among
// half of the ratios, who measures may not take the median's word for it.
func verdict(what string, ratios []float64) string {
	low, middle, high := quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75)
	said := fmt.Sprintf("%s: %.1f %% less than plain (%.1f to %.1f), ", what, 100*(1-middle), 100*(1-high), 100*(1-low))
	switch {
	case low >= 1-limit:
		return said + fmt.Sprintf("within %.0f %%.", 100*limit)
	case high < 1-limit:
		return said + fmt.Sprintf("more than %.0f %%.", 100*limit)
	}
	return said + fmt.Sprintf("too close to %.0f %%, or too much noise, to tell.", 100*limit)
}

func spread(ratios []float64) string {
	return fmt.Sprintf("%.3f (%.3f–%.3f)", quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75))
}

// quantile is the value below which the part q of x is, between its neighbours.
func quantile(x []float64, q float64) float64 {
	x = slices.Sorted(slices.Values(x))
	at := q * float64(len(x)-1)
	i := int(at)
	if i+1 == len(x) {
		return x[i]
	}
	return x[i] + (at-float64(i))*(x[i+1]-x[i])
}
