//go:build !race

package session

import "testing"

// A channel that is closed while somebody sends on it is a race that the
// detector reports, rightly.
func TestClosingTheJobsBearsRandomUse(t *testing.T) {
	bearsRandomUse(t, "quit", "close", "", "done", "panic")
}
