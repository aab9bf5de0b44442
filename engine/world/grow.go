package world

// push appends to a list that only grows, doubling its room: append itself
// grows long lists by a quarter, which copies five times as much.
func push[T any](list []T, v T) []T {
	if len(list) == cap(list) {
		grown := make([]T, len(list), max(64, 2*len(list)))
		copy(grown, list)
		list = grown
	}
	return append(list, v)
}
