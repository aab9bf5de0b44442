//go:build unix

package driver

import (
	"os"
	"syscall"
)

// duplicate returns a descriptor of a file that blocks, as the standard input
// may.
func duplicate(f *os.File) uintptr {
	fd, err := syscall.Dup(int(f.Fd())) // Fd makes it block
	must(err)
	return uintptr(fd)
}
