//go:debug randseednop=0

package twin_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"sluice/engine/driver"
	twinrand "sluice/engine/twin/rand"
	twinrand2 "sluice/engine/twin/rand/v2"
)

// draw is one draw by each function of the twins, in order.
func draw() []string {
	var all []string
	note := func(v any) { all = append(all, fmt.Sprint(v)) }
	note(twinrand.Int63())
	note(twinrand.Uint32())
	note(twinrand.Uint64())
	note(twinrand.Int31())
	note(twinrand.Int())
	note(twinrand.Int63n(1e15))
	note(twinrand.Int31n(1e8))
	note(twinrand.Intn(1e9))
	note(twinrand.Float64())
	note(twinrand.Float32())
	note(twinrand.NormFloat64())
	note(twinrand.ExpFloat64())
	note(twinrand.Perm(20))
	mixed := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	twinrand.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	note(mixed)
	bytes := make([]byte, 13)
	n, err := twinrand.Read(bytes)
	note(fmt.Sprint(n, err, bytes))

	note(twinrand2.Int64())
	note(twinrand2.Uint32())
	note(twinrand2.Uint64())
	note(twinrand2.Int32())
	note(twinrand2.Int())
	note(twinrand2.Uint())
	note(twinrand2.Int64N(1e15))
	note(twinrand2.Uint64N(1e15))
	note(twinrand2.Int32N(1e8))
	note(twinrand2.Uint32N(1e8))
	note(twinrand2.IntN(1e9))
	note(twinrand2.UintN(1e9))
	note(twinrand2.N(uint32(1e9)))
	note(twinrand2.Float64())
	note(twinrand2.Float32())
	note(twinrand2.NormFloat64())
	note(twinrand2.ExpFloat64())
	note(twinrand2.Perm(20))
	twinrand2.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	note(mixed)
	return all
}

func drawWith(t *testing.T, seed uint64) (all []string) {
	t.Helper()
	r := driver.Execute(driver.Options{Seed: seed}, func() { all = draw() })
	if r.Panic != "" || len(all) == 0 {
		t.Fatalf("%+v", r)
	}
	return all
}

func TestARunsSeedDecidesWhatIsDrawn(t *testing.T) {
	first, other := drawWith(t, 1), drawWith(t, 2)
	if again := drawWith(t, 1); !slices.Equal(first, again) {
		t.Errorf("the same seed drew\n%s\nand\n%s", strings.Join(first, "\n"), strings.Join(again, "\n"))
	}
	for i := range first {
		if first[i] == other[i] {
			t.Errorf("draw %d is %s with any seed", i, first[i])
		}
	}
	outside := draw()
	for i := range first {
		if first[i] == outside[i] {
			t.Errorf("draw %d is %s outside a run, too", i, first[i])
		}
	}
}

func TestSeedDoesNothingInARun(t *testing.T) {
	want := drawWith(t, 1)
	driver.Execute(driver.Options{Seed: 1}, func() {
		twinrand.Seed(99)
		if got := draw(); !slices.Equal(got, want) {
			t.Error("it does")
		}
	})
}

func TestDrawsAreEven(t *testing.T) {
	execute(t, func() {
		var counts [10]int
		for range 10_000 {
			counts[twinrand.Intn(10)]++
			counts[twinrand2.IntN(10)]++
		}
		for i, n := range counts {
			if n < 1800 || n > 2200 {
				t.Errorf("%d was drawn %d times of 20000", i, n)
			}
		}
	})
}

func TestDrawsPanicAsTheOriginals(t *testing.T) {
	misuse := func() (all []any) {
		for _, f := range []func(){
			func() { twinrand.Intn(0) }, func() { twinrand.Int31n(-1) }, func() { twinrand.Int63n(0) },
			func() { twinrand.Shuffle(-1, nil) },
			func() { twinrand2.IntN(0) }, func() { twinrand2.UintN(0) }, func() { twinrand2.N(-1) },
			func() { twinrand2.Shuffle(-1, nil) },
		} {
			all = append(all, panicOf(f))
		}
		return all
	}
	want := []any{
		"invalid argument to Intn", "invalid argument to Int31n", "invalid argument to Int63n",
		"invalid argument to Shuffle",
		"invalid argument to IntN", "invalid argument to UintN", "invalid argument to N",
		"invalid argument to Shuffle",
	}
	execute(t, func() {
		if got := misuse(); !slices.Equal(got, want) {
			t.Errorf("panicked with %q", got)
		}
	})
}

// A program that seeds the original's source gets the same numbers from the
// twin, outside a run.
func TestOutsideARunSeedSeeds(t *testing.T) {
	original := rand.New(rand.NewSource(42))
	twinrand.Seed(42)
	for range 100 {
		for name, pair := range map[string][2]any{
			"Int63":   {twinrand.Int63(), original.Int63()},
			"Intn":    {twinrand.Intn(1000), original.Intn(1000)},
			"Float64": {twinrand.Float64(), original.Float64()},
			"Uint64":  {twinrand.Uint64(), original.Uint64()},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("%s is %v, the original's is %v", name, pair[0], pair[1])
			}
		}
	}
	if twinrand.New(twinrand.NewSource(7)).Int() != rand.New(rand.NewSource(7)).Int() {
		t.Error("a source of its own is not the original's")
	}
	if twinrand2.New(twinrand2.NewPCG(1, 2)).Uint64() != twinrand2.NewPCG(1, 2).Uint64() {
		t.Error("a source of its own is not the original's")
	}
}
