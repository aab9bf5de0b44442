//go:build !js

// Command realworld records programs of well-known public modules, runs them
// beside their plain builds and writes a Markdown table of how they compare. It
// gets the modules from the network, so it is no test.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	dir := flag.String("dir", "build/realworld", "`folder` to build in; the runs are kept there")
	rounds := flag.Int("rounds", 3, "run each program so many `times` in each way, by turns")
	flag.Parse()
	if err := compareAll(*dir, *rounds, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "realworld:", err)
		os.Exit(1)
	}
}

// compareAll compares the named programs, or all.
func compareAll(dir string, rounds int, names []string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	shop := &shop{dir: dir, built: map[string]*built{}}
	if shop.tools, err = shop.folder(tools); err != nil {
		return err
	}
	fmt.Println(strings.Join(columns, " | "))
	fmt.Println(strings.Repeat("---|", len(columns)-1) + "---")
	for _, p := range programs {
		if len(names) > 0 && !slices.Contains(names, p.name) {
			continue
		}
		b, err := shop.build(p)
		if err != nil {
			fmt.Printf("%s | %s | not built: %s\n", p.name, p.at, strings.ReplaceAll(err.Error(), "\n", "; "))
			continue
		}
		if err := b.compare(rounds); err != nil {
			fmt.Printf("%s | %s | not compared: %v\n", p.name, p.at, err)
		}
	}
	return nil
}
