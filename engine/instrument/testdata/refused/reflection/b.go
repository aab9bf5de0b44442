package reflection

import . "reflect"

func Dot() {
	Select(nil) // refused: reflect.Select
}

// Value is not reflect's.
type own struct{}

func (own) Send(own) {}

func Fine() { own{}.Send(own{}) }
