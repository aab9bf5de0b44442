package session

import (
	"errors"
	"testing"

	"sluice/engine/eventlog"
)

func TestARunThatIsReadInSlicesIsTheOneThatIsReadAtOnce(t *testing.T) {
	file := recordedProgram(t)
	o, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	last, slices := 0.0, 1
	for ; !o.Read(3); slices++ {
		if share := o.Share(); share <= last || share >= 1 {
			t.Fatalf("after a share of %v comes %v", last, share)
		}
		last = o.Share()
	}
	inSlices, err := o.Session()
	if err != nil {
		t.Fatal(err)
	}
	atOnce, err := Import(file)
	if err != nil {
		t.Fatal(err)
	}
	if slices < 3 || o.Share() != 1 || inSlices.rec.World().Seq != atOnce.rec.World().Seq ||
		len(inSlices.Spec.Graph("").Stations) != len(atOnce.Spec.Graph("").Stations) {
		t.Errorf("%d slices, a share of %v", slices, o.Share())
	}
}

func TestWhatIsNoRunIsNotOpened(t *testing.T) {
	if _, err := Open([]byte("run")); !errors.Is(err, eventlog.ErrFormat) {
		t.Error(err)
	}
}
