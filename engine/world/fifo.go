package world

// fifo is a queue of job numbers in a ring.
type fifo struct {
	ring []int32
	head int
	n    int
}

func (f *fifo) len() int { return f.n }

func (f *fifo) at(i int) int32 { return f.ring[(f.head+i)%len(f.ring)] }

func (f *fifo) push(j int32) {
	if f.n == len(f.ring) {
		bigger := make([]int32, max(8, 2*f.n))
		for i := range f.n {
			bigger[i] = f.at(i)
		}
		f.ring, f.head = bigger, 0
	}
	f.ring[(f.head+f.n)%len(f.ring)] = j
	f.n++
}

func (f *fifo) pop() int32 {
	j := f.ring[f.head]
	f.head = (f.head + 1) % len(f.ring)
	f.n--
	return j
}

// popLast takes the newest out.
func (f *fifo) popLast() int32 {
	f.n--
	return f.at(f.n)
}

// waiter is a goroutine in a channel's queue of blocked senders or
// receivers. It is stale when the goroutine's wait is another one by now.
type waiter struct {
	g    int32
	wait int32
	job  int32 // what a sender sends
}

// next takes the first waiter that is not stale; ok is false if there is
// none.
func (w *World) next(q *[]waiter) (first waiter, ok bool) {
	for len(*q) > 0 {
		first = (*q)[0]
		if len(*q) == 1 {
			*q = (*q)[:0] // so that its room is used again
		} else {
			*q = (*q)[1:]
		}
		if w.Goroutines[first.g].wait == first.wait {
			return first, true
		}
	}
	return waiter{}, false
}

// add puts a waiter into a queue. A full one is swept first: stale waiters
// pile up when a select never takes this case.
func (w *World) add(q *[]waiter, x waiter) {
	if len(*q) == cap(*q) {
		kept := (*q)[:0]
		for _, y := range *q {
			if w.Goroutines[y.g].wait == y.wait {
				kept = append(kept, y)
			}
		}
		*q = kept
	}
	*q = append(*q, x)
}
