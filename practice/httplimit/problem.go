package httplimit

import (
	"fmt"
	"net/http"
	"strconv"
)

// problem is a response as in RFC 9457, made once.
type problem struct {
	status int
	body   []byte
	length []string
}

var problemType = []string{"application/problem+json"}

func newProblem(status int, members string) problem {
	body := fmt.Sprintf("{%s,\"status\":%d}\n", members, status)
	return problem{status, []byte(body), []string{strconv.Itoa(len(body))}}
}

// These types are registered by draft-ietf-httpapi-ratelimit-headers-11,
// section 5. The name is quoted, which is the same in JSON.

// quotaExceeded tells a client that it was too fast.
func quotaExceeded(name string) problem {
	return newProblem(http.StatusTooManyRequests,
		`"type":"https://iana.org/assignments/http-problem-types#quota-exceeded",`+
			`"title":"Request cannot be satisfied as assigned quota has been exceeded",`+
			`"violated-policies":[`+name+`]`)
}

// reducedCapacity tells a client that it is not its fault.
func reducedCapacity(name string) problem {
	return newProblem(http.StatusServiceUnavailable,
		`"type":"https://iana.org/assignments/http-problem-types#temporary-reduced-capacity",`+
			`"title":"Request cannot be satisfied due to temporary server capacity constraints",`+
			`"violated-policies":[`+name+`]`)
}

var noKey = newProblem(http.StatusBadRequest,
	`"type":"about:blank","title":"Bad Request","detail":"It cannot be told whose request this is."`)

func (p problem) write(w http.ResponseWriter) {
	h := w.Header()
	h["Content-Type"] = problemType
	h["Content-Length"] = p.length
	w.WriteHeader(p.status)
	// Whoever does not read it has gone.
	_, _ = w.Write(p.body)
}
