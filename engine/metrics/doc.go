// Package metrics measures a run over virtual time: what happened in each
// stretch of it, what there was meanwhile, and how long jobs took. It knows
// no events: the fold in package world tells it, so that what is measured at
// a moment is a function of what has happened until then.
package metrics
