// Package through starts no goroutine itself.
package through

import "sluice/engine/instrument/testdata/uninstrumented/starts"

func Call() { starts.One() }
