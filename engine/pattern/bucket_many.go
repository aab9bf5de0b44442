package pattern

import "context"

// AllowN takes n tokens if there are as many, and otherwise
// none: for jobs that do not weigh the same. It never
// blocks. It panics when n is negative.
func (b *TokenBucket) AllowN(n int) bool {
	need := validTokens(n)
	b.mu.Lock()
	ok := b.take(need)
	b.mu.Unlock()
	return ok
}

// WaitN is Wait for n tokens at once. Who waits for many
// can wait long, as each Allow takes some away. For more
// than the capacity it waits until that is raised or ctx
// ends. It panics when n is negative.
func (b *TokenBucket) WaitN(
	ctx context.Context, n int,
) error {
	return b.wait(ctx, validTokens(n))
}

func validTokens(n int) float64 {
	if n < 0 {
		panic("pattern: number of tokens is negative")
	}
	return float64(n)
}
