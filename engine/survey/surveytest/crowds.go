package surveytest

import (
	"time"

	"sluice/engine/probe"
	"sluice/engine/twin/sync"
)

// A tree: each goroutine starts two that report an error, or none, to it.
func init() {
	f := file("tree.go")
	var (
		makes, goes  = f.at(10, "walk", "errs"), f.at(12, "walk", "walk.func1")
		report, wait = f.at(13, "walk.func1", "errs"), f.at(16, "walk", "errs")
	)
	var walk func(depth int) error
	walk = func(depth int) error {
		sleep(30 * time.Millisecond)
		if depth == 0 {
			return nil
		}
		errs := probe.Make[error](makes, 2)
		for range 2 {
			probe.Go(goes, func() { probe.To(report, errs).Send(walk(depth - 1)) })
		}
		for range 2 {
			probe.Recv(wait, errs)
		}
		return nil
	}
	Shapes["tree"] = func() { _ = walk(4) }
}

// Goroutines that share a counter under a lock, and no channel.
func init() {
	f := file("mutex.go")
	var (
		goAdd, goRead = f.at(9, "main", "add"), f.at(12, "main", "read")
		lock, wait    = f.at(20, "add", "mu"), f.at(14, "main", "wg")
	)
	Shapes["mutex"] = func() {
		var mu sync.Mutex
		var wg sync.WaitGroup
		use := func() {
			defer wg.Done()
			for range 20 {
				probe.At(lock)
				mu.Lock()
				sleep(10 * time.Millisecond)
				mu.Unlock()
			}
		}
		wg.Add(8)
		for range 5 {
			probe.Go(goAdd, use)
		}
		for range 3 {
			probe.Go(goRead, use)
		}
		probe.At(wait)
		wg.Wait()
	}
}

// 400 goroutines of one place send to one channel.
func init() {
	f := file("crowd.go")
	var (
		makes, goes = f.at(8, "main", "results"), f.at(10, "main", "main.func1")
		send, recv  = f.at(12, "main.func1", "results"), f.at(15, "main", "results")
	)
	Shapes["crowd"] = func() {
		results := probe.Make[int](makes, 0)
		for i := range 400 {
			probe.Go(goes, func() {
				sleep(time.Duration(i%37) * 20 * time.Millisecond)
				probe.To(send, results).Send(i)
			})
		}
		for range 400 {
			probe.Recv(recv, results)
			sleep(time.Millisecond)
		}
	}
}

// Thirty places at which goroutines are created: ten chains of three, of which
// each begins at one dispatcher and ends at one collector.
func init() {
	f := file("large.go")
	names := [...]string{"auth", "billing", "cart", "search", "stock", "mail", "audit", "geo", "price", "rank"}
	steps := [...]string{"read", "check", "store"}
	var (
		makes, goes, recv, send [30]*probe.Site
		makeOut, makeIn         = f.at(5, "main", "out"), f.at(6, "main", "requests")
		goDispatch              = f.at(8, "main", "dispatch")
		request, take           = f.at(7, "main", "requests"), f.at(20, "dispatch", "requests")
		collect, put            = f.at(10, "main", "out"), f.at(95, "store", "out")
		deal                    = f.at(22, "dispatch", "in")
	)
	for i := range makes {
		name := names[i/3]
		line := int32(100 + 10*i)
		makes[i], goes[i] = f.at(line, name, name+"In"), f.at(line+1, name, name+"."+steps[i%3])
		recv[i], send[i] = f.at(line+2, name, "in"), f.at(line+3, name, "out")
	}
	Shapes["large"] = func() {
		out, in := probe.Make[int](makeOut, 0), probe.Make[int](makeIn, 4)
		var heads []chan int
		for i := range names {
			links := [4]chan int{3: out}
			for k := range 3 {
				links[k] = probe.Make[int](makes[3*i+k], 2*k)
			}
			heads = append(heads, links[0])
			for k := range 3 {
				from, to, sending := links[k], links[k+1], send[3*i+k]
				if k == 2 {
					sending = put
				}
				probe.Go(goes[3*i+k], func() {
					for n := range probe.Range(recv[3*i+k], from) {
						sleep(time.Duration(10+i) * time.Millisecond)
						probe.To(sending, to).Send(n)
					}
				})
			}
		}
		probe.Go(goDispatch, func() {
			for n := range probe.Range(take, in) {
				probe.To(deal, heads[n*n%len(heads)]).Send(n)
			}
		})
		for n := range 200 {
			probe.To(request, in).Send(n)
			if n >= 20 {
				probe.Recv(collect, out)
			}
		}
	}
}
