//go:build !js

package instrument

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// module writes a module of its own and returns its folder.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		put(t, filepath.Join(dir, name), text)
	}
	put(t, filepath.Join(dir, "go.mod"), "module example\n\ngo 1.26\n")
	return dir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// contents reads every file of a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		found[strings.TrimPrefix(name, dir)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func replaced(t *testing.T, out string) map[string]string {
	t.Helper()
	var index overlayFile
	data, err := os.ReadFile(filepath.Join(out, "overlay.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &index); err != nil {
		t.Fatal(err)
	}
	return index.Replace
}

const pipe = "package pipe\n\nfunc Pass(in <-chan int, out chan<- int) { out <- <-in }\n"

func TestOverlay(t *testing.T) {
	dir := module(t, map[string]string{
		"pipe/pipe.go":      pipe,
		"pipe/plain.go":     "package pipe\n\nconst Size = 3\n",
		"pipe/pipe_test.go": "package pipe\n\nfunc in(c chan int) { <-c }\n",
		"pipe/tagged.go":    "//go:build special\n\npackage pipe\n\nfunc tagged(c chan int) { <-c }\n",
		"pipe/os_js.go":     "package pipe\n\nfunc js(c chan int) { <-c }\n",
		"pipe/os_linux.go":  "package pipe\n\nfunc linux(c chan int) { <-c }\n",
		"clock/clock.go":    "package clock\n\nimport \"time\"\n\nvar Start = time.Now()\n",
	})
	for _, test := range []struct {
		name string
		set  Options
		want []string
	}{
		{"wasm", Options{}, []string{"clock/clock.go", "pipe/os_js.go", "pipe/pipe.go"}},
		{"tags", Options{Tags: "special"}, []string{"clock/clock.go", "pipe/os_js.go", "pipe/pipe.go", "pipe/tagged.go"}},
		{"native", Options{Target: Native}, []string{"clock/clock.go", "pipe/pipe.go"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := test.set
			o.Patterns, o.Dir, o.Out = []string{"./..."}, dir, t.TempDir()
			if err := Overlay(o); err != nil {
				t.Fatal(err)
			}
			test.want = append(test.want, "clock/"+sourcesName, "pipe/"+sourcesName)
			got := replaced(t, o.Out)
			delete(got, filepath.Join(dir, "pipe/os_linux.go")) // native on Linux
			if len(got) != len(test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			for _, name := range test.want {
				target := got[filepath.Join(dir, name)]
				if text, err := os.ReadFile(target); err != nil || !strings.Contains(string(text), "sluice/engine/") {
					t.Errorf("%s became %q: %s %v", name, target, text, err)
				}
			}
		})
	}
}

func TestSameOutputEachTime(t *testing.T) {
	o := Options{Patterns: []string{"../pattern"}}
	var first map[string]string
	for range 3 {
		o.Out = t.TempDir()
		if err := Overlay(o); err != nil {
			t.Fatal(err)
		}
		got := contents(t, o.Out)
		got["/overlay.json"] = strings.ReplaceAll(got["/overlay.json"], o.Out, "OUT")
		if first == nil {
			first = got
		}
		if !maps.Equal(first, got) {
			t.Fatalf("two runs differ:\n%v\n%v", first, got)
		}
	}
}

func TestUnchangedFilesKeepTheirTime(t *testing.T) {
	dir := module(t, map[string]string{
		"a.go": "package pipe\n\nfunc A(c chan int) { <-c }\n",
		"b.go": "package pipe\n\nfunc B(c chan int) { <-c }\n",
		"c.go": "package pipe\n\nfunc C(c chan int) { <-c }\n",
	})
	o := Options{Patterns: []string{"."}, Dir: dir, Out: t.TempDir()}
	if err := Overlay(o); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	targets := replaced(t, o.Out)
	for _, name := range targets {
		if err := os.Chtimes(name, past, past); err != nil {
			t.Fatal(err)
		}
	}
	put(t, filepath.Join(dir, "b.go"), "package pipe\n\nfunc B(c chan int) { <-c; <-c }\n")
	if err := os.Remove(filepath.Join(dir, "c.go")); err != nil {
		t.Fatal(err)
	}
	if err := Overlay(o); err != nil {
		t.Fatal(err)
	}
	for name, written := range map[string]bool{"a.go": false, "b.go": true} {
		info, err := os.Stat(targets[filepath.Join(dir, name)])
		if err != nil || info.ModTime().Equal(past) == written {
			t.Errorf("%s: written again is not %v: %v", name, written, err)
		}
	}
	if _, err := os.Stat(targets[filepath.Join(dir, "c.go")]); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was made of the removed file is still there: %v", err)
	}
}

// An overlay that is refused leaves the last good one.
func TestRefusalKeepsTheOverlay(t *testing.T) {
	dir := module(t, map[string]string{"a.go": pipe})
	o := Options{Patterns: []string{"."}, Dir: dir, Out: t.TempDir()}
	if err := Overlay(o); err != nil {
		t.Fatal(err)
	}
	before := contents(t, o.Out)
	put(t, filepath.Join(dir, "b.go"), "package pipe\n\nimport \"reflect\"\n\nvar _ = reflect.Select\n")
	if err := Overlay(o); !errors.Is(err, ErrRefused) {
		t.Fatal(err)
	}
	if !maps.Equal(before, contents(t, o.Out)) {
		t.Error("the overlay changed")
	}
}

func TestCommandLine(t *testing.T) {
	out := t.TempDir()
	for _, test := range []struct {
		args, want string
	}{
		{"", "-o is missing"},
		{"-o " + out, "name the packages"},
		{"-o " + out + " -target arm ./x", "wasm or native"},
		{"-o " + out + " -nosuch ./x", "not defined"},
		{"-o " + out + " -dir testdata ./refused/broken", "broken/a.go:4: "},
		{"-o " + out + " ../pattern", ""},
	} {
		var said strings.Builder
		err := Command(context.Background(), strings.Fields(test.args), &said)
		if test.want == "" {
			if err != nil || len(replaced(t, out)) == 0 {
				t.Errorf("%s: %v", test.args, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.args, err, test.want)
		}
	}
	if err := Command(context.Background(), []string{"-h"}, new(strings.Builder)); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}
