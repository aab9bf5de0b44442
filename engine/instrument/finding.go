package instrument

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrRefused says that a package holds Go that cannot be instrumented. The
// error that wraps it is a *Refusal.
var ErrRefused = errors.New("this Go cannot be instrumented")

// A Finding is one place that cannot be instrumented.
type Finding struct {
	File   string // module-relative, with forward slashes
	Line   int    // 0 if the finding concerns no single line
	Reason string
}

// String is the finding as file:line: reason.
func (f Finding) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Reason
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Reason)
}

// Refusal lists every place that cannot be instrumented, one to a line, in
// the order of files and lines. It wraps ErrRefused.
type Refusal struct {
	Findings []Finding
}

func (e *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(ErrRefused.Error())
	for _, f := range e.Findings {
		b.WriteString("\n" + f.String())
	}
	return b.String()
}

// Unwrap returns ErrRefused.
func (e *Refusal) Unwrap() error { return ErrRefused }

// refusal sorts the findings and makes them an error, nil if there are none.
func refusal(findings []Finding) error {
	if len(findings) == 0 {
		return nil
	}
	slices.SortFunc(findings, func(a, b Finding) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	return &Refusal{slices.Compact(findings)}
}
