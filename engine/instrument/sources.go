package instrument

import (
	"bytes"
	"fmt"
	"path/filepath"

	"golang.org/x/tools/go/packages"
)

// sourcesName is a file that the overlay adds to each package. It holds the
// package's sources as they were before they were rewritten, so that a program
// can show the code that it runs.
const sourcesName = "sluice_sources.go"

// listing returns the name that the overlay gives that file, and its text.
func (s *sources) listing(p *packages.Package, u *unit) (name string, text []byte) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package %s\n\nimport %s %q\n", p.Name, u.probe(""), probePath)
	switch {
	case u.watched:
		fmt.Fprintf(&b, "import _ %q\n", watchedPath)
	case u.main != "":
		fmt.Fprintf(&b, "import _ %q\n", recorderPath) // it is initialised ahead of the package
	}
	fmt.Fprintf(&b, "\nvar %sListed = func() bool {\n", u.prefix) // ahead of all functions init
	for _, file := range p.CompiledGoFiles {
		fmt.Fprintf(&b, "\t%s(%q, %q)\n", u.probe("AddSource"), relative(p, file), s.text[file])
	}
	b.WriteString("\treturn true\n}()\n")
	return filepath.Join(filepath.Dir(p.CompiledGoFiles[0]), sourcesName), b.Bytes()
}
