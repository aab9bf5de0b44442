//go:build !js

package vet

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// write writes a report for people: the findings, then the block profile.
func write(out io.Writer, r *Report) error {
	w := bufio.NewWriter(out)
	if len(r.Findings) == 0 {
		fmt.Fprintf(w, "Nothing was found in %d events over %s.\n", r.Events, lasted(r.Until))
	}
	for i := range r.Findings {
		writeFinding(w, &r.Findings[i])
	}
	if len(r.Profile) > 0 {
		writeProfile(w, r.Profile)
	}
	return w.Flush()
}

// maxNamed is how many goroutines of a finding are named.
const maxNamed = 6

func writeFinding(w io.Writer, f *Finding) {
	fmt.Fprintf(w, "%s: %s\n  %s\n", f.Severity, f.What, f.Do)
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, p := range f.Places {
		fmt.Fprintf(table, "  %s\t%s\n", p.at(), p.What)
	}
	table.Flush()
	var names []string
	shown := f.Goroutines[:min(len(f.Goroutines), maxNamed)]
	for _, who := range shown {
		names = append(names, fmt.Sprintf("%s #%d", who.Name, who.ID))
	}
	if more := len(f.Goroutines) + f.More - len(shown); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	if len(names) > 0 {
		fmt.Fprintf(w, "  goroutines: %s\n", strings.Join(names, ", "))
	}
	fmt.Fprintf(w, "  at %s, event %d\n\n", lasted(f.At), f.Seq)
}

// writeProfile leaves out a column that is empty in all lines.
func writeProfile(w io.Writer, rows []Row) {
	fmt.Fprintln(w, "Blocked, by line (held up: had something to send or wanted a lock; idle: waited for work or for others)")
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "held up\tlongest\twaits\tidle\twaits\tslept\t\t")
	for i := range rows {
		row := &rows[i]
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t\t", total(row.Held), longest(row.Held), waits(row.Held),
			total(row.Idle), waits(row.Idle), total(row.Slept))
		fmt.Fprintf(table, "%s:%d %s (%s)\n", row.File, row.Line, row.Func, strings.Join(row.Ways, ", "))
	}
	table.Flush()
}

func total(s Spent) string {
	if s.Waits == 0 {
		return "-"
	}
	return lasted(s.Time)
}

func longest(s Spent) string {
	if s.Waits == 0 {
		return "-"
	}
	return lasted(s.Longest)
}

func waits(s Spent) string {
	if s.Waits == 0 {
		return "-"
	}
	return fmt.Sprint(s.Waits)
}
