// Package httplimit keeps an HTTP service up when more is asked of it than it
// can do. It has two middlewares, which work with every router:
//
//	client -> Limiter -> Gate -> handler
//	          how often  how many at once
//
// A [Limiter] bounds how often each client may ask: by IP address, also behind
// proxies ([Client]), by a header ([Header]), or by any function. Who is too
// fast gets 429. A [Gate] bounds how many handlers run at once, whoever asks,
// and how many requests wait for that. What is more gets 503.
//
// # Fields
//
// A limiter tells clients what they may do in the fields RateLimit-Policy and
// RateLimit of draft-ietf-httpapi-ratelimit-headers-11 (May 2026):
//
//	RateLimit-Policy: "default";q=100;w=60
//	RateLimit: "default";r=50;t=30
//
// Here q is the Burst, and w the seconds in which the Rate brings as many. Of
// what is left, r requests may be made at once, or spread over t seconds, for
// ever: r/t is not above the Rate. If r is 0, t is the time until there is one,
// and a refusal says the same in Retry-After. Limiters in a row add to the
// fields. There is no partition key (pk): it would repeat to clients what they
// sent. The bodies of refusals are problems (RFC 9457) of the types that the
// draft registers, quota-exceeded and temporary-reduced-capacity.
//
// # Memory
//
// A limiter holds a bucket for each client in debt, MaxKeys at most. One that
// is full again is as good as none: a newcomer takes its place. One in debt
// keeps it, so that no flood of made-up clients gives anybody a fresh burst; if
// all are in debt, Full decides about newcomers. A client who spends all of a
// burst keeps a place for Burst/Rate seconds, one who asks once for 1/Rate. So
//
//	MaxKeys = new clients per second * Burst/Rate
//
// always is enough. A bucket is one number, the time at which it will be full;
// 10^6 of them take 54 MB. Keys of any length are kept as hashes of 64 bits.
//
// # Law
//
// In any window of time a client gets at most Burst + Rate*window requests
// through, however many others there are. This goes for all clients but those
// whom Full or NoKey let in.
package httplimit
