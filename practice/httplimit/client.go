package httplimit

import (
	"errors"
	"net/http"
	"net/netip"
)

// ErrNoAddress says that a request does not tell the client's IP address.
var ErrNoAddress = errors.New("no client address")

// Client tells the client of a request by IP address. Its zero value takes
// the peer of the connection.
type Client struct {
	// IPv6Bits is how much of an IPv6 address tells a client, as each has a
	// whole network. 0 is 64.
	IPv6Bits int
}

// Addr is the address of the client.
func (c Client) Addr(r *http.Request) (netip.Addr, error) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, ErrNoAddress
	}
	return peer.Addr().Unmap().WithZone(""), nil
}

// network is the address with only what tells a client of it.
func (c Client) network(r *http.Request) (netip.Addr, error) {
	ip, err := c.Addr(r)
	if err != nil || ip.Is4() {
		return ip, err
	}
	bits := c.IPv6Bits
	if bits == 0 {
		bits = 64
	}
	p, err := ip.Prefix(bits)
	return p.Addr(), err
}
