package driver

// single is nothing in the browser: there is one thread.
func single() {}
