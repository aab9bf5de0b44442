package instrument

import (
	"fmt"
	"strings"
)

// language is the oldest language that a file can ask for by a build
// constraint. The loops of its module's language are the same.
const language = "go1.21"

// raise makes a file of a program ask for the language that the probes need,
// though its module is older. fileName is where the compiler says that it is.
func (r *rewriter) raise(fileName string) {
	for _, group := range r.file.Comments {
		for _, c := range group.List {
			old, found := strings.CutPrefix(c.Text, "//go:build ")
			if found && c.Pos() < r.file.Package {
				r.edits.replace(r.offset(c.Pos()), r.offset(c.End()), fmt.Sprintf("//go:build %s && (%s)", language, old))
				return
			}
		}
	}
	r.edits.open(0, fmt.Sprintf("//go:build %s\n\n//line %s:1\n", language, fileName))
}
