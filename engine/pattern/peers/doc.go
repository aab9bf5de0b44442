// Package peers measures the patterns beside well-known
// libraries for the same task. It has benchmarks only:
//
//	go test -bench . ./engine/pattern/peers
//
// Each library is used as its documentation says, for the
// same job with the same number of workers, and with the
// same room in front of them where it has any. Compare
// ratios within one run, and the medians of several: make
// bench does.
package peers
