//go:build !js

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// clients is how many requests are under way at any time.
const clients = 32

var errSilent = errors.New("the program has ended, or prints no numbers")

// serves is the service, to which jobs are sent as fast as they are answered.
func serves(p *program) (worker, error) {
	address := ""
	for address == "" && p.lines.Scan() {
		if _, after, ok := strings.Cut(p.lines.Text(), "serving "); ok {
			address, _, _ = strings.Cut(after, ",")
		}
	}
	if address == "" {
		return nil, errSilent
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	return func(ctx context.Context, d time.Duration) (float64, []time.Duration, error) {
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
		return float64(len(took)), took, errors.Join(failed, ctx.Err())
	}, nil
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

// operates is the program of channel operations, which works for as many
// milliseconds as it is told to and prints how many it has done.
func operates(p *program) (worker, error) {
	return func(_ context.Context, d time.Duration) (float64, []time.Duration, error) {
		if _, err := fmt.Fprintln(p.in, d.Milliseconds()); err != nil {
			return 0, nil, err
		}
		if !p.lines.Scan() {
			return 0, nil, errSilent
		}
		n, err := strconv.ParseFloat(p.lines.Text(), 64)
		return n, nil, err
	}, nil
}
