//go:build !js

package main

import (
	"fmt"
	"math"
	"slices"
)

// limit is how much less a program may do in a second when it is watched.
const limit = 0.05

const heading = `| program | | rate | of plain (quartiles) | processor time | of plain | p99 | of plain |
|---|---|---:|---:|---:|---:|---:|---:|
`

// report prints medians, and the median and the quartiles of the ratios to the
// plain program in the same round. It returns what that says of the limit.
func report(s subject, all []*measured) (verdicts []string) {
	plain := all[0]
	for _, m := range all {
		slices.Sort(m.took)
		var ratios []float64
		for i, rate := range m.rates {
			ratios = append(ratios, rate/plain.rates[i])
		}
		row := fmt.Sprintf("| %s | %s | %.0f %s | %.3f (%.3f–%.3f) | %v | %.3f |", s.name, m.name,
			quantile(m.rates, 0.5), s.unit, quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75),
			m.cpu, float64(m.cpu)/float64(plain.cpu))
		if len(m.took) > 0 {
			late, plainly := m.took[len(m.took)*99/100], plain.took[len(plain.took)*99/100]
			row += fmt.Sprintf(" %.2f ms | %.2f |", late.Seconds()*1000, float64(late)/float64(plainly))
		} else {
			row += " | |"
		}
		fmt.Println(row)
		if m.watched {
			verdicts = append(verdicts, verdict(s.name+", "+m.name, ratios))
		}
	}
	return verdicts
}

// verdict says in a sentence whether the limit holds, as far as the rounds'
// ratios to the plain program tell: with 95 % confidence, or not at all.
func verdict(what string, ratios []float64) string {
	// Half as many standard errors as quartiles are apart, for a median of what is
	// spread as noise mostly is.
	off := 1.96 * 0.93 * (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / math.Sqrt(float64(len(ratios)))
	less := 1 - quantile(ratios, 0.5)
	said := fmt.Sprintf("%s: %.1f %% less than plain, give or take %.1f: ", what, 100*less, 100*off)
	switch {
	case less+off <= limit:
		return said + fmt.Sprintf("within %.0f %%.", 100*limit)
	case less-off > limit:
		return said + fmt.Sprintf("more than %.0f %%.", 100*limit)
	}
	return said + fmt.Sprintf("too much noise to tell it from %.0f %%.", 100*limit)
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
