// Command server counts in a goroutine behind an HTTP server.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

type count struct {
	by    int
	total chan int
}

func counter(counts <-chan count) {
	total := 0
	for c := range counts {
		total += c.by
		c.total <- total
	}
}

func main() {
	counts := make(chan count)
	go counter(counts)
	http.HandleFunc("/add", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		c := count{1, make(chan int, 1)}
		counts <- c
		select {
		case total := <-c.total:
			fmt.Fprintln(w, total)
		case <-ctx.Done():
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()

	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			r, err := http.Get("http://" + listener.Addr().String() + "/add")
			if err != nil {
				panic(err)
			}
			defer r.Body.Close()
			io.Copy(io.Discard, r.Body)
		})
	}
	wg.Wait()
	r, err := http.Get("http://" + listener.Addr().String() + "/add")
	if err != nil {
		panic(err)
	}
	text, _ := io.ReadAll(r.Body)
	r.Body.Close()
	fmt.Printf("%s", text)
	if err := server.Shutdown(context.Background()); err != nil {
		panic(err)
	}
	close(counts)
	fmt.Println(<-served)
}
