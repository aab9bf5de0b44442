package main

import (
	"fmt"
	"os"
	"strings"
)

// Between these lines of a file the figures stand.
const (
	beginFigures = "<!-- figures: make bench writes them -->\n"
	endFigures   = "<!-- end of figures -->\n"
)

// insertInto replaces the figures in a file.
func insertInto(path, figures string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	changed, err := insert(string(text), figures)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(changed), 0o644)
}

func insert(text, figures string) (string, error) {
	before, rest, begins := strings.Cut(text, beginFigures)
	_, after, ends := strings.Cut(rest, endFigures)
	if !begins || !ends {
		return "", fmt.Errorf("figures stand between the lines %q and %q: write them where you want the table",
			strings.TrimSpace(beginFigures), strings.TrimSpace(endFigures))
	}
	return before + beginFigures + figures + endFigures + after, nil
}
