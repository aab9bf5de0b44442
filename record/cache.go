//go:build !js

package record

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sluice/engine"
	"sluice/watch"
)

// What is the same for all recordings is written once, into the user's cache:
// a package is compiled again when its folder has another name.

// cacheFolder is where that is: in the folder for temporary files if the user has
// no cache.
func cacheFolder() string {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	return filepath.Join(base, "sluice")
}

// cached returns a folder of the cache, which fill fills if it is not there.
func cached(name string, fill func(dir string) error) (dir string, err error) {
	dir = filepath.Join(cacheFolder(), filepath.FromSlash(name))
	if isFolder(dir) {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), "writing-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fresh)
	if err := fill(fresh); err != nil {
		return "", err
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return "", err
	}
	if err := os.Rename(fresh, dir); err != nil && !isFolder(dir) { // nobody else has written it meanwhile
		return "", err
	}
	return dir, nil
}

// copyModule copies a module out of the module cache, whose files an overlay
// may not replace.
func copyModule(m *module) (dir string, err error) {
	return cached("module/"+m.Path+"@"+m.Version, func(dir string) error {
		from := os.DirFS(m.Dir)
		return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(from, name)
			if err != nil {
				return err
			}
			return write(filepath.Join(dir, filepath.FromSlash(name)), text)
		})
	})
}

// writeSluice writes module sluice as far as the program needs it: the engine and
// package watch, as this command has them, and of what else of the module the
// program imports its own version.
func writeSluice(others []pkg) (dir string, err error) {
	files := map[string][]byte{"watch/watch.go": engine.InLanguage([]byte(watch.Source()))}
	for name, text := range engine.Sources() {
		files["engine/"+name] = text
	}
	language := "1.18" // it requires no newer Go than the program: see engine.Sources
	for _, p := range others {
		language = p.Module.GoVersion
		if err := addPackage(files, p); err != nil {
			return "", err
		}
	}
	files["go.mod"] = fmt.Appendf(nil, "module %s\n\ngo %s\n", modulePath, language)
	names := slices.Sorted(maps.Keys(files))
	h := fnv.New64a()
	for _, name := range names {
		fmt.Fprintf(h, "%s\n%d\n", name, len(files[name]))
		h.Write(files[name])
	}
	name := fmt.Sprintf("engine-%016x", h.Sum64())
	forget(name)
	return cached(name, func(dir string) error {
		for _, name := range names {
			if err := write(filepath.Join(dir, filepath.FromSlash(name)), files[name]); err != nil {
				return err
			}
		}
		return nil
	})
}

// unused is for how long the sources of another version are kept: a recording
// may be building from them.
const unused = 7 * 24 * time.Hour

// forget removes the sources of versions other than name that are old.
func forget(name string) {
	old, _ := filepath.Glob(filepath.Join(cacheFolder(), "engine-*")) // the pattern is a good one
	for _, dir := range old {
		if info, err := os.Stat(dir); err == nil && filepath.Base(dir) != name && time.Since(info.ModTime()) > unused {
			os.RemoveAll(dir)
		}
	}
}

// addPackage adds the files of a package of module sluice.
func addPackage(files map[string][]byte, p pkg) error {
	entries, err := os.ReadDir(p.Dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(p.Dir, entry.Name()))
		if err != nil {
			return err
		}
		files[strings.TrimPrefix(p.ImportPath, modulePath+"/")+"/"+entry.Name()] = text
	}
	return nil
}

// write writes a file and the folders that it is in.
func write(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
