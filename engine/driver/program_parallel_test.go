//go:build !js

package driver

import (
	"math/rand/v2"
	"reflect"
	"runtime"
	"sync/atomic"
	"testing"

	"sluice/engine/probe"
	"sluice/engine/world"
)

// capacities are those of a market's channels.
var capacities = [...]int{0, 1, 8, 0, 2, 64}

// market is a program in which many goroutines send and receive over a few
// channels, by plain operations and by selects. It counts what really happens.
type market struct {
	chans          [len(capacities)]chan int
	sent, received [len(capacities)]atomic.Int64
}

func (m *market) run(seed uint64, trades int) {
	for i, n := range capacities {
		m.chans[i] = probe.Make[int](&at[0], n)
	}
	stop, over := probe.Make[struct{}](&at[0], 0), probe.Make[struct{}](&at[0], 0)
	const plain, selecting = 3, 6
	all := []int{0, 1, 2, 3, 4, 5}
	for i := range plain {
		probe.Go(&at[1], func() { m.produce(trades, i); probe.To(&at[7], over).Send(struct{}{}) })
		probe.Go(&at[1], func() { m.consume(trades, i); probe.To(&at[7], over).Send(struct{}{}) })
	}
	for i := range selecting {
		probe.Go(&at[1], func() {
			rng := rand.New(rand.NewPCG(seed, uint64(i)))
			for m.choose([]int{rng.IntN(6), rng.IntN(6)}, []int{rng.IntN(6)}, stop) {
			}
			probe.To(&at[7], over).Send(struct{}{})
		})
	}
	probe.Go(&at[1], func() { // so that nobody waits for ever
		for m.choose(nil, all, stop) && m.choose(all, nil, stop) {
		}
		probe.To(&at[7], over).Send(struct{}{})
	})
	probe.Go(&at[1], func() {
		for m.choose(all, all, stop) {
		}
		probe.To(&at[7], over).Send(struct{}{})
	})
	for range 2 * plain {
		probe.Recv(&at[3], over)
	}
	probe.Close(&at[2], stop)
	for range selecting + 2 {
		probe.Recv(&at[3], over)
	}
}

func (m *market) produce(trades, from int) {
	for i := range trades {
		at, c := &at[2], (from+i)%len(capacities)
		probe.To(at, m.chans[c]).Send(1)
		m.sent[c].Add(1)
	}
}

func (m *market) consume(trades, from int) {
	for i := range trades {
		at, c := &at[3], (from+i)%len(capacities)
		probe.Recv(at, m.chans[c])
		m.received[c].Add(1)
	}
}

// choose is a select of sends on some channels and receives from others, and of
// stop. It reports whether it traded.
func (m *market) choose(sends, receives []int, stop chan struct{}) bool {
	var (
		tries  []func(i int) int
		cases  []probe.Case
		blocks []reflect.SelectCase
		counts []*atomic.Int64
		got    = make([]*bool, len(sends)) // whether what a case received was sent
	)
	for _, c := range sends {
		h := probe.SendCase(&at[4], m.chans[c]).With(1)
		tries, cases, counts = append(tries, h.Try), append(cases, h.Case()), append(counts, &m.sent[c])
		blocks = append(blocks, reflect.SelectCase{Dir: reflect.SelectSend, Chan: reflect.ValueOf(h.C), Send: reflect.ValueOf(1)})
	}
	for _, c := range receives {
		h := probe.RecvCase(&at[5], m.chans[c])
		tries, cases, counts = append(tries, h.Try), append(cases, h.Case()), append(counts, &m.received[c])
		blocks = append(blocks, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(h.C)})
		got = append(got, &h.OK)
	}
	o := probe.RecvCase(&at[5], stop)
	tries, cases, got = append(tries, o.Try), append(cases, o.Case()), append(got, &o.OK)
	blocks = append(blocks, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(o.C)})
	chosen := probe.Select(&at[6], false, func(i int) int {
		if i >= 0 {
			return tries[i](i)
		}
		i, _, sent := reflect.Select(blocks)
		if got[i] != nil {
			*got[i] = sent
		}
		return i
	}, cases...)
	if chosen == len(counts) {
		return false
	}
	counts[chosen].Add(1)
	return true
}

// parallel runs main by the real clock on at least four processors, and returns
// the world at its end.
func parallel(t *testing.T, main func()) *world.World {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.NumCPU())))
	p := NewProgram(ProgramOptions{Name: "test", Real: true})
	if e := p.Run(main); e.Status != 0 {
		t.Fatalf("got %+v", e)
	}
	return fold(t, p)
}

func TestTheFoldsCountsAreTheRealOnesInATrulyParallelProgram(t *testing.T) {
	for seed := range uint64(20) {
		var m market
		w := parallel(t, func() { m.run(seed, 600) })
		for i, c := range m.chans {
			got := &w.Channels[i+1]
			sent, received := int(m.sent[i].Load()), int(m.received[i].Load())
			if got.Len() != len(c) || got.Received != received || got.Received+got.Len() != sent {
				t.Errorf("seed %d, channel of %d: holds %d and %d were received, the fold says %d and %d",
					seed, cap(c), len(c), received, got.Len(), got.Received)
			}
		}
	}
}

func TestTheFoldsCountsAreRightWhenChannelsAreClosedInATrulyParallelProgram(t *testing.T) {
	const rounds, senders, each = 60, 4, 25
	received := make([]atomic.Int64, rounds)
	w := parallel(t, func() {
		for round := range rounds {
			c := probe.Make[int](&at[0], round%4)
			left, over := probe.Make[int](&at[0], 1), probe.Make[struct{}](&at[0], 0)
			probe.To(&at[2], left).Send(senders)
			for range senders {
				probe.Go(&at[1], func() {
					for range each {
						probe.To(&at[2], c).Send(1)
					}
					n := probe.Recv(&at[3], left) - 1
					if n == 0 {
						probe.Close(&at[4], c)
					}
					probe.To(&at[2], left).Send(n)
				})
				probe.Go(&at[5], func() {
					for range probe.Range(&at[6], c) {
						received[round].Add(1)
					}
					probe.To(&at[7], over).Send(struct{}{})
				})
			}
			for range senders {
				probe.Recv(&at[3], over)
			}
		}
	})
	for round := range rounds {
		c := &w.Channels[3*round+1]
		if !c.Closed || c.Len() != 0 || c.Received != senders*each || received[round].Load() != senders*each {
			t.Errorf("round %d: %d were received, the fold says %d and %d in the buffer",
				round, received[round].Load(), c.Received, c.Len())
		}
	}
}
