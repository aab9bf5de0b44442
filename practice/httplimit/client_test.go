package httplimit_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"sluice/practice/httplimit"
)

// private is where the proxies of these tests are.
var private = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}

// none is what Addr says when there is no address.
const none = "none"

func addr(c httplimit.Client, r *http.Request) string {
	ip, err := c.Addr(r)
	if err == httplimit.ErrNoAddress && ip == (netip.Addr{}) {
		return none
	}
	return ip.String()
}

func TestThePeerIsTheClientIfNobodyIsTrusted(t *testing.T) {
	for peer, want := range map[string]string{
		"192.0.2.1:1234":           "192.0.2.1",
		"[2001:db8::1]:1234":       "2001:db8::1",
		"[::ffff:192.0.2.1]:1234":  "192.0.2.1",
		"[fe80::1%eth0]:1234":      "fe80::1",
		"10.0.0.1:1234":            "10.0.0.1",
		"@":                        none, // a Unix socket
		"":                         none,
		"192.0.2.1":                none,
		"client.example.test:1234": none,
	} {
		r := request(peer, "X-Forwarded-For", "198.51.100.7", "Forwarded", "for=198.51.100.7")
		if got := addr(httplimit.Client{}, r); got != want {
			t.Errorf("%q is %s, not %s", peer, got, want)
		}
	}
}

func TestXForwardedFor(t *testing.T) {
	for _, c := range []struct {
		lines string // divided by |
		want  string
	}{
		{"203.0.113.7", "203.0.113.7"},
		{"  203.0.113.7\t", "203.0.113.7"},
		{"203.0.113.7:5000", "203.0.113.7"},
		{"2001:db8::7", "2001:db8::7"},
		{"[2001:db8::7]", "2001:db8::7"},
		{"[2001:db8::7]:5000", "2001:db8::7"},
		{"::ffff:203.0.113.7", "203.0.113.7"},
		{"[::ffff:203.0.113.7]:80", "203.0.113.7"},
		{"fe80::7%eth0", "fe80::7"},

		// Only the nearest that is not trusted counts.
		{"1.1.1.1, 203.0.113.7", "203.0.113.7"},
		{"1.1.1.1, 203.0.113.7, 10.1.2.3, fd00::5", "203.0.113.7"},
		{"1.1.1.1,203.0.113.7|10.1.2.3|fd00::5", "203.0.113.7"},
		{"203.0.113.7|1.1.1.1", "1.1.1.1"},
		{"203.0.113.7, ::ffff:10.1.2.3", "203.0.113.7"},
		{"10.1.2.3, 10.1.2.4", "10.1.2.3"}, // all are ours
		{"unknown, garbage, 203.0.113.7", "203.0.113.7"},
		{`", 203.0.113.7`, "203.0.113.7"},

		// Empty elements are none.
		{"", "10.0.0.1"},
		{"|", "10.0.0.1"},
		{", ,\t,", "10.0.0.1"},
		{"203.0.113.7,, ,10.1.2.3,", "203.0.113.7"},
		{"203.0.113.7||", "203.0.113.7"},
		{",203.0.113.7", "203.0.113.7"},

		// A trusted proxy does not tell.
		{"203.0.113.7, unknown", none},
		{"203.0.113.7, _hidden, 10.1.2.3", none},
		{"203.0.113.7, client.example.test", none},
		{"203.0.113.7 1.1.1.1", none},
		{"203.0.113.7:", none},
		{"203.0.113.7:port", none},
		{"203.0.113.7:123456", none},
		{"203.0.113.256", none},
		{"203.0.113", none},
		{"203.0.113.7%eth0", none},
		{"[203.0.113.7]", none},
		{"[2001:db8::7", none},
		{"2001:db8::7]", none},
		{"[2001:db8::7]x", none},
		{"[]", none},
		{":80", none},
		{`"203.0.113.7"`, none},
		{"for=203.0.113.7", none},
		{"<script>", none},
		{strings.Repeat("10.1.2.3,", 30) + "10.1.2.3", "10.1.2.3"},
		{"203.0.113.7," + strings.Repeat("10.1.2.3,", 31) + "10.1.2.3", none}, // too many hops
		{strings.Repeat(",", 1<<16), none},
	} {
		r := request("10.0.0.1:1")
		r.Header["X-Forwarded-For"] = strings.Split(c.lines, "|")
		r.Header.Set("Forwarded", "for=9.9.9.9") // what the proxy does not write is not believed
		if got := addr(httplimit.Client{Trusted: private}, r); got != c.want {
			t.Errorf("%.60q is %s, not %s", c.lines, got, c.want)
		}
	}
}

