package driver

import (
	"runtime"
	"testing"
	"time"

	"sluice/engine/probe"
)

// many is more goroutines than the runtime keeps in the order in which they
// were woken. The run leaves less than near to it at once.
const many, near = 1000, 200

// herds are programs in which many goroutines are woken at one instant. Each
// of them calls arrive when it comes to run.
var herds = map[string]func(arrive func(int)){
	"started": func(arrive func(int)) {
		c := probe.Make[int](&at[2], 1)
		for i := range many {
			probe.Go(&at[3], func() {
				arrive(i)
				probe.To(&at[4], c).Send(i)
			})
		}
		for range many {
			probe.Recv(&at[5], c)
		}
	},
	"woken by a close": func(arrive func(int)) {
		c := probe.Make[int](&at[2], 0)
		gather(c, arrive)
		probe.Close(&at[3], c)
	},
	"woken by sends": func(arrive func(int)) {
		c := probe.Make[int](&at[2], 0)
		gather(c, arrive)
		for i := range many {
			probe.To(&at[3], c).Send(i)
		}
	},
}

// gather starts goroutines that wait for c, and returns when all of them do.
func gather(c chan int, arrive func(int)) {
	for i := range many {
		probe.Go(&at[0], func() {
			probe.Recv(&at[1], c)
			arrive(i)
		})
	}
	probe.Self().Sleep(time.Millisecond)
}

func TestACrowdRunsInTheOrderInWhichItWaited(t *testing.T) {
	for name, herd := range herds {
		var order []int
		r := Execute(Options{}, func() {
			herd(func(i int) { order = append(order, i) })
			probe.Self().Sleep(time.Second)
		})
		if r.Err != nil || r.Left != 0 || len(order) != many {
			t.Fatalf("%s: %d came, %+v", name, len(order), r)
		}
		for place, i := range order {
			if d := place - i; max(d, -d) > near {
				t.Errorf("%s: number %d came at place %d", name, i, place)
				break
			}
		}
	}
}

func TestACrowdTellsTheSameStoryEachTime(t *testing.T) {
	if runtime.GOOS != "js" {
		t.Skip("equal hashes are a promise of the browser's scheduler only")
	}
	for name, herd := range herds {
		program := func() { herd(func(int) {}) }
		first := Execute(Options{Seed: 3}, program)
		for i := range 8 {
			for range 7 * i { // so that the scheduler has another past
				past := make(chan bool)
				go close(past)
				<-past
			}
			if r := Execute(Options{Seed: 3}, program); r.LogHash != first.LogHash {
				t.Errorf("%s: hash %x, then %x", name, first.LogHash, r.LogHash)
			}
		}
	}
}
