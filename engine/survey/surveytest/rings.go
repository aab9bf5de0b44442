package surveytest

import (
	"time"

	"sluice/engine/probe"
)

// Two goroutines hand one value to and fro.
func init() {
	f := file("pingpong.go")
	var (
		makePing, makePong = f.at(7, "main", "ping"), f.at(7, "main", "pong")
		goA, goB           = f.at(9, "main", "player"), f.at(10, "main", "player")
		recvA, sendA       = f.at(20, "player", "in"), f.at(22, "player", "out")
		recvB, sendB       = f.at(20, "player", "in"), f.at(22, "player", "out")
		first              = f.at(11, "main", "ping")
	)
	Shapes["ping-pong"] = func() {
		ping, pong := probe.Make[int](makePing, 0), probe.Make[int](makePong, 0)
		player := func(recv, send *probe.Site, in, out chan int) func() {
			return func() {
				for n := range probe.Range(recv, in) {
					sleep(50 * time.Millisecond)
					probe.To(send, out).Send(n + 1)
				}
			}
		}
		probe.Go(goA, player(recvA, sendA, ping, pong))
		probe.Go(goB, player(recvB, sendB, pong, ping))
		probe.To(first, ping).Send(0)
		sleep(5 * time.Second)
	}
}

// Eight nodes in a ring hand on a token.
func init() {
	f := file("ring.go")
	var (
		makes, goes = f.at(8, "main", "links"), f.at(12, "main", "node")
		recv, send  = f.at(20, "node", "in"), f.at(22, "node", "out")
		first       = f.at(14, "main", "links")
	)
	Shapes["ring"] = func() {
		var links [8]chan int
		for i := range links {
			links[i] = probe.Make[int](makes, 0)
		}
		for i := range links {
			in, out := links[i], links[(i+1)%len(links)]
			probe.Go(goes, func() {
				for n := range probe.Range(recv, in) {
					sleep(30 * time.Millisecond)
					probe.To(send, out).Send(n + 1)
				}
			})
		}
		probe.To(first, links[0]).Send(0)
		sleep(5 * time.Second)
	}
}

// The prime sieve: a filter for each prime.
func init() {
	f := file("sieve.go")
	var (
		makeFirst, makeNext = f.at(26, "main", "c"), f.at(31, "main", "next")
		goNumbers, goFilter = f.at(27, "main", "generate"), f.at(32, "main", "filter")
		send                = f.at(9, "generate", "c")
		in, out             = f.at(15, "filter", "in"), f.at(17, "filter", "out")
		prime               = f.at(29, "main", "c")
	)
	Shapes["sieve"] = func() {
		c := probe.Make[int](makeFirst, 0)
		first := c
		probe.Go(goNumbers, func() {
			for i := 2; ; i++ {
				sleep(time.Millisecond)
				probe.To(send, first).Send(i)
			}
		})
		for range 50 {
			p, from, to := probe.Recv(prime, c), c, probe.Make[int](makeNext, 0)
			probe.Go(goFilter, func() {
				for {
					if n := probe.Recv(in, from); n%p != 0 {
						probe.To(out, to).Send(n)
					}
				}
			})
			c = to
		}
	}
}
