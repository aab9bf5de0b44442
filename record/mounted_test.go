//go:build !js

package record

import (
	"bufio"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// startService starts a program of testdata that has package watch's handler, and
// returns where that is.
func startService(t *testing.T, binary string) (url string) {
	t.Helper()
	cmd := exec.Command(binary)
	cmd.Env = append(cmd.Environ(), "SLUICE_TOKEN=secret")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close() // it ends when its input does
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func TestAServiceOfAnotherModuleMountsTheHandler(t *testing.T) {
	folder := filepath.Join("testdata", "mounted")
	plain, watched := filepath.Join(t.TempDir(), "plain"), filepath.Join(t.TempDir(), "watched")
	build := exec.Command("go", "build", "-o", plain, ".")
	build.Dir = folder
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var said strings.Builder
	o := Options{Program: folder, Real: true, watched: true, binary: watched, Err: &said}
	if err := runWatched(t.Context(), o, page{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said.String(), "sluice watch: left as they are: 1 package of 1 module") {
		t.Errorf("it said %q", said.String())
	}

	if _, err := remote(startService(t, plain), "secret")(t.Context()); err == nil || !strings.Contains(err.Error(), "sluice watch") {
		t.Errorf("built as usual: %v", err)
	}
	url := startService(t, watched)
	for name, test := range map[string]struct{ url, token, says string }{
		"another token":   {url, "guess", "token"},
		"not the handler": {strings.TrimSuffix(url, "/debug/sluice/"), "secret", "404"},
		"nobody is there": {"http://127.0.0.1:1/", "secret", "refused"},
		"not even an URL": {"127.0.0.1:80", "secret", "http://"},
	} {
		if _, err := remote(test.url, test.token)(t.Context()); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stream, err := remote(url, "secret")(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	if line, err := bufio.NewReader(stream).ReadString('\n'); err != nil || line != "event: begin\n" {
		t.Errorf("the stream begins with %q, %v", line, err)
	}
}

func TestAnAddressThatStreamsNothingIsSaidSo(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "<p>Welcome.")
	}))
	defer server.Close()
	if _, err := remote(server.URL, "secret")(t.Context()); err == nil || !strings.Contains(err.Error(), "watch.Handler") {
		t.Errorf("%v", err)
	}
}

func TestAServiceThatIsRecordedLetsNobodyWatch(t *testing.T) {
	_, l, said := recorded(t, program{folder: "mounted"}, true)
	if strings.Contains(said, "token") || l.Events() == 0 {
		t.Errorf("%d events, and it said %q", l.Events(), said)
	}
}
