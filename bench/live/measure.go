//go:build !js

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// clients is how many requests are under way at any time.
const clients = 32

var errSilent = errors.New("the program has ended, or prints no numbers")

// requests sends jobs as fast as they are answered.
func requests(ctx context.Context, p *program, d time.Duration) (sample, error) {
	address := ""
	for address == "" && p.lines.Scan() {
		if _, after, ok := strings.Cut(p.lines.Text(), "serving "); ok {
			address, _, _ = strings.Cut(after, ",")
		}
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	var (
		all    sync.WaitGroup
		mu     sync.Mutex
		took   []time.Duration
		failed error
	)
	begun := time.Now()
	for range clients {
		all.Go(func() {
			for time.Since(begun) < d && ctx.Err() == nil {
				sent := time.Now()
				err := request(ctx, client, address)
				mu.Lock()
				took, failed = append(took, time.Since(sent)), errors.Join(failed, err)
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	all.Wait()
	if failed != nil || len(took) == 0 {
		return sample{}, errors.Join(errSilent, failed)
	}
	slices.Sort(took)
	return sample{rate: float64(len(took)) / time.Since(begun).Seconds(), p99: took[len(took)*99/100]}, nil
}

func request(ctx context.Context, client *http.Client, address string) error {
	r, err := http.NewRequestWithContext(ctx, "POST", address+"/jobs", bytes.NewReader([]byte(`{"number": 1001}`)))
	if err != nil {
		return err
	}
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusAccepted {
		return fmt.Errorf("%s: %s", answer.Status, text)
	}
	return err
}

// operations reads how many a program says that it has done each second. The
// first second is for warming up.
func operations(_ context.Context, p *program, d time.Duration) (sample, error) {
	sum, n := 0.0, 0
	for i := -1; i < int(d.Seconds()); i++ {
		if !p.lines.Scan() {
			return sample{}, errSilent
		}
		count, err := strconv.ParseFloat(p.lines.Text(), 64)
		if err != nil {
			return sample{}, err
		}
		if i >= 0 {
			sum, n = sum+count, n+1
		}
	}
	return sample{rate: sum / float64(n)}, nil
}
