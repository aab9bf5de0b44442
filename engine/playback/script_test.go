package playback

import (
	"bytes"
	"encoding/base64"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"sluice/engine/eventlog"
)

// clicked is a script of n clicks, a knob and an action.
func clicked(n int) *Script {
	s := &Script{Events: 900, At: 9 * time.Second, Hash: 0x0123456789abcdef, Seen: 17}
	for i := range n {
		s.Inputs = append(s.Inputs, Input{
			Kind: eventlog.Inject, N: 10, Text: "client", After: int64(min(i, 900)), At: time.Duration(i) * 7919,
		})
	}
	knob := int64(math.Float64bits(12.5))
	s.Inputs = append(s.Inputs,
		Input{Kind: eventlog.Knob, N: knob, Text: "workers", After: 900, At: 8 * time.Second},
		Input{Kind: eventlog.Act, Text: "kill", After: 900, At: 9 * time.Second})
	return s
}

func TestAScriptIsReadAsItWasWritten(t *testing.T) {
	for _, n := range []int{0, 1, 400} {
		s := clicked(n)
		text, err := s.Text()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseScript(text)
		if err != nil || !reflect.DeepEqual(back, s) {
			t.Errorf("%d clicks: got %+v, %v", n, back, err)
		}
	}
}

func TestAScriptBeyondTheLimitsIsNotWritten(t *testing.T) {
	if _, err := clicked(MaxInputs).Text(); !errors.Is(err, ErrScriptLong) {
		t.Errorf("too many inputs: %v", err)
	}
	if _, err := (&Script{Events: MaxEvents + 1}).Text(); !errors.Is(err, ErrScriptLong) {
		t.Errorf("too many events: %v", err)
	}
	s := &Script{Events: MaxEvents, At: math.MaxInt64}
	for i := range 3000 { // at places that cannot be packed well
		s.Inputs = append(s.Inputs, Input{
			Kind:  eventlog.Act,
			After: int64(i)*3_001 + int64(i*i%2_999),
			At:    time.Duration(i)*1_000_000_007 + time.Duration(i*i*i%999_983),
		})
	}
	if _, err := s.Text(); !errors.Is(err, ErrScriptLong) {
		t.Errorf("too long a text: %v", err)
	}
}

func TestWhatIsNoScriptIsRefusedWithAReason(t *testing.T) {
	text, err := clicked(3).Text()
	if err != nil {
		t.Fatal(err)
	}
	packed := func(raw ...byte) string { return "1." + base64.RawURLEncoding.EncodeToString(pack(raw)) }
	whole := append([]byte{9, 9}, make([]byte, 8)...)
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"nothing":               {"", ErrScript},
		"no version":            {"abc", ErrScript},
		"another version":       {"2" + text[1:], ErrScriptVersion},
		"cut off":               {text[:len(text)-6], ErrScript},
		"other letters":         {text[:8] + "!" + text[9:], ErrScript},
		"too many letters":      {"1." + strings.Repeat("A", MaxScript), ErrScriptLong},
		"a run without end":     {packed(append([]byte{0xff, 0xff, 0xff, 0xff, 0x7f}, whole[1:]...)...), ErrScriptLong},
		"a bomb":                {packed(make([]byte, 2<<20)...), ErrScriptLong},
		"no numbers":            {packed(), ErrScript},
		"half an input":         {packed(append(whole, 0, 0, 1)...), ErrScript},
		"an unknown kind":       {packed(append(whole, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)...), ErrScript},
		"a place after the end": {packed(append(whole, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)...), ErrScript},
		"a playhead after it":   {packed(append(whole, 10)...), ErrScript},
		"a text that is longer": {packed(append(whole, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 200)...), ErrScript},
	} {
		if _, err := ParseScript(c.text); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzParseScript reads anything: it must be refused, or mean the same when
// it is written again.
func FuzzParseScript(f *testing.F) {
	for _, n := range []int{0, 3} {
		text, err := clicked(n).Text()
		if err != nil {
			f.Fatal(err)
		}
		raw, err := base64.RawURLEncoding.DecodeString(text[2:])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw, true)
		f.Add(bytes.Repeat([]byte{1}, 40), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, packed bool) {
		if !packed {
			raw = pack(raw)
		}
		s, err := ParseScript("1." + base64.RawURLEncoding.EncodeToString(raw))
		if err != nil {
			return
		}
		text, err := s.Text()
		if err != nil {
			return // it was packed better than we do
		}
		if again, err := ParseScript(text); err != nil || !reflect.DeepEqual(s, again) {
			t.Fatalf("%+v, then %+v, %v", s, again, err)
		}
	})
}
