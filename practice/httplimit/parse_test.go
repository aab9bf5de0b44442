package httplimit_test

import (
	"regexp"
	"strconv"
	"testing"
)

var serviceLimit = regexp.MustCompile(`^"default";r=(\d+);t=(\d+)$`)

// parse reads a RateLimit field as the draft has it.
func parse(t *testing.T, field string) (left, window int) {
	t.Helper()
	m := serviceLimit.FindStringSubmatch(field)
	if m == nil {
		t.Fatalf("%q is no RateLimit field", field)
	}
	left, _ = strconv.Atoi(m[1])
	window, _ = strconv.Atoi(m[2])
	return left, window
}