func TestForwarded(t *testing.T) {
	for _, c := range []struct {
		lines string // divided by |
		want  string
	}{
		// The examples of RFC 7239, sections 4, 6.3 and 7.1.
		{`for="_gazonk"`, none},
		{`For="[2001:db8:cafe::17]:4711"`, "2001:db8:cafe::17"},
		{`for=192.0.2.60;proto=http;by=203.0.113.43`, "192.0.2.60"},
		{`for=192.0.2.43, for=198.51.100.17`, "198.51.100.17"},
		{`for=_hidden, for=_SEVKISEK`, none},
		{`for=192.0.2.43,for="[2001:db8:cafe::17]",for=unknown`, none},
		{`for=192.0.2.43, for="[2001:db8:cafe::17]", for=10.1.2.3`, "2001:db8:cafe::17"},

		{`for="192.0.2.43:47011"`, "192.0.2.43"},
		{`for=192.0.2.43:47011`, "192.0.2.43"}, // not quoted, as some write it
		{`for=[2001:db8::7]`, "2001:db8::7"},
		{`for="[2001:db8::7]:_port"`, "2001:db8::7"},
		{`for="192.0.2.43:_"`, none},
		{`FOR = "192.0.2.43"`, none}, // there are no blanks round an equals sign
		{`for="192.0.2.43" ; by=10.0.0.1`, "192.0.2.43"},
		{` by=10.0.0.1 ;; for=192.0.2.43; `, "192.0.2.43"},
		{`for="::ffff:192.0.2.43"`, "192.0.2.43"},
		{`for="\1\92.0.2.43"`, "192.0.2.43"},
		{`by="a,b;for=1.1.1.1";for=192.0.2.43`, "192.0.2.43"},
		{`by="a\",b;for=1.1.1.1\\";for=192.0.2.43`, "192.0.2.43"},
		{`for=1.1.1.1, for=192.0.2.43|for=10.1.2.3`, "192.0.2.43"},

		// What a client writes does not get in front of what a proxy does.
		{`for=", for=192.0.2.43`, "192.0.2.43"},
		{`for="\, for=192.0.2.43`, "192.0.2.43"},
		{`for="1.1.1.1|for=192.0.2.43`, "192.0.2.43"},
		{`for=", for="[2001:db8::7]";by="_x"`, "2001:db8::7"},

		{``, "10.0.0.1"},
		{`, ,`, "10.0.0.1"},
		{`proto=https`, none},
		{`for=`, none},
		{`for=""`, none},
		{`for`, none},
		{`192.0.2.43`, none},
		{`for=192.0.2.43;for=1.1.1.1`, none},
		{`for="192.0.2.43`, none},
		{`for=192.0.2.43"`, none},
		{`for="192.0.2.43"x`, none},
		{`for="192.0.2.43\"`, none},
		{`for=192.0.2.43 by=x`, none},
		{`"for"=192.0.2.43`, none},
		{`;`, none},
	} {
		r := request("10.0.0.1:1")
		r.Header["Forwarded"] = strings.Split(c.lines, "|")
		r.Header.Set("X-Forwarded-For", "9.9.9.9")
		if got := addr(httplimit.Client{Trusted: private, Field: "forwarded"}, r); got != c.want {
			t.Errorf("%q is %s, not %s", c.lines, got, c.want)
		}
	}
}

func TestWhoIsNotTrustedIsNotBelieved(t *testing.T) {
	for _, field := range []string{"", "Forwarded", "X-Real-Ip"} {
		r := request("192.0.2.1:1", "X-Forwarded-For", "1.1.1.1", "Forwarded", "for=1.1.1.1", "X-Real-Ip", "1.1.1.1")
		if got := addr(httplimit.Client{Trusted: private, Field: field}, r); got != "192.0.2.1" {
			t.Errorf("%q: %s", field, got)
		}
		r.RemoteAddr = "[::ffff:10.0.0.1]:1" // a trusted one, on a socket for both
		if got := addr(httplimit.Client{Trusted: private, Field: field}, r); got != "1.1.1.1" {
			t.Errorf("%q: %s", field, got)
		}
	}
}

func TestAClientOfIPv6HasANetwork(t *testing.T) {
	for _, c := range []struct {
		bits int
		peer string
		want string
	}{
		{0, "[2001:db8:1:2:3:4:5:6]:1", "2001:db8:1:2::"},
		{48, "[2001:db8:1:2:3:4:5:6]:1", "2001:db8:1::"},
		{128, "[2001:db8:1:2:3:4:5:6]:1", "2001:db8:1:2:3:4:5:6"},
		{0, "[fe80::1%eth0]:1", "fe80::"},
		{0, "192.0.2.1:1", "192.0.2.1"},
		{48, "[::ffff:192.0.2.1]:1", "192.0.2.1"},
	} {
		got, err := httplimit.Client{IPv6Bits: c.bits}.Key(request(c.peer))
		if err != nil || got != c.want {
			t.Errorf("%s with %d bits is %s, %v", c.peer, c.bits, got, err)
		}
	}
	if _, err := (httplimit.Client{}).Key(request("@")); err != httplimit.ErrNoAddress {
		t.Error(err)
	}
	h := httplimit.New(httplimit.Config{Burst: 1, Rate: 0.001}).Handler(ok)
	for i, peer := range []string{"[2001:db8:1:2::1]:1", "[2001:db8:1:2::2]:1", "[2001:db8:1:3::1]:1"} {
		expect(t, serve(h, request(peer)), []int{200, 429, 200}[i])
	}
}
