package serve

import (
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var mediaTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
	".bin":         "application/octet-stream",
}

// hashed matches a file name that carries its content's hash, such as
// page-1F3K5M7P.js or its compressed variants.
var hashed = regexp.MustCompile(`-[0-9A-Z]{8}\.[a-z0-9.]+$`)

// Handler serves the files of dir by GET and HEAD. A directory is its
// index.html. Of a file that has a .br or .gz beside it the variant that the
// request accepts is sent, brotli first. A path that leaves dir, a missing file
// and a directory without an index are 404; another method is 405.
func Handler(dir fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD are served", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		mediaType, known := mediaTypes[path.Ext(name)]
		file, encoding := open(dir, name, r.Header.Get("Accept-Encoding"))
		if file == nil || !known {
			http.Error(w, "no such file: "+r.URL.Path, http.StatusNotFound)
			return
		}
		defer file.Close()

		header := w.Header()
		header.Set("Content-Type", mediaType)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Vary", "Accept-Encoding")
		if encoding != "" {
			header.Set("Content-Encoding", encoding)
		}
		header.Set("Cache-Control", "no-cache")
		if hashed.MatchString(path.Base(name)) {
			header.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		http.ServeContent(w, r, "", modTime(file), file)
	})
}

// A servedFile is what http.ServeContent needs of an open file.
type servedFile interface {
	fs.File
	io.Seeker
}

// open returns the best variant of the named regular file for the accepted
// encodings, or nil if there is none.
func open(dir fs.FS, name, accepted string) (file servedFile, encoding string) {
	for _, variant := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}} {
		if variant.encoding != "" && !accepts(accepted, variant.encoding) {
			continue
		}
		if file := openRegular(dir, name+variant.suffix); file != nil {
			return file, variant.encoding
		}
	}
	return nil, ""
}

func openRegular(dir fs.FS, name string) servedFile {
	file, err := dir.Open(name)
	if err != nil {
		return nil
	}
	seekable, ok := file.(servedFile)
	if info, err := file.Stat(); !ok || err != nil || !info.Mode().IsRegular() {
		file.Close()
		return nil
	}
	return seekable
}

// modTime is the file's modification time, or zero if it cannot be told.
func modTime(file fs.File) time.Time {
	info, err := file.Stat()
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// accepts reports whether an Accept-Encoding header names the encoding with a
// weight other than zero.
func accepts(header, encoding string) bool {
	for item := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.ReplaceAll(item, " ", ""), ";q=")
		if strings.EqualFold(name, encoding) {
			q, err := strconv.ParseFloat(weight, 64)
			return weight == "" || err == nil && q > 0
		}
	}
	return false
}
