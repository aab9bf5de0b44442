package vet

import (
	"testing"
	"time"

	"sluice/engine/playback"
	"sluice/engine/survey/surveytest"
)

// The programs of the survey's tests are healthy, however many goroutines they
// have; those that never end are cut off.
func TestTheUsualShapesHaveNoErrors(t *testing.T) {
	for name, program := range surveytest.Shapes {
		rec := playback.New(surveytest.Record(program, 10*time.Second))
		rec.Fold()
		for _, f := range Look(rec, nil).Findings {
			if f.Severity == Error {
				t.Errorf("%s: %s", name, f.What)
			}
		}
	}
}
