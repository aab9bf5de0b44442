// Package reflection uses channels behind the instrumenter's back.
package reflection

import (
	"reflect"
	r "reflect"
)

type wrapped struct{ reflect.Value }

func All(c any, w wrapped) {
	v := reflect.ValueOf(c)
	v.Send(v)               // refused: (reflect.Value).Send
	v.TrySend(v)            // refused: (reflect.Value).TrySend
	_, _ = v.Recv()         // refused: (reflect.Value).Recv
	_, _ = w.TryRecv()      // refused: (reflect.Value).TryRecv
	f := r.Value.Close      // refused: (reflect.Value).Close
	_ = reflect.MakeChan    // refused: reflect.MakeChan
	_, _, _ = r.Select(nil) // refused: reflect.Select
	f(v)
}
