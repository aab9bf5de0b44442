//go:build unix

package recorder

import (
	"os"
	"syscall"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
)

// keep returns a program whose log lies in a mapped file, which stays whatever the
// process dies of. What the file has no room for is not recorded.
func keep(o driver.ProgramOptions, name string) *driver.Program {
	p := driver.NewProgram(o)
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return p // the program is to run nevertheless
	}
	end := int64(0)
	p.View(func(l *eventlog.Log) {
		l.Store(func(size int) []byte {
			if err := file.Truncate(end + int64(size)); err != nil {
				return nil
			}
			block, err := syscall.Mmap(int(file.Fd()), end, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
			if err != nil {
				return nil
			}
			end += int64(size)
			return block
		})
	})
	return p
}
