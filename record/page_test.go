//go:build !js

package record

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"sluice/web/serve"
)

func TestTheRunIsBesideThePage(t *testing.T) {
	run := filepath.Join(t.TempDir(), "my run.sluice")
	if err := os.WriteFile(run, []byte("SLUICE\r\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	page := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("page")) })
	for path, want := range map[string]string{"/": "page", "/?open=run.sluice": "page", "/run.sluice": "SLUICE\r\n"} {
		recorder := httptest.NewRecorder()
		withRun(page, run).ServeHTTP(recorder, httptest.NewRequest("GET", path, nil))
		if recorder.Code != http.StatusOK || recorder.Body.String() != want {
			t.Errorf("%s: %d %q, want %q", path, recorder.Code, recorder.Body, want)
		}
	}
}

func TestWithoutAPageItIsSaidWhatToDo(t *testing.T) {
	err := Command(t.Context(), []string{"-serve", "-dir", t.TempDir(), "./testdata/pipeline"}, nil)
	if !errors.Is(err, serve.ErrNoPage) {
		t.Errorf("got %v", err)
	}
}
