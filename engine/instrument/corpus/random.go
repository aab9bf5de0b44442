package corpus

import (
	"fmt"
	"math/rand"
	v2 "math/rand/v2"
)

// A source with a seed gives its sequence; the top-level functions give
// something in their range.
func init() {
	register("random", func() {
		r := rand.New(rand.NewSource(42))
		fmt.Println(r.Intn(1000), r.Intn(1000), r.Perm(5))
		p := v2.New(v2.NewPCG(1, 2))
		fmt.Println(p.IntN(1000), p.IntN(1000), p.Perm(5))
		for range 100 {
			if n := rand.Intn(10); n < 0 || n > 9 {
				panic(n)
			}
			if n := v2.N(uint8(10)); n > 9 {
				panic(n)
			}
			if f := v2.Float64(); f < 0 || f >= 1 {
				panic(f)
			}
		}
		list := []int{1, 2, 3}
		sum := 0
		v2.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for _, n := range list {
			sum += n
		}
		fmt.Println(sum, len(rand.Perm(4)))
	})
}
