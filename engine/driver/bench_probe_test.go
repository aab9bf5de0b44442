package driver

import (
	"fmt"
	"runtime"
	"testing"

	"sluice/engine/probe"
)

// pair measures the same loop plain and probed: the quotient of the two, from
// one run, is what a probe costs with its record and the fold over that.
// Measure it with -cpu 1, for a run has one processor.
func pair(b *testing.B, plain, probed func(n int)) {
	b.Run("probes=off", func(b *testing.B) { plain(b.N) })
	b.Run("probes=on", func(b *testing.B) {
		r := Execute(Options{}, func() { probed(b.N) })
		if r.Panic != "" || r.Err != nil {
			b.Fatal(r.Panic, r.Err)
		}
		b.ReportMetric(float64(r.Events)/float64(b.N), "events/op")
	})
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

// BenchmarkBuffered is a send and a receive, neither of which waits.
func BenchmarkBuffered(b *testing.B) {
	pair(b, func(n int) {
		c := make(chan int, 1)
		for range n {
			c <- 1
			<-c
		}
	}, func(n int) {
		c := probe.Make[int](&at[0], 1)
		rounds(n, func() {
			probe.To(&at[1], c).Send(1)
			probe.Recv(&at[2], c)
		})
	})
}

// BenchmarkUnbuffered is a send to a goroutine that receives.
func BenchmarkUnbuffered(b *testing.B) {
	pair(b, func(n int) {
		c, done := make(chan int), make(chan bool)
		go func() {
			for range c {
			}
			close(done)
		}()
		for range n {
			c <- 1
		}
		close(c)
		<-done
	}, func(n int) {
		c := probe.Make[int](&at[0], 0)
		probe.Go(&at[1], func() {
			for range probe.Range(&at[2], c) {
			}
		})
		rounds(n, func() { probe.To(&at[3], c).Send(1) })
		probe.Close(&at[4], c)
	})
}

// BenchmarkSelect is a select of two cases that sends, and a receive.
func BenchmarkSelect(b *testing.B) {
	pair(b, func(n int) {
		c, quit := make(chan int, 1), make(chan bool)
		for range n {
			select {
			case c <- 1:
			case <-quit:
			}
			<-c
		}
	}, func(n int) {
		c, quit := probe.Make[int](&at[0], 1), probe.Make[bool](&at[1], 0)
		rounds(n, func() {
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
			default:
				h1.Take()
			}
			probe.Recv(&at[5], c)
		})
	})
}

// BenchmarkGoroutine is the life of a goroutine among many: it starts, waits
// with all the others, is woken with them, hands over a value and ends. An
// operation is the life of all.
func BenchmarkGoroutine(b *testing.B) {
	for alive := 10; alive <= 100_000; alive *= 10 {
		b.Run(fmt.Sprint("alive=", alive), func(b *testing.B) {
			pair(b, func(n int) {
				for range n {
					plainCrowd(alive)
				}
			}, func(n int) {
				for range n {
					probedCrowd(alive)
				}
			})
		})
	}
}

func plainCrowd(n int) {
	start, done := make(chan int), make(chan int)
	for range n {
		go func() {
			<-start
			done <- 1
		}()
	}
	runtime.Gosched() // until all wait
	close(start)
	for range n {
		<-done
	}
}

func probedCrowd(n int) {
	start, done := probe.Make[int](&at[0], 0), probe.Make[int](&at[1], 0)
	for range n {
		probe.Go(&at[2], func() {
			probe.Recv(&at[3], start)
			probe.To(&at[4], done).Send(1)
		})
	}
	probe.Self().Sleep(1) // until all wait
	probe.Close(&at[5], start)
	for range n {
		probe.Recv(&at[6], done)
	}
}
