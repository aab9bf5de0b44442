//go:build !js && (amd64 || arm64)

package probe

import (
	"runtime"
	"strings"
	"testing"
)

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
	for _, program := range []bool{false, true} {
		b.Run(map[bool]string{false: "scene", true: "program"}[program], func(b *testing.B) {
			done := make(chan bool)
			r := NewRun(1, nil)
			if program {
				r.takeIn()
				defer adopting.Store(nil)
			}
			r.Start("main", func() {
				for b.Loop() {
					Self()
				}
				done <- true
			})
			<-done
		})
	}
}

func TestAGoroutineOfOthersIsAdoptedOnce(t *testing.T) {
	r := NewRun(1, nil)
	r.takeIn()
	defer adopting.Store(nil)
	adopted, again := make(chan *G), make(chan *G)
	r.Start("main", func() {
		own := Self()
		go func() { // which inherits the label
			adopted <- Self()
			again <- Self()
		}()
		if own != Self() {
			t.Error("a goroutine is another one than before")
		}
	})
	g := <-adopted
	if g == nil || g.ID() != 2 || g.Run() != r || !strings.HasSuffix(g.name, "TestAGoroutineOfOthersIsAdoptedOnce.func1.1") {
		t.Errorf("it was adopted as %+v", g)
	}
	if <-again != g {
		t.Error("it was adopted twice")
	}
}

func TestWhoHasEndedWaitsForNothing(t *testing.T) {
	r := NewProgram(1, 1<<20, nil)
	r.takeIn()
	defer adopting.Store(nil)
	seen := make(chan *G)
	r.Start("main", func() { seen <- Self() })
	g := <-seen // as a look at all goroutines would have found it
	for r.Live() > 0 {
		runtime.Gosched()
	}
	before := r.Events()
	if since, _ := g.WaitsOutside("semacquire", before); !since.IsZero() || r.Events() != before {
		t.Errorf("it has waited since %v, and %d events were recorded", since, r.Events()-before)
	}
}
