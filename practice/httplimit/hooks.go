package httplimit

import (
	"net/http"
	"time"
)

// Hooks are told what becomes of each request, on its goroutine. Each may be
// nil, and then costs nothing.
type Hooks struct {
	// OnAdmit is told of a request before it is handled. It waited so long
	// for its turn, 0 if it was its turn at once.
	OnAdmit func(r *http.Request, waited time.Duration)

	// OnRefuse is told of a request before it is refused, and of one that
	// is gone: why is the error of its context then.
	OnRefuse func(r *http.Request, why error, waited time.Duration)

	// Respond writes the response to a refused request in place of the
	// problem. Retry-After and the RateLimit fields are set already.
	Respond func(w http.ResponseWriter, r *http.Request, why error)
}

func (h *Hooks) admitted(r *http.Request, waited time.Duration) {
	if h.OnAdmit != nil {
		h.OnAdmit(r, waited)
	}
}

// refused answers a request, with p if there is no Respond.
func (h *Hooks) refused(w http.ResponseWriter, r *http.Request, why error, waited time.Duration, p *problem) {
	if h.OnRefuse != nil {
		h.OnRefuse(r, why, waited)
	}
	if h.Respond != nil {
		h.Respond(w, r, why)
		return
	}
	p.write(w)
}
