//go:build !js && (amd64 || arm64)

package probe

import "testing"

func TestAStackTellsHowItsGoroutineCameAbout(t *testing.T) {
	got := parseStack(`goroutine 35 [running]:
example.com/m.(*H).ServeHTTP(0x1, {0x2, 0x3})
	/home/me/m/h.go:10 +0x1d
net/http.(*conn).serve(0xc000, {0x7, 0xc00})
	/usr/local/go/src/net/http/server.go:2102 +0x625
created by net/http.(*Server).Serve in goroutine 8
	/usr/local/go/src/net/http/server.go:3493 +0x485
`)
	want := birth{
		id: "35", entry: "net/http.(*conn).serve", creator: "net/http.(*Server).Serve", file: "net/http/server.go", line: 3493,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func BenchmarkSelf(b *testing.B) {
	done := make(chan bool)
	r := NewRun(1, nil)
	r.Start("main", func() {
		for b.Loop() {
			Self()
		}
		done <- true
	})
	<-done
}
