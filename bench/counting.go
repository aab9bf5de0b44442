package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
)

// logFile is where events are written.
const logFile = "engine/eventlog/log.go"

// counters are the bodies that make the log count its events and write none.
var counters = map[string]string{
	"Append": "{ if !e.Kind.defines() { l.events++ } }",
	"Op":     "{ l.events++ }",
}

// overlayFor writes the overlay with which a series is compiled, and returns
// the path; empty if the sources are taken as they are.
func overlayFor(s series, path string) (string, error) {
	if !s.scenes && !s.count {
		return "", nil
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	if s.scenes {
		target := "build/overlay-native/overlay.json"
		if s.wasm {
			target = "build/overlay/overlay.json"
		}
		text, err := os.ReadFile(target)
		if err != nil {
			return "", err
		}
		if err := json.Unmarshal(text, &overlay); err != nil {
			return "", fmt.Errorf("%s: %w", target, err)
		}
	}
	if s.count {
		from, err := filepath.Abs(logFile)
		if err != nil {
			return "", err
		}
		to, err := filepath.Abs(folder + "/log-that-counts.txt") // no .go: it is no package of its own
		if err != nil {
			return "", err
		}
		if err := countOnly(from, to); err != nil {
			return "", err
		}
		overlay.Replace[from] = to
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, text, 0o644)
}

// countOnly writes the log's source again with a log that only counts.
func countOnly(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, from, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	var counting []byte
	done, replaced := 0, 0
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil || counters[f.Name.Name] == "" {
			continue
		}
		counting = append(counting, text[done:files.Position(f.Body.Pos()).Offset]...)
		counting = append(counting, counters[f.Name.Name]...)
		done = files.Position(f.Body.End()).Offset
		replaced++
	}
	if replaced != len(counters) {
		return fmt.Errorf("%s: the log has other methods than Append and Op now: tell counters", from)
	}
	return os.WriteFile(to, append(counting, text[done:]...), 0o644)
}
