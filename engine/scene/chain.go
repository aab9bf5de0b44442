package scene

import "sluice/engine/graph"

// chain returns the main links from each station to the next.
func chain(ids ...string) []graph.Link {
	var links []graph.Link
	for i := range ids[1:] {
		links = append(links, graph.Link{From: ids[i], To: ids[i+1]})
	}
	return links
}
