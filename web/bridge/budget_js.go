package bridge

import (
	"errors"

	"sluice/engine/session"
)

// errBudget is returned for a budget in which nothing fits.
var errBudget = errors.New("recordings need at least 1 MB and take no more than 1 GB")

// setBudget sets how many bytes recordings may take that begin from now on.
func setBudget(bytes float64) error {
	if !(bytes >= 1<<20 && bytes <= 1<<30) {
		return errBudget
	}
	session.Budget = int64(bytes)
	return nil
}
