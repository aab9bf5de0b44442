package rendertest

import (
	"strings"

	"sluice/engine/graph"
)

// sigils are how a station's label begins, but for a Client's.
var sigils = []struct {
	sigil   string
	station graph.Station
}{
	{">", graph.Station{Kind: graph.Queue}},
	{"*", graph.Station{Kind: graph.Workers}},
	{"~~", graph.Station{Kind: graph.Leaky}},
	{"~", graph.Station{Kind: graph.Bucket}},
	{"^", graph.Station{Kind: graph.Pile}},
	{"|", graph.Station{Kind: graph.Breaker}},
	{"%", graph.Station{Kind: graph.Bars, Band: true}},
	{"#", graph.Station{Kind: graph.Bars, Series: true}},
	{"=!", graph.Station{Kind: graph.Sink, Outcome: graph.Rejected}},
	{"=x", graph.Station{Kind: graph.Sink, Outcome: graph.Failed}},
	{"=", graph.Station{Kind: graph.Sink}},
}

// picture reads a graph: stations as "id label", each bound to names like its
// ID, and ways as IDs, of which ! and x begin those of refused and given up
// jobs and ? those that a signal goes to.
func picture(stations string, ways ...string) *graph.Graph {
	g := &graph.Graph{}
	for _, text := range strings.Split(stations, "; ") {
		id, label, _ := strings.Cut(text, " ")
		st := graph.Station{Kind: graph.Client}
		for _, s := range sigils {
			if rest, ok := strings.CutPrefix(label, s.sigil); ok {
				st, label = s.station, rest
				break
			}
		}
		st.ID, st.Label = id, label
		st.Goroutine, st.Channel, st.Bucket, st.Note, st.Tally = id, id, id, id, id
		g.Stations = append(g.Stations, st)
	}
	for _, way := range ways {
		ids := strings.Fields(way)
		for k := 1; k < len(ids); k++ {
			l := graph.Link{From: ids[k-1], To: ids[k]}
			for sigil, flow := range map[string]graph.Flow{
				"!": graph.Refusal, "x": graph.GaveUp, "?": graph.Signal,
			} {
				if to, ok := strings.CutPrefix(l.To, sigil); ok && (sigil != "x" || g.Station(l.To) == nil) {
					l.To, l.Flow = to, flow
					if flow == graph.Signal {
						l.Channel = "quit"
					}
				}
			}
			g.Links = append(g.Links, l)
		}
	}
	return g
}
