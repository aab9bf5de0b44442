// Package workers is a pool of workers for a service: a pattern.Distributor
// whose jobs have a context of their own, fail with an error or a panic that is
// reported, and are measured; and which ends with the process, losing none.
//
//	pool := workers.New(workers.Config{Workers: 8, Capacity: 1000})
//	server := &http.Server{Handler: handler(pool), Addr: addr}
//	left, err := pool.Run(ctx, workers.Lifetime{
//		Serve: server.ListenAndServe,
//		Stop:  server.Shutdown,
//		Limit: 20 * time.Second,
//	})
//	save(left)
//
// Packages expvarhook and promhook publish what happens.
package workers
