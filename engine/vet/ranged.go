package vet

import (
	"go/scanner"
	"go/token"
	"strings"
)

// ranges reports whether goroutines wait in a range over a channel. The log
// does not tell a range from a receive, so the line is looked at; without its
// text, where somebody receives again and again is taken to be one.
func (c *Check) ranges(b *bunch) bool {
	if b.way != receive {
		return false
	}
	at := c.rec.Site(int(b.site))
	if text := lineOf(c.source(at.File), at.Line); text != "" {
		return rangesOver(text, at.Name)
	}
	return b.again > 0
}

// lineOf is a line of a text, counted from 1; empty if there is none.
func lineOf(text string, n int) string {
	for line := range strings.Lines(text) {
		if n--; n == 0 {
			return line
		}
	}
	return ""
}

// rangesOver reports whether a line of Go begins a range over something that
// ends in a name.
func rangesOver(line, name string) bool {
	files := token.NewFileSet()
	var s scanner.Scanner
	s.Init(files.AddFile("", files.Base(), len(line)), []byte(line), nil, 0)
	for inRange := false; ; {
		_, tok, text := s.Scan()
		switch {
		case tok == token.EOF:
			return false
		case tok == token.RANGE:
			inRange = true
		case inRange && tok == token.IDENT && text == name:
			return true
		case tok == token.LBRACE:
			inRange = false
		}
	}
}
