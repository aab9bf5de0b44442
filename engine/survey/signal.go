package survey

import (
	"slices"

	"sluice/engine/graph"
)

// Signals that are drawn: of more the first ones; and none of a channel that
// would take more than fan.
const (
	maxSignals = 8
	fan        = 5
)

// signals join who gives a signal with who waits for it. Who waits for his
// like, or for a timer, has none.
func (d *draft) signals() []graph.Link {
	var links []graph.Link
	known := map[[3]int32]bool{}
	count := map[int32]int{} // of each group of channels
	var of []int32           // of each link: its group
	for i := range d.flows {
		give := &d.flows[i]
		if !give.out || !d.groupOf(give.channel).signals {
			continue
		}
		for k := range d.flows {
			take := &d.flows[k]
			if take.out || take.channel != give.channel {
				continue
			}
			from, to, group := d.of[give.goroutine], d.of[take.goroutine], d.units[give.channel].group
			key := [3]int32{from, to, group}
			if from == to || known[key] {
				continue
			}
			known[key] = true
			count[group]++
			of = append(of, group)
			links = append(links, graph.Link{
				From: d.nodes[from].ID, To: d.nodes[to].ID,
				Flow: graph.Signal, Origins: []graph.Origin{d.groups[group].origin},
			})
		}
	}
	k := -1
	links = slices.DeleteFunc(links, func(graph.Link) bool {
		k++
		return count[of[k]] > fan
	})
	return links[:min(len(links), maxSignals)]
}
