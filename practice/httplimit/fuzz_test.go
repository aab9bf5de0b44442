package httplimit_test

import (
	"net/http"
	"strings"
	"testing"

	"sluice/practice/httplimit"
)

// fuzz tries what a client can write into a field to which a trusted proxy
// then appends what it says of the client, 203.0.113.9, to the line or on one
// of its own. If the proxy says nothing, the client's own word counts.
func fuzz(f *testing.F, field string, said ...string) {
	client := httplimit.Client{Trusted: private, Field: field}
	f.Fuzz(func(t *testing.T, line string) {
		r := request("10.0.0.1:1")
		read := func(lines ...string) string {
			r.Header = http.Header{field: lines}
			return addr(client, r)
		}
		for _, says := range said {
			for _, got := range []string{read(line + ", " + says), read(line, says), read(line, says, ""), read(line, says+" , ")} {
				if got != "203.0.113.9" {
					t.Errorf("with %q before it, %q is %s", line, says, got)
				}
			}
		}
		alone := read(line)
		if strings.Contains(alone, "%") || strings.HasPrefix(alone, "::ffff:") && strings.Contains(alone, ".") {
			t.Errorf("%q is %s", line, alone)
		}
		if alone != none && alone != "10.0.0.1" && !strings.ContainsAny(line, ".:") {
			t.Errorf("%q, which has no address, is %s", line, alone)
		}
		r.RemoteAddr = "192.0.2.1:1" // not a proxy
		if got := read(line); got != "192.0.2.1" {
			t.Errorf("%q makes a peer %s", line, got)
		}
	})
}

func FuzzForwarded(f *testing.F) {
	for _, line := range []string{
		``, `for=192.0.2.60;proto=http;by=203.0.113.43`, `For="[2001:db8:cafe::17]:4711"`, `for=unknown`, `for="_x`,
		`for="a\",b", for=10.1.2.3`, `by=x;for="fe80::1%e"`, `,,`, `for="`, `for="\`, `;=";`,
	} {
		f.Add(line)
	}
	fuzz(f, "Forwarded", `for=203.0.113.9`, `for="203.0.113.9:80";by="_a,b\"c"`, `by=10.0.0.1;For="[::ffff:203.0.113.9]:_x"`)
}

func FuzzXForwardedFor(f *testing.F) {
	for _, line := range []string{
		``, `203.0.113.7`, `1.1.1.1, [2001:db8::1]:80`, `unknown`, `_x`, `fe80::1%e`, `::ffff:10.0.0.1`, `,,`, `"`, `[`, `1.2.3.4:`,
	} {
		f.Add(line)
	}
	fuzz(f, "X-Forwarded-For", `203.0.113.9`, `203.0.113.9:80`, `[::ffff:203.0.113.9]:80`, `203.0.113.9, 10.2.2.2`)
}
