package elements

type either interface{ chan int | chan string }

func end[C either](c C) {
	close(c) // refused: may be a channel of one element type or another
}

func endOne[C chan int | chan<- int](c C) { close(c) }

var _, _ = end[chan int], endOne[chan int]
