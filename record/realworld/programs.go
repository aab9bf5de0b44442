//go:build !js

package main

// A program of the table. Its arguments may name {tools}, the folder of a
// large module's sources, and {temp}, a folder to write into.
type program struct {
	name  string
	at    string // package path@version, or a folder of this module
	args  []string
	input string // the file that is its standard input

	// A server gets an interrupt when its client has ended; a client has its
	// server beside it. The other one of the two runs plainly.
	listens string // the address of the server; empty if there is none
	client  *program
	server  *program
}

// tools is the module whose sources are the input of many programs.
const tools = "golang.org/x/tools@v0.52.0"

const (
	serviceAt = "127.0.0.1:4872"
	natsAt    = "127.0.0.1:4873"
)

var (
	hey = program{
		name: "hey", at: "github.com/rakyll/hey@v0.1.5",
		args: []string{"-n", "2000", "-c", "20", "http://" + serviceAt + "/stats"},
	}
	service = program{name: "service", at: "./examples/service", args: []string{"-addr", serviceAt, "-rate", "100000", "-burst", "100000"}}
	nats    = program{name: "nats-server", at: "github.com/nats-io/nats-server/v2@v2.15.3", args: []string{"-a", "127.0.0.1", "-p", "4873"}}
	bench   = program{
		name: "nats-bench", at: "github.com/nats-io/nats.go/examples/nats-bench@v1.55.0",
		args: []string{"-s", "nats://" + natsAt, "-np", "2", "-ns", "3", "-n", "5000", "words"},
	}
)

var programs = []program{
	{name: "sieve", at: "./web/test/programs/sieve"},
	{name: "stringer", at: "golang.org/x/tools/cmd/stringer@v0.52.0", args: []string{"-type=Kind", "-output={temp}/kind.go", "./engine/eventlog"}},
	{name: "goimports", at: "golang.org/x/tools/cmd/goimports@v0.52.0", args: []string{"-l", "{tools}/go/ssa"}},
	{name: "gofumpt", at: "mvdan.cc/gofumpt@v0.12.0", args: []string{"-l", "{tools}/go"}},
	{name: "shfmt", at: "mvdan.cc/sh/v3/cmd/shfmt@v3.14.1", args: []string{"-l", "{tools}"}},
	{name: "esbuild", at: "github.com/evanw/esbuild/cmd/esbuild@v0.28.2", args: []string{"web/src/page.ts", "--bundle", "--format=esm", "--loader:.woff2=dataurl", "--minify", "--outfile={temp}/page.js", "--log-level=warning"}},
	{name: "benchstat", at: "golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da", args: []string{"bench/testdata/results.txt"}},
	{name: "staticcheck", at: "honnef.co/go/tools/cmd/staticcheck@v0.8.2", args: []string{"./engine/eventlog"}},
	{name: "fzf", at: "github.com/junegunn/fzf@v0.65.2", args: []string{"--filter=chan go"}, input: "{tools}/go/ssa/builder.go"},
	{name: "s2c", at: "github.com/klauspost/compress/s2/cmd/s2c@v1.20.4", args: []string{"-c", "-q", "{tools}/go/ssa/builder.go"}},
	{name: "vegeta", at: "github.com/tsenart/vegeta/v12@v12.13.0", args: []string{"attack", "-rate=200", "-duration=2s", "-output={temp}/results"}, input: "record/realworld/target.txt", listens: serviceAt, server: &service},
	with(hey, func(p *program) { p.listens, p.server = serviceAt, &service }),
	with(service, func(p *program) { p.listens, p.client = serviceAt, &hey }),
	with(nats, func(p *program) { p.listens, p.client = natsAt, &bench }),
	with(bench, func(p *program) { p.listens, p.server = natsAt, &nats }),
}

// with is p changed by f.
func with(p program, f func(*program)) program {
	f(&p)
	return p
}
