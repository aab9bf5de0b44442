package corpus

import "fmt"

// A range over a channel has a variable, an assignment to anything, or none;
// each iteration has its own variable, and labels reach out of nested loops.
func init() {
	register("range-forms", func() {
		var later []func() int
		for v := range filled(1, 2, 3) {
			later = append(later, func() int { v *= 10; return v })
		}
		for _, f := range later {
			fmt.Print(f(), " ", f(), " ")
		}
		fmt.Println()

		v := "before"
		for v = range filled("a", "b") {
		}
		fmt.Println(v)
		for v = range filled[string]() {
		}
		fmt.Println(v)

		var x any
		for x = range filled(4) {
		}
		slots := map[int]int{}
		next := 0
		for slots[func() int { next++; return next }()] = range filled(7, 8) {
		}
		fmt.Println(x, slots)

		count := 0
		for range filled(1, 1, 1) {
			count++
		}
		for _ = range filled(2, 2) {
			count++
		}
		fmt.Println(count)

	rows:
		for i := range filled(1, 2, 3, 4) {
			for j := range filled(1, 2, 3, 4) {
				switch {
				case j > i:
					continue rows
				case i == 3:
					break rows
				case j == 2:
					continue
				}
				fmt.Print(i, j, " ")
			}
		}
		fmt.Println()
		fmt.Println(firstOver(2, filled(1, 2, 3, 4)), jumpOut(filled(5, 6)))
		deferInRange()
	})
}

func firstOver(limit int, c <-chan int) (found int) {
	defer func() { found *= 100 }()
	for v := range c {
		for range filled(0, 0) {
			if v > limit {
				return v
			}
		}
	}
	return -1
}

func jumpOut(c chan int) int {
	n := 0
	for n = range c {
		goto out
	}
out:
	return n + <-c
}

func deferInRange() {
	for v := range filled(1, 2, 3) {
		defer fmt.Println("deferred", v)
	}
	fmt.Println("after the loop")
}
