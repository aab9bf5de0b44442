package serve

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// page lays out a small built page and a secret beside it, and returns a
// handler for the page.
func page(t *testing.T) http.Handler {
	t.Helper()
	base := t.TempDir()
	for name, text := range map[string]string{
		"secret.txt":                     "secret",
		"dist/index.html":                "page",
		"dist/assets/app-1A2B3C4D.js":    "plain",
		"dist/assets/app-1A2B3C4D.js.br": "brotli",
		"dist/assets/app-1A2B3C4D.js.gz": "gzip",
		"dist/assets/core-1A2B3C4D.wasm": "raw",
		"dist/assets/core-1A2B3C4D.bin":  "packed",
		"dist/assets/face.woff2":         "font",
		"dist/assets/one-1A2B3C4D.jpg":   "picture",
	} {
		path := filepath.Join(base, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(base, "secret.txt"), filepath.Join(base, "dist", "link.txt")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(filepath.Join(base, "dist"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return Handler(root.FS())
}

func TestHandler(t *testing.T) {
	const immutable = "public, max-age=31536000, immutable"
	handler := page(t)
	for _, test := range []struct {
		path, accept                       string
		status                             int
		body, mediaType, encoding, caching string
	}{
		{"/", "", 200, "page", "text/html; charset=utf-8", "", "no-cache"},
		{"/index.html", "br", 200, "page", "text/html; charset=utf-8", "", "no-cache"},
		{"/assets/app-1A2B3C4D.js", "", 200, "plain", "text/javascript; charset=utf-8", "", immutable},
		{"/assets/app-1A2B3C4D.js", "gzip, deflate, br", 200, "brotli", "text/javascript; charset=utf-8", "br", immutable},
		{"/assets/app-1A2B3C4D.js", "gzip;q=0.5, br;q=0", 200, "gzip", "text/javascript; charset=utf-8", "gzip", immutable},
		{"/assets/app-1A2B3C4D.js", "br; q=0.0, gzip; q=nonsense", 200, "plain", "text/javascript; charset=utf-8", "", immutable},
		{"/assets/core-1A2B3C4D.wasm", "br", 200, "raw", "application/wasm", "", immutable},
		{"/assets/core-1A2B3C4D.bin", "gzip, br", 200, "packed", "application/octet-stream", "", immutable},
		{"/assets/app-1A2B3C4D.js.gz", "gzip", 404, "", "", "", ""},
		{"/assets/face.woff2", "", 200, "font", "font/woff2", "", "no-cache"},
		{"/assets/one-1A2B3C4D.jpg", "br", 200, "picture", "image/jpeg", "", immutable},
		{"/assets/", "", 404, "", "", "", ""},
		{"/assets", "", 404, "", "", "", ""},
		{"/missing.js", "", 404, "", "", "", ""},
		{"/../secret.txt", "", 404, "", "", "", ""},
		{"/assets/..%2f..%2fsecret.txt", "", 404, "", "", "", ""},
		{"/link.txt", "", 404, "", "", "", ""},
	} {
		request := httptest.NewRequest("GET", test.path, nil)
		request.Header.Set("Accept-Encoding", test.accept)
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		if recorder.Code != test.status {
			t.Errorf("%s accepting %q: status %d, want %d", test.path, test.accept, recorder.Code, test.status)
			continue
		}
		if test.status != 200 {
			continue
		}
		header := recorder.Header()
		got := [4]string{recorder.Body.String(), header.Get("Content-Type"), header.Get("Content-Encoding"), header.Get("Cache-Control")}
		want := [4]string{test.body, test.mediaType, test.encoding, test.caching}
		if got != want {
			t.Errorf("%s accepting %q:\n got %q\nwant %q", test.path, test.accept, got, want)
		}
	}
}

func TestHandlerRefusesOtherMethods(t *testing.T) {
	recorder := httptest.NewRecorder()
	page(t).ServeHTTP(recorder, httptest.NewRequest("POST", "/", nil))
	if recorder.Code != http.StatusMethodNotAllowed || recorder.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: status %d, Allow %q", recorder.Code, recorder.Header().Get("Allow"))
	}
}
