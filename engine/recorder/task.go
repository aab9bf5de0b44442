//go:build !js

package recorder

import (
	"os"
	"strconv"
	"strings"
)

// Task says how a program is to be recorded.
type Task struct {
	Seed    uint64
	Real    bool   // by the real clock
	Program string // its package path
	Log     string // the file that gets the log's events as they are encoded
}

// variable is the environment variable that holds a task.
const variable = "SLUICE_RECORD"

// Environ is the task as a line of a process's environment: a program that
// was built for recording does it.
func (t Task) Environ() string {
	return variable + "=" + strings.Join([]string{strconv.FormatUint(t.Seed, 10), t.clock(), t.Program, t.Log}, "\t")
}

func (t Task) clock() string {
	if t.Real {
		return "real"
	}
	return "virtual"
}

// assigned takes the task out of the environment, so that no process inherits
// it that the program starts.
func assigned() (t Task, ok bool) {
	words := strings.SplitN(os.Getenv(variable), "\t", 4)
	os.Unsetenv(variable)
	if len(words) != 4 {
		return Task{}, false
	}
	seed, err := strconv.ParseUint(words[0], 10, 64)
	return Task{seed, words[1] == "real", words[2], words[3]}, err == nil
}
