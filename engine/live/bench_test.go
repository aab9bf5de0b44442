//go:build !js

package live

import (
	"testing"

	"sluice/engine/probe"
)

// What an operation costs while nobody watches, beside the plain one.

func BenchmarkBufferedPlain(b *testing.B) {
	c := make(chan int, 1)
	for b.Loop() {
		c <- 1
		<-c
	}
}

func BenchmarkBufferedUnwatched(b *testing.B) {
	c := make(chan int, 1)
	for b.Loop() {
		probe.To(&at[0], c).Send(1)
		probe.Recv(&at[1], c)
	}
}

func BenchmarkPingPongPlain(b *testing.B) {
	c := make(chan int)
	go func() {
		for range c {
		}
	}()
	for b.Loop() {
		c <- 1
	}
	close(c)
}

func BenchmarkPingPongUnwatched(b *testing.B) {
	c := make(chan int)
	go func() {
		for range probe.Range(&at[1], c) {
		}
	}()
	for b.Loop() {
		probe.To(&at[0], c).Send(1)
	}
	close(c)
}

func BenchmarkSelectPlain(b *testing.B) {
	c, d := make(chan int, 1), make(chan int, 1)
	for b.Loop() {
		c <- 1
		select {
		case <-c:
		case <-d:
		}
	}
}

func BenchmarkSelectUnwatched(b *testing.B) { // as package instrument writes it
	c, d := make(chan int, 1), make(chan int, 1)
	for b.Loop() {
		probe.To(&at[0], c).Send(1)
		switch x, y := probe.RecvIdle(c), probe.RecvIdle(d); func() int {
			if probe.Idle() {
				select {
				case x.V, x.OK = <-x.C:
					return 0
				case y.V, y.OK = <-y.C:
					return 1
				}
			}
			return -1
		}() {
		case 0:
			x.Take()
		case 1:
			y.Take()
		}
	}
}

func BenchmarkGoPlain(b *testing.B) {
	c := make(chan int)
	for b.Loop() {
		go func() { c <- 1 }()
		<-c
	}
}

func BenchmarkGoUnwatched(b *testing.B) {
	c := make(chan int)
	for b.Loop() {
		probe.Go(&at[0], func() { c <- 1 })
		<-c
	}
}
