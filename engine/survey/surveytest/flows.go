package surveytest

import (
	"time"

	"sluice/engine/probe"
	"sluice/engine/twin/sync"
)

// A pipeline of four: numbers, squares, sums, and main prints.
func init() {
	f := file("pipeline.go")
	var (
		makeA, makeB, makeC = f.at(8, "main", "numbers"), f.at(9, "main", "squares"), f.at(10, "main", "sums")
		goA, goB, goC       = f.at(11, "main", "count"), f.at(12, "main", "square"), f.at(13, "main", "sum")
		sendA, recvA        = f.at(20, "count", "out"), f.at(30, "square", "in")
		sendB, recvB        = f.at(31, "square", "out"), f.at(40, "sum", "in")
		sendC, recvC        = f.at(42, "sum", "out"), f.at(14, "main", "sums")
		closeA, closeB      = f.at(21, "count", "out"), f.at(33, "square", "out")
		closeC              = f.at(44, "sum", "out")
	)
	Shapes["pipeline"] = func() {
		a, b, c := probe.Make[int](makeA, 0), probe.Make[int](makeB, 4), probe.Make[int](makeC, 0)
		probe.Go(goA, func() {
			for i := range 50 {
				sleep(20 * time.Millisecond)
				probe.To(sendA, a).Send(i)
			}
			probe.Close(closeA, a)
		})
		stage := func(recv, send, end *probe.Site, in, out chan int, work time.Duration) func() {
			return func() {
				for n := range probe.Range(recv, in) {
					sleep(work)
					probe.To(send, out).Send(n * n)
				}
				probe.Close(end, out)
			}
		}
		probe.Go(goB, stage(recvA, sendB, closeB, a, b, 25*time.Millisecond))
		probe.Go(goC, stage(recvB, sendC, closeC, b, c, 40*time.Millisecond))
		for range probe.Range(recvC, c) {
			sleep(5 * time.Millisecond)
		}
	}
}

// Fan-out to five workers and fan-in: main sends the work and reads what came
// of it; a goroutine closes the results when all are done.
func init() {
	f := file("fanout.go")
	var (
		makeJobs, makeResults = f.at(10, "main", "jobs"), f.at(11, "main", "results")
		goWorker, goClose     = f.at(14, "main", "worker"), f.at(17, "main", "main.func1")
		goFeed                = f.at(21, "main", "feed")
		recv, send            = f.at(31, "worker", "jobs"), f.at(33, "worker", "results")
		feed, end             = f.at(41, "feed", "jobs"), f.at(43, "feed", "jobs")
		closing, collect      = f.at(19, "main.func1", "results"), f.at(24, "main", "results")
		at                    = f.at(18, "main.func1", "wg")
	)
	Shapes["fan-out"] = func() {
		jobs, results := probe.Make[int](makeJobs, 8), probe.Make[int](makeResults, 0)
		var wg sync.WaitGroup
		for i := range 5 {
			wg.Add(1)
			probe.Go(goWorker, func() {
				defer wg.Done()
				for n := range probe.Range(recv, jobs) {
					sleep(time.Duration(60+20*i) * time.Millisecond)
					probe.To(send, results).Send(n)
				}
			})
		}
		probe.Go(goClose, func() {
			probe.At(at)
			wg.Wait()
			probe.Close(closing, results)
		})
		probe.Go(goFeed, func() {
			for i := range 100 {
				probe.To(feed, jobs).Send(i)
			}
			probe.Close(end, jobs)
		})
		for range probe.Range(collect, results) {
		}
	}
}

// A server: it accepts, six workers answer, each request on its own channel.
func init() {
	f := file("server.go")
	var (
		makeQueue, makeReply = f.at(12, "main", "queue"), f.at(41, "client", "reply")
		goWorker, goClient   = f.at(15, "main", "(*Server).worker"), f.at(20, "main", "client")
		goAccept             = f.at(17, "main", "(*Server).accept")
		makeConns            = f.at(13, "main", "conns")
		dial, accept         = f.at(43, "client", "conns"), f.at(60, "(*Server).accept", "conns")
		enqueue, dequeue     = f.at(62, "(*Server).accept", "queue"), f.at(70, "(*Server).worker", "queue")
		answer, answered     = f.at(73, "(*Server).worker", "reply"), f.at(45, "client", "reply")
		makeDone, done       = f.at(14, "main", "done"), f.at(23, "main", "done")
		ready                = f.at(48, "client", "done")
	)
	type request struct{ reply chan int }
	Shapes["server"] = func() {
		queue, conns := probe.Make[request](makeQueue, 12), probe.Make[request](makeConns, 0)
		finished := probe.Make[bool](makeDone, 0)
		for range 6 {
			probe.Go(goWorker, func() {
				for r := range probe.Range(dequeue, queue) {
					sleep(90 * time.Millisecond)
					probe.To(answer, r.reply).Send(1)
				}
			})
		}
		probe.Go(goAccept, func() {
			for r := range probe.Range(accept, conns) {
				probe.To(enqueue, queue).Send(r)
			}
		})
		for i := range 10 {
			probe.Go(goClient, func() {
				for k := range 8 {
					sleep(time.Duration(7*i+k) * time.Millisecond)
					reply := probe.Make[int](makeReply, 1)
					probe.To(dial, conns).Send(request{reply})
					probe.Recv(answered, reply)
				}
				probe.To(ready, finished).Send(true)
			})
		}
		for range 10 {
			probe.Recv(done, finished)
		}
	}
}

// A broker copies what is published to the channels of its subscribers.
func init() {
	f := file("broker.go")
	var (
		makeIn, makeSub      = f.at(9, "main", "publish"), f.at(22, "(*Broker).Subscribe", "subscribers")
		goBroker, goSub      = f.at(11, "main", "(*Broker).run"), f.at(14, "main", "subscriber")
		goPub                = f.at(17, "main", "publisher")
		publish, take        = f.at(50, "publisher", "publish"), f.at(30, "(*Broker).run", "publish")
		copies, read         = f.at(32, "(*Broker).run", "subscribers"), f.at(41, "subscriber", "in")
		closeIn, closeCopies = f.at(52, "publisher", "publish"), f.at(35, "(*Broker).run", "subscribers")
		wait                 = f.at(19, "main", "wg")
	)
	Shapes["broker"] = func() {
		in := probe.Make[string](makeIn, 0)
		var all []chan string
		var wg sync.WaitGroup
		for range 7 {
			c := probe.Make[string](makeSub, 3)
			all = append(all, c)
			wg.Add(1)
			probe.Go(goSub, func() {
				defer wg.Done()
				for range probe.Range(read, c) {
					sleep(30 * time.Millisecond)
				}
			})
		}
		probe.Go(goBroker, func() {
			for m := range probe.Range(take, in) {
				for _, c := range all {
					probe.To(copies, c).Send(m)
				}
			}
			for _, c := range all {
				probe.Close(closeCopies, c)
			}
		})
		probe.Go(goPub, func() {
			for range 60 {
				sleep(25 * time.Millisecond)
				probe.To(publish, in).Send("news")
			}
			probe.Close(closeIn, in)
		})
		probe.At(wait)
		wg.Wait()
	}
}
