package scene

import (
	"sync/atomic"

	"sluice/engine/graph"
)

// These scenes are not listed. They end badly on purpose, so that the page
// can be tested on them.
func init() {
	one := []Variant{{"only", "Only"}}
	picture := func(string) *graph.Graph {
		return &graph.Graph{Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "main"},
		}}
	}
	for id, main := range map[string]func(*Env){
		"selftest-panic":    func(env *Env) { <-env.Bursts; panic("the scene broke on purpose") },
		"selftest-deadlock": func(*Env) { queue := make(chan int); queue <- 1 },
		"selftest-leak":     leaky,
		"selftest-hoard":    hoarding,
		"selftest-spin":     spinning,
	} {
		register("selftest.go", &Spec{
			ID: id, Title: id, Summary: "A scene that ends badly.", Hidden: true,
			Variants: one, Sources: []string{"client"},
			Graph: picture, Main: main,
		})
	}
}

// hoarding takes memory until there is no more.
func hoarding(env *Env) {
	<-env.Bursts
	type hoard struct {
		held []byte
		more *hoard
	}
	for all := new(hoard); ; {
		all = &hoard{make([]byte, 64<<20), all}
	}
}

// spinning waits in a loop for what nobody will tell it.
func spinning(env *Env) {
	<-env.Bursts
	var told atomic.Bool
	for !told.Load() {
	}
}

func leaky(*Env) {
	results := make(chan int)
	for range 3 {
		go func() { results <- 1 }()
	}
	<-results
}
