//go:build !js

package main

import (
	"context"
	"errors"
	"slices"
	"testing"
)

func TestFactorsMultiplyToTheNumberAndArePrime(t *testing.T) {
	for n := uint64(2); n < 2000; n++ {
		factors, err := factor(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		product := uint64(1)
		for _, f := range factors {
			product *= f
			if of, _ := factor(t.Context(), f); len(of) != 1 {
				t.Errorf("%d has the factor %d, which is no prime", n, f)
			}
		}
		if product != n || !slices.IsSorted(factors) {
			t.Errorf("%d is not the product of %v in order", n, factors)
		}
	}
}

func TestFactoringEndsWithItsContext(t *testing.T) {
	boom := errors.New("boom")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(boom)
	if factors, err := factor(ctx, 9007199254740881); err != boom {
		t.Errorf("%v, %v", factors, err)
	}
}
