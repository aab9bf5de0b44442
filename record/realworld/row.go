//go:build !js

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/vet"
	"sluice/record"
)

var columns = []string{"program", "module", "goroutines", "channels", "events", "plain", "virtual", "real", "virtual, CPU", "real, CPU", "behaviour", "found"}

func wall(s record.Spent) time.Duration { return s.Wall }
func cpu(s record.Spent) time.Duration  { return s.CPU }

// print prints the program's row of the table.
func (b *built) print(results map[string][]outcome) {
	plain := results["plain"]
	cells := []string{b.name, b.at}
	var more, differs, found []string
	for i, w := range ways[1:] {
		rec, err := b.recording(w)
		if err != nil {
			fmt.Printf("%s | %s | %s: %v\n", b.name, b.at, w.name, err)
			return
		}
		if i == 0 {
			world := rec.World()
			cells = append(cells, fmt.Sprint(len(world.Goroutines)-1), fmt.Sprint(len(world.Channels)-1), fmt.Sprint(world.Seq))
			cells = append(cells, fmt.Sprintf("%s, CPU %s", brief(median(plain, wall)), brief(median(plain, cpu))))
		}
		took := median(results[w.name], wall)
		cells = append(cells, fmt.Sprintf("%s, %.1f×", brief(took), float64(took)/float64(median(plain, wall))))
		more = append(more, fmt.Sprintf("%.1f×", float64(median(results[w.name], cpu))/float64(median(plain, cpu))))
		differs = append(differs, w.name+" "+difference(plain, results[w.name])+", "+rec.World().Ended)
		for _, f := range vet.Look(rec, nil).Findings {
			found = append(found, fmt.Sprintf("%s %s: %s %s", w.name, f.Severity, f.Kind, place(f)))
		}
	}
	cells = append(append(cells, more...), strings.Join(differs, "; "), strings.Join(found, "; "))
	fmt.Println(strings.Join(cells, " | "))
}

// recording reads the program's last run in one way.
func (b *built) recording(w way) (*playback.Recording, error) {
	file, err := os.ReadFile(filepath.Join(b.dir, w.name+".sluice"))
	if err != nil {
		return nil, err
	}
	log, head, err := eventlog.Decode(file)
	if err != nil {
		return nil, err
	}
	rec := playback.New(log)
	rec.Fold()
	rec.World().Advance(head.Until)
	return rec, rec.World().Check()
}

func place(f vet.Finding) string {
	if len(f.Places) == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d", f.Places[0].File, f.Places[0].Line)
}

// difference says in what the recorded runs behave otherwise than the plain ones.
func difference(plain, recorded []outcome) string {
	var found []string
	for _, part := range []struct {
		name string
		of   func(outcome) string
	}{
		{"output", func(o outcome) string { return o.out }},
		{"standard error", func(o outcome) string { return withoutRecorder(o.errs) }},
		{"status", func(o outcome) string { return fmt.Sprint(o.status) }},
	} {
		switch {
		case same(plain, recorded, part.of):
		case same(plain, recorded, func(o outcome) string { return sorted(part.of(o)) }):
			found = append(found, part.name+" in another order")
		case !same(plain, plain, part.of):
			found = append(found, part.name+" differs, as of plain runs")
		default:
			found = append(found, part.name+" differs")
		}
	}
	if len(found) == 0 {
		return "same"
	}
	return strings.Join(found, " and ")
}

// same reports whether all runs are as the first plain one.
func same(plain, recorded []outcome, of func(outcome) string) bool {
	return !slices.ContainsFunc(recorded, func(o outcome) bool { return of(o) != of(plain[0]) })
}

// withoutRecorder is what a program has written, without what the recorder says.
func withoutRecorder(errs string) string {
	return strings.Join(slices.DeleteFunc(strings.SplitAfter(errs, "\n"), func(line string) bool {
		return strings.HasPrefix(line, "sluice record: ")
	}), "")
}

func sorted(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func brief(d time.Duration) string { return d.Round(max(d/1000, time.Microsecond)).String() }
