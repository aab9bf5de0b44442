//go:build !js

package instrument

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sluice/engine/instrument/corpus"
)

// An ending is what is seen of a program from outside.
type ending struct {
	output  string
	status  int
	message string // the first line on the standard error
}

// corpusBuild is the corpus, compiled in one of the ways.
type corpusBuild struct {
	command []string // that runs it
}

// buildCorpus compiles the corpus into dir.
func buildCorpus(t *testing.T, dir string, target Target, probed bool, flags ...string) *corpusBuild {
	t.Helper()
	dir = filepath.Join(dir, string(target)+strings.Join(flags, ""))
	binary := filepath.Join(dir, "plain")
	args := append([]string{"build"}, flags...)
	if probed {
		binary = filepath.Join(dir, "probed")
		if err := Overlay(Options{Patterns: []string{"./corpus"}, Out: dir, Target: target}); err != nil {
			t.Fatal(err)
		}
		args = append(args, "-overlay", filepath.Join(dir, "overlay.json"))
	}
	cmd := exec.Command("go", append(args, "-o", binary, "./corpus/run")...)
	cmd.Env = append(os.Environ(), target.env()...)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if target == Native {
		return &corpusBuild{[]string{binary}}
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("wasm needs node")
	}
	return &corpusBuild{[]string{node, "--stack-size=8192", filepath.Join(goroot(t), "lib/wasm/wasm_exec_node.js"), binary}}
}

func goroot(t *testing.T) string {
	t.Helper()
	text, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func execute(t *testing.T, command ...string) ending {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	var failed *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	message, _, _ := strings.Cut(errs.String(), "\n")
	message = strings.TrimSuffix(message, " [recovered, repanicked]") // by WaitGroup.Go
	return ending{out.String(), cmd.ProcessState.ExitCode(), message}
}

// alone runs each program in a process of its own.
func (b *corpusBuild) alone(t *testing.T, programs []string) map[string]ending {
	t.Helper()
	endings := map[string]ending{}
	for _, name := range programs {
		endings[name] = execute(t, append(b.command, name)...)
	}
	return endings
}

var report = regexp.MustCompile(`(?s)>>> (\S+)\n(.*?)<<< (\d) ([0-9a-f]{16}) (.*?)\n`)

// together runs the programs one after the other in one process, and returns
// also the hashes of their logs.
func (b *corpusBuild) together(t *testing.T, programs []string, flags ...string) (map[string]ending, map[string]string) {
	t.Helper()
	args := append(append(b.command, flags...), "-all")
	all := execute(t, append(args, programs...)...)
	endings, hashes := map[string]ending{}, map[string]string{}
	for _, m := range report.FindAllStringSubmatch(all.output, -1) {
		status, _ := strconv.Atoi(m[3])
		endings[m[1]], hashes[m[1]] = ending{m[2], status, m[5]}, m[4]
	}
	if all.status != 0 || len(endings) != len(programs) {
		t.Fatalf("%d of %d programs ran: %s", len(endings), len(programs), all.message)
	}
	return endings, hashes
}

// same reports each program that ended in another way.
func same(t *testing.T, got, want map[string]ending) {
	t.Helper()
	for name, e := range got {
		if e != want[name] {
			t.Errorf("%s:\n%+v\nplain:\n%+v", name, e, want[name])
		}
	}
}

// but returns the programs that do not begin with one of the words.
func but(programs []string, words ...string) (rest []string) {
next:
	for _, name := range programs {
		for _, word := range words {
			if strings.HasPrefix(name, word) {
				continue next
			}
		}
		rest = append(rest, name)
	}
	return rest
}

// TestCorpus holds that every program does the same in every way of building
// it, and that a run is a function of its seed.
//
// In wasm, plain or not, go with a nil function ends the process without a
// word.
func TestCorpus(t *testing.T) {
	dir := t.TempDir()
	programs := corpus.Names()
	plain := buildCorpus(t, dir, Native, false).alone(t, programs)
	var quiet []string // the programs that end well
	for _, name := range programs {
		if plain[name].status == 0 {
			quiet = append(quiet, name)
		}
	}
	t.Run("native", func(t *testing.T) {
		b := buildCorpus(t, dir, Native, true)
		same(t, b.alone(t, programs), plain)
		seeded(t, b, but(programs, "go-nil"), plain)
	})
	t.Run("race", func(t *testing.T) {
		b := buildCorpus(t, dir, Native, true, "-race")
		same(t, b.alone(t, but(programs, "racy-")), plain)
	})
	t.Run("plain wasm", func(t *testing.T) {
		endings, _ := buildCorpus(t, dir, Wasm, false).together(t, quiet)
		same(t, endings, plain)
	})
	t.Run("wasm", func(t *testing.T) {
		b := buildCorpus(t, dir, Wasm, true)
		seeded(t, b, but(programs, "go-nil"), plain)
	})
}

// seeded holds that the same seed gives the same runs, and another seed other
// runs with the same output.
func seeded(t *testing.T, b *corpusBuild, programs []string, plain map[string]ending) {
	t.Helper()
	endings, first := b.together(t, programs, "-seed", "1")
	same(t, endings, plain)
	_, again := b.together(t, programs, "-seed", "1")
	for _, name := range programs {
		if first[name] != again[name] {
			t.Errorf("%s: seed 1 gave the log %s and then %s", name, first[name], again[name])
		}
	}
	endings, other := b.together(t, []string{"select-fair"}, "-seed", "2")
	same(t, endings, plain)
	if other["select-fair"] == first["select-fair"] {
		t.Error("select-fair: seeds 1 and 2 gave the same log")
	}
}

// The distribution's own tests of channels, where they are installed, do the
// same plain, instrumented, and built to be watched while nobody does.
func TestDistribution(t *testing.T) {
	folder := filepath.Join(goroot(t), "test")
	programs := []string{"chan/doubleselect.go", "chan/fifo.go", "chan/powser1.go", "chan/select3.go"}
	if _, err := os.Stat(filepath.Join(folder, programs[0])); err != nil {
		t.Skip("this Go was installed without its tests")
	}
	for _, name := range programs {
		t.Run(name, func(t *testing.T) {
			source := filepath.Join(folder, name)
			want := execute(t, "go", "run", source)
			for _, o := range []Options{{}, {Main: "command-line-arguments", Watched: true}} {
				o.Patterns, o.Out, o.Target = []string{source}, t.TempDir(), Native
				if err := Overlay(o); err != nil {
					t.Fatal(err)
				}
				got := execute(t, "go", "run", "-overlay", filepath.Join(o.Out, "overlay.json"), source)
				if got != want {
					t.Errorf("watched %t: %+v\nplain: %+v", o.Watched, got, want)
				}
			}
		})
	}
}
