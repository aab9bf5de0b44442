//go:build !js

package record

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"sluice/engine/live"
	"sluice/engine/probe"
	"sluice/engine/watched"
	"sluice/web/serve"
)

// streamName is where the stream of a program is, beside the page.
const streamName = "live"

// WatchCommand shows a program in the page while it runs, as the command line says:
//
//	[-addr host:port] [-dir dist] [-race] [-tags list] [-work dir] [-v] package [args]
//	-o file [-race] [-tags list] [-work dir] [-v] package
//	[-addr host:port] [-dir dist] -url URL [-token token]
//
// The first form builds and starts the program, which has this process's
// standard streams; its exit status is returned as a Status. The second one only
// builds it. The third one shows a service that runs already and has package
// watch's handler at that URL.
func WatchCommand(ctx context.Context, args []string, _ io.Writer) error {
	o := Options{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Real: true, watched: true}
	flags := flag.NewFlagSet("watch", flag.ContinueOnError)
	addr := flags.String("addr", serve.DefaultAddr, "listen `address` of the page; a free port replaces the default one when it is taken")
	dist := flags.String("dir", "dist", "`directory` of the built page")
	url := flags.String("url", "", "`address` of the handler of a service that runs already, instead of a package")
	token := flags.String("token", os.Getenv("SLUICE_TOKEN"), "that service's `token`; SLUICE_TOKEN of the environment if not given")
	flags.BoolVar(&o.Race, "race", false, "build with the race detector")
	flags.StringVar(&o.binary, "o", "", "only build, into this `file`: for a service that has the handler, see -url")
	flags.StringVar(&o.Tags, "tags", "", "build `tags`, comma-separated")
	flags.StringVar(&o.Work, "work", "", "build in this `folder`, and keep it")
	flags.BoolVar(&o.Verbose, "v", false, "name the packages that are left as they are")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if (flags.NArg() == 0) == (*url == "") {
		return errors.New("name a program or the address of a service: sluice watch ./cmd/server, or -url http://127.0.0.1:9000/debug/sluice/")
	}
	if o.binary == "" {
		if err := findPage(*dist); err != nil {
			return err
		}
	}
	p := page{dir: *dist, addr: *addr, out: o.Err}
	if *url != "" {
		from := remote(*url, *token)
		stream, err := from(ctx) // what is wrong with it is told here rather than in the page
		if err != nil {
			return err
		}
		stream.Close()
		return p.showLive(ctx, from, func() string { return "" })
	}
	if !probe.CanWatch {
		return live.ErrArchitecture
	}
	o.Program, o.Args = flags.Arg(0), flags.Args()[1:]
	return runWatched(ctx, o, p)
}

// runWatched builds and runs a program and shows it meanwhile.
func runWatched(ctx context.Context, o Options, p page) error {
	b, err := prepare(o)
	if err != nil {
		return err
	}
	defer b.clean()
	binary, err := b.build()
	if err != nil {
		return err
	}
	if o.binary != "" {
		return copyFile(o.binary, binary)
	}
	// A socket's path may not be long, as that of -work could be.
	dir, err := os.MkdirTemp("", "sluice-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	socket := dir + "/watch"

	// A signal ends the program, and then the page.
	shown := make(chan error, 1)
	ended, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	var status status
	over := make(chan struct{}) // closed when there is the status
	go func() {
		shown <- p.showLive(ended, local(socket), func() string {
			<-over
			return status.why()
		})
	}()
	status, err = run(o, binary, watched.Environ(socket), tokenOf(os.Environ()))
	close(over)
	end()
	if err := errors.Join(err, <-shown); err != nil {
		return err
	}
	if status.code != 0 {
		return Status(status.code)
	}
	return nil
}

// tokenOf is the line of a program's environment with the token that its own
// handler asks for, if it has one: the socket needs none, so nobody has to know it.
func tokenOf(environ []string) string {
	const name = "SLUICE_TOKEN="
	for _, line := range environ {
		if strings.HasPrefix(line, name) {
			return line
		}
	}
	return name + rand.Text()
}

// copyFile copies a program.
func copyFile(to, from string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o755)
}

// showLive serves the page, and a stream beside it, until ctx is cancelled. See relay for why.
func (p page) showLive(ctx context.Context, from source, why func() string) error {
	return p.serve(ctx, "sluice watch: http://%s/?watch="+streamName+"\n", func(page http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle("/", page)
		mux.Handle("GET /"+streamName, relay(from, why))
		return mux
	})
}

// local is the stream of a program on this machine that listens on a socket,
// or is about to.
func local(socket string) source {
	return func(ctx context.Context) (io.ReadCloser, error) {
		var dialer net.Dialer
		for patience := time.Now().Add(starting); ; {
			conn, err := dialer.DialContext(ctx, "unix", socket)
			if err == nil || time.Now().After(patience) {
				return conn, err
			}
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(starting / 100):
			}
		}
	}
}

// starting is how long a program may take until it listens.
const starting = 5 * time.Second
