// Command bench measures Sluice beside other libraries, beside plain Go and
// in a browser. It prints the ratios and writes two files: the figures into
// README.md, everything into BENCH.md.
//
//	go run ./bench [-quick] [-from build/bench/results.txt]
//
// It is started by make bench, which builds what it measures.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

// folder holds the test binaries and the raw results.
const folder = "build/bench"

func main() {
	quick := flag.Bool("quick", false, "measure once and briefly, to try it; the files stay as they are")
	from := flag.String("from", "", "write the tables of an earlier run's `results.txt`; measure nothing")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *quick, *from); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, quick bool, from string) error {
	if from == "" {
		from = folder + "/results.txt"
		if err := measure(ctx, from, quick); err != nil {
			return err
		}
	}
	r, err := readFile(from)
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(r.samples, "", "\t")
	if err != nil {
		return err
	}
	if err := os.WriteFile(folder+"/results.json", raw, 0o644); err != nil {
		return err
	}
	figures := figures(r)
	fmt.Print("\n", figures)
	if quick {
		return nil
	}
	if err := os.WriteFile("BENCH.md", []byte(report(r)), 0o644); err != nil {
		return err
	}
	return insertInto("README.md", figures)
}
