package httplimit

import (
	"net/netip"
	"strings"
)

const blank = " \t"

// hops goes through a field's lines, which make one list, from its right end.
// What the nearest proxy wrote comes first, so that nothing that stands left
// of it, such as a quote that is never closed, changes how it is read.
type hops struct {
	lines []string
	rest  string
}

// next returns one element less its blanks; it can be empty.
func (h *hops) next() (element string, more bool) {
	if h.rest == "" {
		if len(h.lines) == 0 {
			return "", false
		}
		last := len(h.lines) - 1
		h.rest, h.lines = h.lines[last], h.lines[:last]
	}
	comma := lastComma(h.rest)
	element = h.rest[comma+1:]
	h.rest = h.rest[:max(0, comma)]
	return strings.Trim(element, blank), true
}

// lastComma is the index of the last comma outside of quotes, or -1.
func lastComma(s string) int {
	quoted := false
	for i := len(s) - 1; i >= 0; i-- {
		switch {
		case s[i] == '"' && !escaped(s, i):
			quoted = !quoted
		case s[i] == ',' && !quoted:
			return i
		}
	}
	return -1
}

// escaped reports whether an odd number of backslashes stands before s[i].
func escaped(s string, i int) bool {
	n := len(s[:i]) - len(strings.TrimRight(s[:i], `\`))
	return n%2 == 1
}

// forwardedFor is the value of the parameter "for" of an element of Forwarded
// (RFC 7239, 4). There has to be one.
func forwardedFor(element string) (node string, ok bool) {
	for element != "" {
		var name, value string
		if name, value, element, ok = pair(element); !ok {
			return "", false
		}
		if strings.EqualFold(name, "for") {
			if node != "" {
				return "", false
			}
			node = value
		}
	}
	return node, node != ""
}

// pair cuts the first name=value off an element. The name is empty if there
// is nothing before the semicolon.
func pair(s string) (name, value, rest string, ok bool) {
	s = strings.TrimLeft(s, blank)
	end := strings.IndexAny(s, `;="`)
	if end < 0 || s[end] == ';' {
		before, rest, _ := strings.Cut(s, ";")
		return "", "", rest, before == ""
	}
	if s[end] == '"' {
		return "", "", "", false
	}
	name, s = s[:end], s[end+1:]
	if strings.HasPrefix(s, `"`) {
		value, s, ok = unquote(s)
	} else {
		end = len(s)
		if semicolon := strings.IndexByte(s, ';'); semicolon >= 0 {
			end = semicolon
		}
		value, s = strings.TrimRight(s[:end], blank), s[end:]
		ok = value != "" && !strings.ContainsAny(value, "\"\\ \t")
	}
	s = strings.TrimLeft(s, blank)
	rest, more := strings.CutPrefix(s, ";")
	return name, value, rest, ok && (more || s == "")
}

// unquote cuts a quoted-string (RFC 9110, 5.6.4) off s.
func unquote(s string) (value, rest string, ok bool) {
	for i := 1; i < len(s); i++ {
		if s[i] == '"' && !escaped(s, i) {
			return unescape(s[1:i]), s[i+1:], true
		}
	}
	return "", "", false
}

// unescape drops each backslash that is not itself behind one.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		}
		if i < len(s) {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// nodeAddr is the address in a node (RFC 7239, 6) or an element of
// X-Forwarded-For. Proxies differ in whether they write a port and brackets.
func nodeAddr(node string) (ip netip.Addr, ok bool) {
	if host, port, bracketed := cutBrackets(node); bracketed {
		ip, ok = parse(host)
		return ip, ok && (port == "" || validPort(port)) && strings.Contains(host, ":")
	}
	host, port, one := strings.Cut(node, ":")
	if one && !strings.Contains(port, ":") {
		ip, ok = parse(host)
		return ip, ok && validPort(":"+port)
	}
	return parse(node)
}

// cutBrackets cuts "[host]:port" before the colon.
func cutBrackets(node string) (host, port string, ok bool) {
	host, ok = strings.CutPrefix(node, "[")
	if !ok {
		return "", "", false
	}
	return strings.Cut(host, "]")
}

// validPort takes a colon with digits or an obfuscated port (RFC 7239, 6.2).
func validPort(s string) bool {
	port, ok := strings.CutPrefix(s, ":")
	if obfuscated, is := strings.CutPrefix(port, "_"); is {
		return ok && obfuscated != ""
	}
	return ok && port != "" && len(port) <= 5 && strings.Trim(port, "0123456789") == ""
}

// parse reads an address and leaves its zone out.
func parse(s string) (netip.Addr, bool) {
	s, _, zone := strings.Cut(s, "%")
	ip, err := netip.ParseAddr(s)
	return plain(ip), err == nil && (!zone || ip.Is6())
}
