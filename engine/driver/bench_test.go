package driver

import (
	"testing"

	"sluice/engine/probe"
)

// inRun runs a benchmark's loop as the main goroutine of a run.
func inRun(b *testing.B, loop func()) {
	r := Execute(Options{}, loop)
	if r.Panic != "" || r.Err != nil {
		b.Fatal(r.Panic, r.Err)
	}
	b.ReportMetric(float64(r.Events)/float64(b.N), "events/op")
}

// rounds keeps a benchmark under the limit of operations at one instant.
func rounds(n int, round func()) {
	for i := range n {
		if i&0x3ffff == 0x3ffff {
			probe.Self().Sleep(1)
		}
		round()
	}
}

// The pairs below are the same loop, plain and probed: the quotient of a
// pair, from one run, is what a probe costs.

func BenchmarkBufferedPlain(b *testing.B) {
	c := make(chan int, 1)
	for range b.N {
		c <- 1
		<-c
	}
}

func BenchmarkBufferedProbed(b *testing.B) {
	inRun(b, func() {
		c := probe.Make[int](&at[0], 1)
		rounds(b.N, func() {
			probe.To(&at[1], c).Send(1)
			probe.Recv(&at[2], c)
		})
	})
}

func BenchmarkUnbufferedPlain(b *testing.B) {
	c, done := make(chan int), make(chan bool)
	go func() {
		for range c {
		}
		close(done)
	}()
	for range b.N {
		c <- 1
	}
	close(c)
	<-done
}

func BenchmarkUnbufferedProbed(b *testing.B) {
	inRun(b, func() {
		c := probe.Make[int](&at[0], 0)
		probe.Go(&at[1], func() {
			for range probe.Range(&at[2], c) {
			}
		})
		rounds(b.N, func() { probe.To(&at[3], c).Send(1) })
		probe.Close(&at[4], c)
	})
}

func BenchmarkSelectPlain(b *testing.B) {
	c, quit := make(chan int, 1), make(chan bool)
	for range b.N {
		select {
		case c <- 1:
		case <-quit:
		}
		<-c
	}
}

func BenchmarkSelectProbed(b *testing.B) {
	inRun(b, func() {
		c, quit := probe.Make[int](&at[0], 1), probe.Make[bool](&at[1], 0)
		rounds(b.N, func() {
			h0, h1 := probe.SendCase(&at[2], c).With(1), probe.RecvCase(&at[3], quit)
			switch probe.Select(&at[4], false, func(i int) int {
				switch i {
				case 0:
					return h0.Try(0)
				case 1:
					return h1.Try(1)
				}
				select {
				case h0.C <- h0.V:
					return 0
				case h1.V, h1.OK = <-h1.C:
					return 1
				case <-h0.Over:
					return -1
				}
			}, h0.Case(), h1.Case()) {
			case 0:
				h0.Sent()
			default:
				h1.Take()
			}
			probe.Recv(&at[5], c)
		})
	})
}
