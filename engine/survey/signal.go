package survey

import "sluice/engine/graph"

// maxSignals is how many signals are drawn; of more the first ones.
const maxSignals = 8

// signals join who gives a signal with who waits for it. Who waits for his
// like, or for a timer, has none.
func (d *draft) signals() []graph.Link {
	var links []graph.Link
	known := map[[3]int32]bool{}
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
			from, to := d.of[give.goroutine], d.of[take.goroutine]
			key := [3]int32{from, to, d.units[give.channel].group}
			if from == to || known[key] || len(links) == maxSignals {
				continue
			}
			known[key] = true
			links = append(links, graph.Link{
				From: d.nodes[from].ID, To: d.nodes[to].ID,
				Flow: graph.Signal, Origins: []graph.Origin{d.groupOf(give.channel).origin},
			})
		}
	}
	return links
}
