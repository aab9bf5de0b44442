package world_test

import (
	"testing"

	"sluice/engine/driver"
	"sluice/engine/probe"
	"sluice/engine/world"
)

// after returns the world in which a program has ended.
func after(t *testing.T, main func()) *world.World {
	t.Helper()
	d := driver.New(1, nil, func(*probe.Run) { main() })
	d.Advance(0, 1e9)
	if d.Ended() != "done" || d.Err() != nil {
		t.Fatalf("ended %q, %v", d.Ended(), d.Err())
	}
	return d.World()
}

// Who has received several jobs sends them in the order in which they came.
func TestSeveralJobsInHandLeaveInTheirOrder(t *testing.T) {
	w := after(t, func() {
		in, out := probe.Make[int64](&at[0], 3), probe.Make[int64](&at[1], 3)
		for id := range int64(3) {
			probe.Offer(id+1, 1)
			probe.To(&at[2], in).Send(id + 1)
		}
		for range 3 {
			probe.Recv(&at[3], in)
		}
		for id := range int64(3) {
			probe.To(&at[4], out).Send(id + 1)
		}
	})
	for id := range w.Channels {
		if c := &w.Channels[id]; c.Len() == 3 {
			if c.Job(0) != 1 || c.Job(1) != 2 || c.Job(2) != 3 {
				t.Errorf("sent were %d, %d, %d", c.Job(0), c.Job(1), c.Job(2))
			}
			return
		}
	}
	t.Error("no channel holds what was sent")
}

// Who makes room in a full queue by taking its oldest job puts the new one in.
func TestTheNewJobTakesTheOldestOnesPlace(t *testing.T) {
	w := after(t, func() {
		queue := probe.Make[int64](&at[0], 1)
		probe.Offer(1, 1)
		probe.To(&at[1], queue).Send(1)
		probe.Offer(2, 1)
		oldest := probe.Recv(&at[2], queue)
		probe.To(&at[3], queue).Send(2)
		probe.Reject(oldest, "old")
	})
	if j := w.Jobs[2]; j.State != world.Queued {
		t.Errorf("the new job is %v", j.State)
	}
	for _, c := range w.Channels {
		if c.Len() == 1 && c.Job(0) != 2 {
			t.Errorf("job %d is in the queue", c.Job(0))
		}
	}
}
