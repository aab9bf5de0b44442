//go:build !js

package main

import (
	"encoding/json"
	"net/http"
)

// problem is an answer as in RFC 9457. Its title is that of the status.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// unavailable is the problem of a service that will be able to in a second.
func unavailable(detail string) *problem {
	return &problem{Status: http.StatusServiceUnavailable, Detail: detail}
}

func (p *problem) write(w http.ResponseWriter) {
	p.Title = http.StatusText(p.Status)
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p) // whoever does not read it has gone
}
