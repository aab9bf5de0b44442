package vet

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// at is a place as file:line.
func (p Place) at() string {
	if p.File == "" {
		return "a place that the log does not tell"
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}

func (c *Check) who(id int) Who {
	return Who{id, c.head.World().Goroutines[id].Name}
}

// name is a goroutine in a sentence.
func (c *Check) name(id int) string {
	name := c.head.World().Goroutines[id].Name
	if id <= mainGoroutine {
		return name
	}
	return fmt.Sprintf("%s #%d", name, id)
}

// channelName is a channel in a sentence.
func (c *Check) channelName(id int32) string {
	if id == 0 {
		return "a nil channel"
	}
	if all := c.head.World().Channels; int(id) < len(all) && all[id].Name != "" {
		return all[id].Name
	}
	return "a channel"
}

// goroutines is a number of goroutines, with their name if they share one.
func goroutines(n int, name string) string {
	if n == 1 {
		return "1 goroutine (" + name + ")"
	}
	if name == "" {
		return fmt.Sprintf("%d goroutines", n)
	}
	return fmt.Sprintf("%d goroutines (%s)", n, name)
}

// plural is the form of a verb or noun that goes with n.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// lasted is a duration with three digits at most.
func lasted(d time.Duration) string {
	switch {
	case d >= 100*time.Second:
		return d.Round(time.Second).String()
	case d >= time.Second:
		return trimmed(d.Seconds()) + " s"
	case d >= time.Millisecond:
		return trimmed(float64(d)/1e6) + " ms"
	case d >= time.Microsecond:
		return trimmed(float64(d)/1e3) + " µs"
	}
	return strconv.FormatInt(int64(d), 10) + " ns"
}

func trimmed(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}
