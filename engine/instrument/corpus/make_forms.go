package corpus

import "fmt"

type (
	intChan       chan int
	sendChan      chan<- string
	recvChan      <-chan bool
	pairOf[T any] struct{ in, out chan T }
	chanOf[T any] chan T
)

func (c intChan) room() int { return cap(c) - len(c) }

func newChan[C ~chan E, E any](n int) C { return make(C, n) }

func newSender[C ~chan<- E | ~chan E, E any]() C { return make(C, 1) }

// make keeps the type that it is given: named, generic, with one direction; the
// size can have any integer type.
func init() {
	register("make-forms", func() {
		show := func(list ...any) {
			for _, c := range list {
				fmt.Printf("%T ", c)
			}
			fmt.Println()
		}
		a := make(intChan, 3)
		a <- 1
		fmt.Println(a.room(), len(a), cap(a))
		show(a, make(sendChan), make(recvChan), make(chan<- int), make(<-chan int, 2))
		show(newChan[intChan](1), newChan[chan string](0), newSender[sendChan](), newSender[chan int]())
		show(make(chanOf[int]), make(chan *struct{ x int }), make(chan func(int) chan bool))

		p := pairOf[int]{make(chan int, 1), make(chan int, 2)}
		q := &pairOf[string]{out: make(chan string, 4)}
		fmt.Println(cap(p.in), cap(p.out), q.in == nil, cap(q.out))

		list := append([]chan int{make(chan int, 1), 2: make(chan int, 5)}, make(chan int, 6))
		for _, c := range list {
			fmt.Print(cap(c), " ")
		}
		fmt.Println()

		var small uint8 = 200
		const typed int64 = 3
		shift := 2
		fmt.Println(cap(make(chan int, small)), cap(make(chan int, typed)), cap(make(chan int, 1e1)),
			cap(make(chan int, 'a')), cap(make(chan int, 1<<shift)), cap(make(chan struct{}, uintptr(9))))

		bad := -1
		huge := uint64(1) << 63
		fmt.Println(message(func() { _ = make(chan int, bad) }))
		fmt.Println(message(func() { _ = make(chan int, huge) }))
		fmt.Println(message(func() { _ = make(intChan, int8(bad)) }))
	})
}
