//go:build !js

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

var errNotLoopback = errors.New("not an address of this machine only: a load test of others is an attack")

// loopback resolves an address of host and port. It returns errNotLoopback unless
// all that the host's name stands for is loopback.
func loopback(ctx context.Context, address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", err
	}
	if host == "" {
		return "", fmt.Errorf("%q is %w", address, errNotLoopback) // every address
	}
	all, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if !a.Unmap().IsLoopback() {
			return "", fmt.Errorf("%s, which is %s, is %w", host, a, errNotLoopback)
		}
	}
	return net.JoinHostPort(all[0].Unmap().String(), port), nil
}

// newClient returns a client that connects to loopback only, whatever it is asked
// for, and never by a proxy.
func newClient(connections int, timeout time.Duration) *http.Client {
	dialer := net.Dialer{Timeout: timeout, Control: func(_, address string, _ syscall.RawConn) error {
		a, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !a.Addr().Unmap().IsLoopback() {
			return fmt.Errorf("%s is %w", address, errNotLoopback)
		}
		return nil
	}}
	return &http.Client{Timeout: timeout, Transport: &http.Transport{
		DialContext:         dialer.DialContext,
		MaxConnsPerHost:     connections,
		MaxIdleConnsPerHost: connections,
	}}
}
