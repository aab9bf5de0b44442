package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A table is written as Markdown whose columns also stand in line as they are.
type table struct {
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String returns the table with an empty line behind it; nothing if it has no
// rows.
func (t *table) String() string {
	if len(t.rows) == 0 {
		return ""
	}
	widths := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var out strings.Builder
	line := func(row []string) {
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i > 0 && isNumber(t.rows, i) {
				cell, pad = pad+cell, ""
			}
			out.WriteString("| " + cell + pad + " ")
		}
		out.WriteString("|\n")
	}
	line(t.head)
	for i, w := range widths {
		end := "-"
		if i > 0 && isNumber(t.rows, i) {
			end = ":"
		}
		out.WriteString("|" + strings.Repeat("-", w+1) + end)
	}
	out.WriteString("|\n")
	for _, row := range t.rows {
		line(row)
	}
	return out.String() + "\n"
}

// isNumber reports whether a column holds nothing longer than a number with
// its unit, and so is set to the right.
func isNumber(rows [][]string, column int) bool {
	for _, row := range rows {
		if utf8.RuneCountInString(row[column]) > 9 {
			return false
		}
	}
	return true
}

// three writes a number with three significant digits, or more before the
// point.
func three(x float64) string {
	switch {
	case x >= 99.95:
		return fmt.Sprintf("%.0f", x)
	case x >= 9.995:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// span writes nanoseconds in the unit that suits them.
func span(ns float64) string {
	for _, unit := range []struct {
		name string
		ns   float64
	}{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}} {
		if ns >= 0.9995*unit.ns {
			return three(ns/unit.ns) + " " + unit.name
		}
	}
	return three(ns) + " ns"
}

// count writes a number of things.
func count(n float64) string {
	switch {
	case n >= 999_500:
		return three(n/1e6) + " M"
	case n >= 10_000:
		return fmt.Sprintf("%.0f k", n/1000)
	}
	return fmt.Sprintf("%.0f", n)
}

func times(x float64) string { return three(x) + "×" }
