package playback

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"sluice/engine/eventlog"
)

// Limits of a script as text. They bound what a hostile one can cost.
const (
	MaxScript = 8000       // characters, so that a link with it still is one
	MaxInputs = 10_000     // inputs
	MaxEvents = 10_000_000 // events of the run, which takes seconds to run
	maxRaw    = 256 << 10  // bytes, unpacked
)

// scriptVersion stands before the first dot of a script's text.
const scriptVersion = "1"

var (
	// ErrScript is returned for a text that is no script.
	ErrScript = errors.New("it is damaged: copy the whole link once more")
	// ErrScriptVersion is returned for a script of another version.
	ErrScriptVersion = errors.New("it is of another version of Sluice: reload the page to get the newest one")
	// ErrScriptLong is returned for a script beyond the limits.
	ErrScriptLong = errors.New("the run is too long for a link: export it as a file")
)

// Script is what a run was told from outside, and where it came to. Together
// with its scene, seed and first knobs it is enough to run it again.
type Script struct {
	Inputs []Input       // since the run's start; their Seq is not kept
	Events int64         // that were recorded
	At     time.Duration // virtual time that was reached
	Hash   uint64        // of the log
	Seen   int64         // events that lie before the playhead
}

// scriptKinds are the kinds of inputs in a script, by their code.
var scriptKinds = [...]eventlog.Kind{eventlog.Inject, eventlog.Knob, eventlog.Act}

// Text returns the script as letters, digits, "-", "_" and one dot, at most
// MaxScript of them: the version, and then, packed, the numbers and inputs.
// It returns ErrScriptLong.
func (s *Script) Text() (string, error) {
	if len(s.Inputs) > MaxInputs || s.Events > MaxEvents {
		return "", ErrScriptLong
	}
	raw := binary.AppendUvarint(nil, uint64(s.Events))
	raw = binary.AppendUvarint(raw, uint64(s.At))
	raw = binary.LittleEndian.AppendUint64(raw, s.Hash)
	raw = binary.AppendUvarint(raw, uint64(s.Seen))
	after, at := int64(0), time.Duration(0)
	for _, in := range s.Inputs {
		raw = append(raw, kindCode(in.Kind))
		raw = binary.AppendUvarint(raw, uint64(in.After-after))
		raw = binary.AppendUvarint(raw, uint64(in.At-at))
		raw = binary.LittleEndian.AppendUint64(raw, uint64(in.N))
		raw = binary.AppendUvarint(raw, uint64(len(in.Text)))
		raw = append(raw, in.Text...)
		after, at = in.After, in.At
	}
	if len(raw) > maxRaw {
		return "", ErrScriptLong
	}
	text := scriptVersion + "." + base64.RawURLEncoding.EncodeToString(pack(raw))
	if len(text) > MaxScript {
		return "", ErrScriptLong
	}
	return text, nil
}

func kindCode(k eventlog.Kind) byte {
	for code, kind := range scriptKinds {
		if kind == k {
			return byte(code)
		}
	}
	panic("playback: an input of kind " + k.String())
}

func pack(raw []byte) []byte {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err == nil {
		_, err = w.Write(raw)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // the level is right, and a buffer's Write returns no error
	}
	return packed.Bytes()
}

// ParseScript reads what Text returned. It returns ErrScript,
// ErrScriptVersion or ErrScriptLong for anything else, and uses no more time
// and memory than the limits allow.
func ParseScript(text string) (*Script, error) {
	if len(text) > MaxScript {
		return nil, fmt.Errorf("%w (it has more than %d characters)", ErrScriptLong, MaxScript)
	}
	version, packed, ok := strings.Cut(text, ".")
	if !ok {
		return nil, ErrScript
	}
	if version != scriptVersion {
		return nil, ErrScriptVersion
	}
	deflated, err := base64.RawURLEncoding.Strict().DecodeString(packed)
	if err != nil {
		return nil, ErrScript
	}
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(deflated)), maxRaw+1))
	if err != nil {
		return nil, ErrScript
	}
	if len(raw) > maxRaw {
		return nil, ErrScriptLong
	}
	r := &scriptReader{rest: raw}
	s := &Script{
		Events: r.number(), At: time.Duration(r.number()), Hash: r.fixed(), Seen: r.number(),
	}
	if s.Events > MaxEvents {
		return nil, ErrScriptLong
	}
	after, at := int64(0), time.Duration(0)
	for len(r.rest) > 0 && !r.broken {
		if len(s.Inputs) == MaxInputs {
			return nil, ErrScriptLong
		}
		in := Input{Kind: r.kind()}
		after += r.number()
		at += time.Duration(r.number())
		in.After, in.At, in.N, in.Text = after, at, int64(r.fixed()), r.text()
		if after < 0 || after > s.Events || at < 0 || at > s.At { // below 0: an overflow
			return nil, ErrScript
		}
		s.Inputs = append(s.Inputs, in)
	}
	if r.broken || s.Seen > s.Events {
		return nil, ErrScript
	}
	return s, nil
}

// scriptReader takes one value after the other off a script's bytes.
type scriptReader struct {
	rest   []byte
	broken bool
}

// take returns the next n bytes, or nothing and breaks.
func (r *scriptReader) take(n int64) []byte {
	if n > int64(len(r.rest)) {
		r.broken, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *scriptReader) number() int64 {
	x, n := binary.Uvarint(r.rest)
	if n <= 0 || x > math.MaxInt64 {
		r.broken, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return int64(x)
}

func (r *scriptReader) fixed() uint64 {
	b := r.take(8)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint64(b)
}

func (r *scriptReader) kind() eventlog.Kind {
	b := r.take(1)
	if b == nil || int(b[0]) >= len(scriptKinds) {
		r.broken = true
		return 0
	}
	return scriptKinds[b[0]]
}

func (r *scriptReader) text() string { return string(r.take(r.number())) }
