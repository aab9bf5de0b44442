package pattern

import "context"

// Two ways to be the last stage of a pipeline. Which one is
// right depends on who closes the channel, and on whether
// values that are ready still count once ctx has ended.

// ConsumeAll calls use for each value of in, and returns
// when in is closed and empty.
//
// It is right when the stage before watches ctx and always
// closes its channel, as Generate, Process, FanOut and
// Merge do: when ctx ends, the channel closes, and all that
// was sent, buffered values too, is still used. It is wrong
// when nobody closes in: then it never returns.
//
// ConsumeAll panics when use is nil.
func ConsumeAll[T any](in <-chan T, use func(T)) {
	if use == nil {
		panic("pattern: use is nil")
	}
	for v := range in {
		use(v)
	}
}

// Consume calls use for each value of in, and returns nil
// when in closes, but ctx's error when ctx ends first.
//
// It is right when in may never close, or when the results
// are worthless after ctx has ended: it does not wait for
// the stages before. It may leave values in the channel,
// and after the end of ctx it uses at most one more. Nil
// says that nothing is missing: a stage that had closed in
// because ctx ended would have made it an error.
//
// Consume panics when use is nil.
func Consume[T any](
	ctx context.Context, in <-chan T, use func(T),
) error {
	if use == nil {
		panic("pattern: use is nil")
	}
	for ctx.Err() == nil { // as select picks at random
		select {
		case v, ok := <-in:
			if !ok {
				return ctx.Err()
			}
			use(v)
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}
