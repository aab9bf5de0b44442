package serve

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestListenFallsBackOnlyFromTheDefault(t *testing.T) {
	taken, err := net.Listen("tcp", DefaultAddr)
	if err != nil {
		t.Logf("the default address is in use already: %v", err)
	} else {
		defer taken.Close()
	}
	free, err := Listen(DefaultAddr)
	if err != nil {
		t.Fatalf("Listen(DefaultAddr) while it is taken: %v", err)
	}
	defer free.Close()
	if host, _, _ := net.SplitHostPort(free.Addr().String()); host != "127.0.0.1" || free.Addr().String() == DefaultAddr {
		t.Errorf("fell back to %s, want another port of 127.0.0.1", free.Addr())
	}
	if again, err := Listen(free.Addr().String()); err == nil {
		again.Close()
		t.Error("an explicit address that is taken was replaced, want an error")
	}
}

func TestCommandServesUntilCancelled(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("<title>page</title>"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	reader, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- Command(ctx, []string{"-addr", "127.0.0.1:0", "-dir", dir}, out) }()

	line := make([]byte, 200)
	n, err := reader.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(line[:n]), "http://")
	address, _, _ := strings.Cut(rest, " ")
	response, err := http.Get("http://" + address)
	if err != nil {
		t.Fatalf("printed %q, but: %v", line[:n], err)
	}
	defer response.Body.Close()
	if body, _ := io.ReadAll(response.Body); string(body) != "<title>page</title>" {
		t.Errorf("got %q", body)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("cancelled Command returned %v, want nil", err)
	}
}

func TestCommandNamesWhatIsMissing(t *testing.T) {
	err := Command(t.Context(), []string{"-dir", t.TempDir()}, &bytes.Buffer{})
	if !errors.Is(err, ErrNoPage) {
		t.Errorf("an empty directory: %v, want ErrNoPage", err)
	}
	err = Command(t.Context(), []string{"-dir", filepath.Join(t.TempDir(), "none")}, &bytes.Buffer{})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing directory: %v, want os.ErrNotExist", err)
	}
}
