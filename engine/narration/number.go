package narration

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// list is a list in words.
type list struct{ parts []string }

func (l *list) add(part string) {
	if part != "" {
		l.parts = append(l.parts, part)
	}
}

// count adds how many do something, unless nobody does.
func (l *list) count(n int, what string) {
	if n > 0 {
		l.add(whole(n) + " " + what)
	}
}

// String joins the parts with commas.
func (l *list) String() string { return strings.Join(l.parts, ", ") }

// whole is a number with commas between its thousands.
func whole(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// counted is a number of things, of which one is named.
func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return whole(n) + " " + one + "s"
}

// number is a number without needless digits.
func number(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e12 {
		return whole(int(x))
	}
	return strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64)
}

// span is a length of time as it is best read.
func span(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return number(float64(d.Microseconds())/1000) + " ms"
	case d < time.Second:
		return number(float64(d.Milliseconds())) + " ms"
	}
	return number(math.Round(d.Seconds()*100)/100) + " s"
}
