//go:build !js

package live

import (
	"encoding/base64"
	"strconv"
	"time"
)

// frame is a server-sent event: a moment of the program's time in milliseconds
// and, base64, what the log has grown by until then.
func frame(event string, until time.Duration, pieces ...[]byte) []byte {
	size := 0
	for _, b := range pieces {
		size += len(b)
	}
	body := make([]byte, 0, size)
	for _, b := range pieces {
		body = append(body, b...)
	}
	f := make([]byte, 0, 64+base64.StdEncoding.EncodedLen(size))
	f = append(f, "event: "...)
	f = append(f, event...)
	f = append(f, "\ndata: "...)
	f = strconv.AppendFloat(f, float64(until)/float64(time.Millisecond), 'f', 3, 64)
	f = append(f, ' ')
	f = base64.StdEncoding.AppendEncode(f, body)
	return append(f, "\n\n"...)
}

// endFrame tells why the program has ended.
func endFrame(why string) []byte { return []byte("event: end\ndata: " + why + "\n\n") }

// history is what of a recording another viewer needs to join it.
type history struct {
	pieces [][]byte
	size   int64
	most   int64
	until  time.Duration
	whole  bool // it has not become too long
}

func (h *history) add(pieces [][]byte, until time.Duration) {
	h.until = until
	if !h.whole {
		return
	}
	h.pieces = append(h.pieces, pieces...)
	for _, b := range pieces {
		h.size += int64(len(b))
	}
	if h.size > h.most {
		*h = history{until: until}
	}
}

// frame begins the stream with all that has been recorded.
func (h *history) frame() []byte { return frame("begin", h.until, h.pieces...) }
