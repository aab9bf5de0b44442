package httplimit

import (
	"errors"
	"net/http"
	"net/netip"
	"strings"
)

// ErrNoAddress says that a request does not tell the client's IP address: the
// peer has none (as on a Unix socket), or the proxy that is to tell it says
// "unknown", hides it, or writes what is not an address.
var ErrNoAddress = errors.New("no client address")

// Client tells the client of a request by IP address, also behind proxies. Its
// zero value trusts nobody and takes the peer of the connection.
type Client struct {
	// Trusted are the addresses of the proxies in front of the service. What
	// anybody else writes into the Field is not believed. A proxy must append
	// to it the address of its peer, or overwrite it.
	Trusted []netip.Prefix

	// Field is the one that the trusted proxies write: "Forwarded" (RFC
	// 7239), or one with a list of addresses, as X-Forwarded-For, which is
	// taken when Field is empty. No other is looked at, as a proxy passes on
	// from clients what it does not know.
	Field string

	// IPv6Bits is how much of an IPv6 address tells a client, who commonly
	// has a whole network. 0 is 64. All of an IPv4 address does.
	IPv6Bits int
}

const (
	defaultField    = "X-Forwarded-For"
	defaultIPv6Bits = 64

	// mostHops bounds what a long field costs.
	mostHops = 32
)

// Addr is the address of the client: the nearest one that is not trusted,
// beginning with the peer and going through the field from its right end. If
// all are trusted it is the furthest. An IPv4 address in the form of an IPv6
// one becomes IPv4 again; a zone is left out.
func (c Client) Addr(r *http.Request) (netip.Addr, error) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, ErrNoAddress
	}
	ip := plain(peer.Addr())
	if !c.trusts(ip) {
		return ip, nil
	}
	hops := hops{lines: c.lines(r)}
	for range mostHops {
		hop, more := hops.next()
		if !more {
			return ip, nil
		}
		if hop == "" {
			continue // lists may have empty elements (RFC 9110, 5.6.1)
		}
		var ok bool
		if ip, ok = c.addrOf(hop); !ok {
			return netip.Addr{}, ErrNoAddress
		}
		if !c.trusts(ip) {
			return ip, nil
		}
	}
	return netip.Addr{}, ErrNoAddress
}

// Key is the address with only the bits that tell a client, as text: for keys
// that are made of more than it.
func (c Client) Key(r *http.Request) (string, error) {
	ip, err := c.network(r)
	if err != nil {
		return "", err
	}
	return ip.String(), nil
}

// network is Key before it is text.
func (c Client) network(r *http.Request) (netip.Addr, error) {
	ip, err := c.Addr(r)
	if err != nil || ip.Is4() {
		return ip, err
	}
	bits := c.IPv6Bits
	if bits == 0 {
		bits = defaultIPv6Bits
	}
	p, err := ip.Prefix(bits)
	return p.Addr(), err
}

func (c Client) lines(r *http.Request) []string {
	if c.Field == "" {
		return r.Header[defaultField]
	}
	return r.Header.Values(c.Field)
}

// addrOf is the address in an element of the field.
func (c Client) addrOf(hop string) (ip netip.Addr, ok bool) {
	if strings.EqualFold(c.Field, "Forwarded") {
		if hop, ok = forwardedFor(hop); !ok {
			return ip, false
		}
	}
	return nodeAddr(hop)
}

func (c Client) trusts(ip netip.Addr) bool {
	for _, p := range c.Trusted {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// plain is one address in one form.
func plain(ip netip.Addr) netip.Addr { return ip.Unmap().WithZone("") }
