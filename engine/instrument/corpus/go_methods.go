package corpus

import "fmt"

type counter struct{ n int }

func (c counter) value(done chan<- int) { done <- c.n }

func (c *counter) pointer(done chan<- int) { done <- c.n }

type outer struct {
	name string
	*counter
}

type valuer interface{ value(chan<- int) }

type job func()

func (j job) run() { go j() }

// A go statement on a method takes the receiver as it is at the statement: a
// copy for a value receiver, the pointer for a pointer receiver.
func init() {
	register("go-methods", func() {
		done := make(chan int)
		c := counter{1}
		go c.value(done)
		c.n = 2
		fmt.Println(<-done)
		go c.pointer(done)
		fmt.Println(<-done)

		o := outer{"o", &c}
		go o.value(done)
		o.counter = &counter{9}
		fmt.Println(<-done)
		go o.pointer(done)
		fmt.Println(<-done)

		var v valuer = counter{3}
		go v.value(done)
		v = nil
		fmt.Println(<-done)

		go counter.value(counter{4}, done)
		fmt.Println(<-done)
		go (*counter).pointer(&counter{5}, done)
		fmt.Println(<-done)
		go valuer.value(counter{6}, done)
		fmt.Println(<-done)

		f := c.value
		c.n = 100
		go f(done)
		fmt.Println(<-done)

		job(func() { done <- 7 }).run()
		fmt.Println(<-done)

		fmt.Println(message(func() { var v valuer; go v.value(done) }))
		fmt.Println(message(func() { var p *counter; go p.value(done) }))
	})
}
