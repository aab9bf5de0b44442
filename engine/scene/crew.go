package scene

import (
	"context"
	"sync"
)

// crewFile is this file, for scenes that show it.
const crewFile = "engine/scene/crew.go"

// crew is a number of workers that can be changed while they
// work. Each leaves when its ctx ends, between two jobs.
type crew struct {
	work  func(ctx context.Context)
	leave []context.CancelFunc
	left  sync.WaitGroup
}

func (c *crew) resize(n int) {
	for len(c.leave) < n {
		ctx, leave := context.WithCancel(context.Background())
		c.leave = append(c.leave, leave)
		c.left.Add(1)
		go worker(ctx, c)
	}
	for _, leave := range c.leave[n:] {
		leave()
	}
	c.leave = c.leave[:n]
}

func worker(ctx context.Context, c *crew) {
	defer c.left.Done()
	c.work(ctx)
}
