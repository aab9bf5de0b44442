package graph

import "testing"

func TestWhoStandsWhere(t *testing.T) {
	g := &Graph{Stations: []Station{
		{ID: "named", Kind: Workers, Goroutine: "worker"},
		{ID: "queue", Kind: Queue, Channel: "c"},
		{ID: "group", Kind: Workers, Origins: []Origin{{Site: 3, Name: "worker"}}},
		{ID: "one", Kind: Workers, Origins: []Origin{{Site: 3, Name: "worker"}}, Number: 7},
		{ID: "second of the name", Kind: Workers, Goroutine: "worker"},
	}}
	seats := g.Seats()
	for _, c := range []struct {
		number int
		origin Origin
		want   string
	}{
		{1, Origin{9, "worker"}, "named"},
		{2, Origin{3, "worker"}, "group"},
		{7, Origin{3, "worker"}, "one"},
		{7, Origin{9, "other"}, "one"},
		{1, Origin{3, "other"}, ""},
		{1, Origin{1, "c"}, ""},
	} {
		got := ""
		if i := seats.Goroutine(c.number, c.origin); i >= 0 {
			got = g.Stations[i].ID
		}
		if got != c.want {
			t.Errorf("goroutine %d of %v stands at %q, not %q", c.number, c.origin, got, c.want)
		}
	}
	if i := seats.Channel(7, Origin{9, "c"}); g.Stations[i].ID != "queue" {
		t.Errorf("the channel stands at %q", g.Stations[i].ID)
	}
	if i := seats.Channel(1, Origin{9, "worker"}); i >= 0 {
		t.Errorf("a channel that has a goroutine's name stands at %q", g.Stations[i].ID)
	}
}

func TestASignalIsGivenByItsChannelOnly(t *testing.T) {
	byName, byPlace := Link{Channel: "done"}, Link{Origins: []Origin{{4, "done"}}}
	if !byName.Of(Origin{1, "done"}) || byName.Of(Origin{1, "c"}) {
		t.Error("by its name")
	}
	if !byPlace.Of(Origin{4, "done"}) || byPlace.Of(Origin{5, "done"}) {
		t.Error("by its place")
	}
}
