//go:build !js

package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// inChild says how the service that a test starts is broken.
const inChild = "SLUICE_LOADTEST_BROKEN"

// The ways in which a service can be broken.
const (
	loses = "loses" // an accepted job is not counted
	stuck = "stuck" // jobs are never done
	dies  = "dies"  // it does not end as it should
)

func TestMain(m *testing.M) {
	if how := os.Getenv(inChild); how != "" {
		serve(how)
		return
	}
	os.Exit(m.Run())
}

// serve is a service that accepts every job, and is broken.
func serve(how string) {
	f := flag.NewFlagSet("service", flag.ExitOnError)
	address := f.String("addr", "", "")
	for _, other := range []string{"dir", "workers", "queue", "rate", "burst"} {
		f.String(other, "", "")
	}
	f.Parse(os.Args[1:])
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		panic(err)
	}
	var jobs atomic.Int64
	http.HandleFunc("POST /jobs", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusAccepted)
		fmt.Fprintf(w, `{"id": "%d", "number": %d}`, jobs.Add(1), small)
	})
	http.HandleFunc("GET /jobs/{id}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"id": "%s", "number": %d, "state": "failed", "problem": "broken"}`, r.PathValue("id"), small)
	})
	http.HandleFunc("GET /stats", func(w http.ResponseWriter, _ *http.Request) {
		n, waiting := jobs.Load(), int64(0)
		switch how {
		case loses:
			n--
		case stuck:
			waiting = n
		}
		fmt.Fprintf(w, `{"received": %d, "accepted": %d, "waiting": %d, "failed": %d}`, n, n, waiting, n-waiting)
	})
	http.HandleFunc("GET /debug/vars", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"pool": {"started": %d}}`, jobs.Load())
	})
	fmt.Printf("serving http://%s, broken\n", listener.Addr())
	http.Serve(listener, nil) // SIGTERM kills it
}

// try loads a broken service, and returns the report and the error.
func try(t *testing.T, how string, args ...string) (report string, err error) {
	t.Helper()
	t.Setenv(inChild, how)
	var printed strings.Builder
	out := filepath.Join(t.TempDir(), "loadtest")
	err = run(t.Context(), append([]string{"-service", os.Args[0], "-out", out, "-requests", "10"}, args...), &printed, t.Output())
	return printed.String(), err
}

func TestAServiceThatLosesAJobFails(t *testing.T) {
	report, err := try(t, loses)
	if !errors.Is(err, errLaw) {
		t.Errorf("it fails with %v", err)
	}
	if !strings.Contains(report, "answers with 202 10, accepted 9") {
		t.Errorf("the report does not say which number does not fit:\n%s", report)
	}
}

func TestAServiceThatDoesNotEndByItselfFails(t *testing.T) {
	_, err := try(t, dies)
	if err == nil || errors.Is(err, errLaw) || !strings.Contains(err.Error(), "after SIGTERM") {
		t.Errorf("it fails with %v", err)
	}
}

func TestALoadTestIsBoundedInTime(t *testing.T) {
	for how, args := range map[string][]string{
		stuck: {"-limit", "1s"},
		dies:  {"-limit", "1s", "-rate", "10", "-requests", "1000"},
	} {
		began := time.Now()
		if _, err := try(t, how, args...); !errors.Is(err, errLimit) {
			t.Errorf("%v: it fails with %v", args, err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%v: it took %v", args, took)
		}
	}
}
