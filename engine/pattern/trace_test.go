package pattern_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// In a browser or node the runtime keeps this one for itself.
		goleak.IgnoreAnyFunction("runtime.handleEvent"))
}

// trace notes what happens when, and compares it with a text of lines such as
// "1.5s a fails". Lines of one instant are sorted, as their order is chance.
type trace struct {
	start time.Time
	mu    sync.Mutex
	lines []line
}

type line struct {
	at   time.Duration
	text string
}

func newTrace() *trace { return &trace{start: time.Now()} }

func (tr *trace) note(format string, args ...any) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.lines = append(tr.lines,
		line{time.Since(tr.start), fmt.Sprintf(format, args...)})
}

func (tr *trace) want(t *testing.T, text string) {
	t.Helper()
	tr.mu.Lock()
	defer tr.mu.Unlock()
	slices.SortStableFunc(tr.lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.at, b.at), strings.Compare(a.text, b.text))
	})
	var got strings.Builder
	for _, l := range tr.lines {
		fmt.Fprintf(&got, "%v %s\n", l.at, l.text)
	}
	var want strings.Builder
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			fmt.Fprintln(&want, l)
		}
	}
	if got.String() != want.String() {
		t.Errorf("got:\n%swant:\n%s", &got, &want)
	}
}
