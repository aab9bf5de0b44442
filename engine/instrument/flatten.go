package instrument

import (
	"fmt"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"
)

// flatten puts text on one line. Where a new line began it sets a line
// directive, so that the compiler still knows each token's line; lineOf gives
// the directive's position for the n-th line of text. Comments are dropped,
// but for line directives.
func flatten(text string, lineOf func(n int) string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	var (
		s    scanner.Scanner
		out  strings.Builder
		set  = token.NewFileSet()
		file = set.AddFile("", -1, len(text))
		line = 1
		gap  = ""
	)
	s.Init(file, []byte(text), nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return out.String()
		}
		if tok == token.COMMENT && !strings.HasPrefix(lit, "/*line ") {
			continue
		}
		if tok == token.SEMICOLON && lit == "\n" {
			gap = ";" // unless it is the end
			continue
		}
		out.WriteString(gap)
		if n := file.PositionFor(pos, false).Line; n != line {
			line = n
			out.WriteString(directive(lineOf(n)))
		}
		out.WriteString(spelling(tok, lit))
		gap = " "
	}
}

func spelling(tok token.Token, lit string) string {
	switch {
	case tok == token.STRING && strings.Contains(lit, "\n"):
		raw, _ := strconv.Unquote(lit)
		return strconv.Quote(raw)
	case lit != "":
		return lit
	}
	return tok.String()
}

func directive(position string) string {
	return fmt.Sprintf("/*line %s*/", position)
}
