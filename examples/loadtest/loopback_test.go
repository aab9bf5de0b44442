//go:build !js

package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestLoopbackIsResolved(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "127.8.9.10:80", "[::1]:8080", "[::ffff:127.0.0.1]:1", "localhost:8080"} {
		got, err := loopback(t.Context(), address)
		if err != nil || strings.Contains(got, "localhost") {
			t.Errorf("%s is %s: %v", address, got, err)
		}
	}
}

func TestOtherHostsAreRefused(t *testing.T) {
	for _, address := range []string{":8080", "0.0.0.0:8080", "[::]:8080", "192.0.2.1:80", "10.0.0.1:80", "[2001:db8::1]:80", "[::ffff:192.0.2.1]:80"} {
		if got, err := loopback(t.Context(), address); !errors.Is(err, errNotLoopback) {
			t.Errorf("%s is %s: %v", address, got, err)
		}
	}
}

func TestNothingIsStartedForAnotherHost(t *testing.T) {
	var said strings.Builder
	err := run(t.Context(), []string{"-addr", "192.0.2.1:80", "-service", "none"}, &said, &said)
	if !errors.Is(err, errNotLoopback) {
		t.Errorf("refused because of %v", err)
	}
}

func TestTheClientConnectsToLoopbackOnly(t *testing.T) {
	client := newClient(1, 10*time.Second)
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	answer, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	// Also when a service sends it elsewhere.
	away := httptest.NewServer(http.RedirectHandler("http://192.0.2.1/", http.StatusFound))
	defer away.Close()
	for _, url := range []string{"http://192.0.2.1/", away.URL} {
		if _, err := client.Get(url); !errors.Is(err, errNotLoopback) {
			t.Errorf("%s: %v", url, err)
		}
	}
}
