package render

import (
	"image"
	"testing"
	"time"

	"sluice/render/rendertest"
)

func TestOnlyANewPictureIsDrawn(t *testing.T) {
	settings := rendertest.Settings{
		Workers: 4, Capacity: 8, Bucket: 10, Rate: 10, Arrival: 5, Work: time.Second, Attempts: 1,
	}
	service := rendertest.New(settings, 1)
	view := New(settings.Graph())
	size := image.Pt(832, 620)
	shown := func(dt time.Duration, speed float64) bool {
		view.Update(service.World, dt, speed)
		view.painter.Paint(view.stage, view.world)
		return view.still.shows(size, view.painter, view.atlas)
	}
	const frame = 16 * time.Millisecond
	settle := func() {
		for range 300 {
			shown(frame, 0)
		}
		if !shown(frame, 0) {
			t.Fatal("a picture in which nothing moves is drawn again")
		}
	}

	if shown(frame, 0) {
		t.Error("the first picture is not drawn")
	}
	settle()
	service.Run(2 * time.Second)
	if shown(frame, 1) {
		t.Error("what happened is not drawn")
	}
	settle()
	view.SetHover("client")
	if shown(frame, 0) {
		t.Error("the station under the pointer is not drawn")
	}
	settle()
	view.SetPalette(Light)
	if shown(frame, 0) {
		t.Error("another palette is not drawn")
	}
	settle()
	size.X++
	if shown(frame, 0) {
		t.Error("a new canvas stays empty")
	}
	settle()
}
