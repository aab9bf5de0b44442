// Package peers measures the middlewares of httplimit beside well-known ones,
// and beside what one writes by hand. It has benchmarks only:
//
//	go test -bench . ./practice/httplimit/peers
//	go test -bench Flood -benchtime 1000000x ./practice/httplimit/peers
//
// Each is used as its documentation says, for the same limit for each IP
// address, with the response fields that it writes of its own accord. Compare
// ratios within one run, and the medians of several.
package peers
