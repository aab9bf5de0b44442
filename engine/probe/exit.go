package probe

import "os"

// OnExit, if set, is called before the program ends by Exit.
var OnExit func(code int)

// Exit is os.Exit.
func Exit(code int) {
	if OnExit != nil {
		OnExit(code)
	}
	os.Exit(code)
}
