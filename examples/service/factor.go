//go:build !js

package main

import "context"

// factor returns the prime factors of n, which is at least 2, in order. It
// returns the cause when ctx ends first.
func factor(ctx context.Context, n uint64) (primes []uint64, err error) {
	divisor := uint64(2)
	for tries := 1; divisor*divisor <= n; tries++ {
		for n%divisor == 0 {
			primes = append(primes, divisor)
			n /= divisor
		}
		divisor += 1 + divisor&1 // 2, 3, 5, 7, 9, ...
		if tries&0xffff == 0 && ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
	}
	if n > 1 {
		primes = append(primes, n)
	}
	return primes, nil
}
