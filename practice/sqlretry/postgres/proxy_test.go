//go:build unix

package postgres_test

import (
	"encoding/binary"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// A cut says when a proxy cuts the connection, once.
type cut int32

const (
	never cut = iota
	beforeCommit
	afterCommit // the server has answered, but the client does not hear of it
)

// proxy passes on what a client and the server in folder tell each other, until
// it cuts the connection.
type proxy struct {
	folder string // where it listens
	server string
	next   atomic.Int32
}

func newProxy(t *testing.T, folder string) *proxy {
	t.Helper()
	p := &proxy{folder: filepath.Join(folder, "proxy"), server: filepath.Join(folder, socket)}
	if err := os.Mkdir(p.folder, 0o700); err != nil { // in a short path, as names of sockets must be
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(p.folder, socket))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		all.Wait()
	})
	all.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { p.pass(client) })
		}
	})
	return p
}

func (p *proxy) pass(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("unix", p.server)
	if err != nil {
		return
	}
	defer server.Close()
	var mute atomic.Bool
	var back sync.WaitGroup
	defer back.Wait()
	defer server.Close()
	back.Go(func() {
		defer client.Close()
		buffer := make([]byte, 1<<16)
		for {
			n, err := server.Read(buffer)
			if err != nil || mute.Load() {
				return
			}
			if _, err := client.Write(buffer[:n]); err != nil {
				return
			}
		}
	})
	for first := true; ; first = false {
		message, err := read(client, first)
		if err != nil {
			return
		}
		if strings.HasPrefix(string(message), "Q") && strings.Contains(string(message), "commit") {
			switch cut(p.next.Swap(int32(never))) {
			case beforeCommit:
				return
			case afterCommit:
				mute.Store(true)
			}
		}
		if _, err := server.Write(message); err != nil {
			return
		}
		if mute.Load() {
			back.Wait() // for the answer
			return
		}
	}
}

// read reads a message: its type, but for the first one, its length, which does
// not count the type, and the rest.
func read(r io.Reader, first bool) ([]byte, error) {
	header := make([]byte, 5)
	if first {
		header = header[:4]
	}
	if _, err := io.ReadFull(r, header); err != nil {
		return nil, err
	}
	rest := make([]byte, binary.BigEndian.Uint32(header[len(header)-4:])-4)
	_, err := io.ReadFull(r, rest)
	return append(header, rest...), err
}
