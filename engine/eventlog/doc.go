// Package eventlog holds the one source of truth of a run: an append-only
// log of events in a compact binary form.
//
// Everything that Sluice shows is a fold over this log. Nothing keeps a
// second count. An event costs between three and about twelve bytes: a kind
// byte whose top bits say whether the time or the goroutine changed since
// the event before, then the fields of that kind as variable-length
// integers. Texts are written once and referred to by number.
//
// # File format, version 3
//
//	magic    8 bytes  "SLUICE\r\n"
//	version  uvarint  3, or 2, which has fewer kinds
//	origin   uvarint  0 native, 1 wasm (their schedules differ)
//	until    uvarint  ns of virtual time up to which the run was recorded
//	events   uvarint  number of events, without definitions
//	size     uvarint  bytes of the body
//	body     the encoded events
//	hash     8 bytes  FNV-1a 64 of the body, little-endian
package eventlog
