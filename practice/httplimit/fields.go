package httplimit

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// fields writes the RateLimit fields of draft-ietf-httpapi-ratelimit-headers-11
// and Retry-After (RFC 9110, 10.2.3). Values that come often are made once and
// shared by all responses: nothing is allocated for them.
type fields struct {
	name   string // quoted
	limit  limit
	policy []string
	left   [][]string // by the number of requests that are left, from 1
	none   [][]string // none left: by the seconds until there is one
	retry  [][]string // by the seconds

	exceeded, reduced problem
}

const (
	mostLeft    = 1024 // numbers of requests left for which a value is kept
	mostSeconds = 64
)

func newFields(name string, burst int, l limit) *fields {
	f := &fields{name: quoted(name), limit: l}
	f.policy = []string{fmt.Sprintf("%s;q=%d;w=%d", f.name, burst, f.window(burst))}
	for n := range min(burst, mostLeft) + 1 {
		f.left = append(f.left, f.someLeft(n))
	}
	for s := range mostSeconds {
		f.none = append(f.none, f.noneLeft(s))
		f.retry = append(f.retry, []string{strconv.Itoa(s)})
	}
	f.exceeded = quotaExceeded(f.name)
	f.reduced = reducedCapacity(f.name)
	return f
}

// quoted is a String of structured fields (RFC 9651, 3.3.3).
func quoted(name string) string {
	for _, c := range []byte(name) {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			panic("httplimit: the name has a character that is not allowed: " + strconv.Quote(name))
		}
	}
	return `"` + name + `"`
}

// seconds rounds up, as whoever comes a little early is refused again.
func seconds(d time.Duration) int {
	s := int(d / time.Second)
	if d%time.Second > 0 {
		s++
	}
	return s
}

// someLeft says that n requests are left. The draft's t is the time in which
// the client can use no more than r; here it is the time in which the rate
// brings r, so that r/t is never more than the rate (the draft's section 6
// asks to cap it), a full bucket reads like the policy, and a client who
// keeps to it is never refused.
func (f *fields) someLeft(n int) []string {
	return []string{fmt.Sprintf("%s;r=%d;t=%d", f.name, n, f.window(n))}
}

// window is the number of seconds in which the rate brings n requests.
func (f *fields) window(n int) int {
	gap := f.limit.gap - 1 // which was rounded up: 7 a minute are no 61 s
	return max(1, seconds(time.Duration(n)*gap))
}

// noneLeft says that there is none until s seconds are over.
func (f *fields) noneLeft(s int) []string {
	return []string{fmt.Sprintf("%s;r=0;t=%d", f.name, s)}
}

// set adds both fields to those of other limiters, if there are any.
func (f *fields) set(h http.Header, a answer) {
	add(h, "Ratelimit-Policy", f.policy)
	s := seconds(a.wait)
	switch {
	case a.left == 0 && s < len(f.none):
		add(h, "Ratelimit", f.none[s])
	case a.left == 0:
		add(h, "Ratelimit", f.noneLeft(s))
	case a.left < len(f.left):
		add(h, "Ratelimit", f.left[a.left])
	default:
		add(h, "Ratelimit", f.someLeft(a.left))
	}
}

// add appends values that are shared, so it never appends in place.
func add(h http.Header, name string, values []string) {
	if old := h[name]; len(old) > 0 {
		values = append(old[:len(old):len(old)], values...)
	}
	h[name] = values
}

// retryAfter is the value of Retry-After, at least a second.
func (f *fields) retryAfter(wait time.Duration) []string {
	s := max(1, seconds(wait))
	if s < len(f.retry) {
		return f.retry[s]
	}
	return []string{strconv.Itoa(s)}
}
