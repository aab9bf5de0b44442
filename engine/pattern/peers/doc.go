// Package peers measures the patterns beside well-known
// libraries for the same task. It has benchmarks only:
//
//	go test -bench . ./engine/pattern/peers
//
// Compare ratios within one run, and the medians of several.
package peers
