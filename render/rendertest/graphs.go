package rendertest

import "sluice/engine/graph"

// Graphs are pictures of many kinds, by name: what scenes are made of.
func Graphs() map[string]*graph.Graph {
	return map[string]*graph.Graph{
		"pipeline": picture(
			"client Client; a >Hand-over; one *Parse; b >Hand-over; two *Resize; c >Hand-over; three *Write; done =completed",
			"client a one b two c three done"),
		"fan-in": picture(
			"p1 *Reader; p2 *Watcher; p3 *Ticker; q >Merged; w *Collector; done =completed",
			"p1 q", "p2 q", "p3 q w done"),
		"fan-in of clients": picture(
			"c1 Web; c2 Mobile; c3 Batch jobs; q >Queue; w *Workers; done =completed; full =!queue full",
			"c1 q", "c2 q", "c3 q w done", "q !full"),
		"two chains": picture(
			"c1 Client; c2 Client; t ~Token bucket; l ~~Leaky bucket; d1 =through; d2 =through; r1 =!no token; r2 =!overflow",
			"c1 t d1", "c2 l d2", "t !r1", "l !r2"),
		"one client": picture(
			"c Client; t ~Token bucket; l ~~Leaky bucket; q >Queue; w *Server; d1 =through; d2 =through; r1 =!no token; r2 =!overflow",
			"c t d1", "c l q w d2", "t !r1", "l !r2"),
		"compared": picture(
			"c Client; t ~Token bucket; l ~~Leaky meter; a *First handlers; b *Second handlers; d1 =completed; d2 =completed; "+
				"r1 =!no token; r2 =!overflow; out1 #Out of the token bucket; out2 #Out of the leaky bucket",
			"c t a d1", "c l b d2", "t !r1", "l !r2"),
		"ring of two": picture(
			"a *Alice; x >ping; b *Bob; y >pong", "a x b y a"),
		"ring of three": picture(
			"a *First; b *Second; c *Third", "a b c a"),
		"leaks": picture(
			"main *main; a *Handlers; b *Tickers"),
		"leaking": picture(
			"c Client; w *Server; done =completed; l *Handlers", "c w done"),
		"pile": picture(
			"c Producer; s ^Slice without a bound; w *Workers; done =completed", "c s w done"),
		"breaker": picture(
			"c Client; s |Breaker; w *Workers; done =completed; open =!circuit open; failed =xfailed; hist %Requests",
			"c s w done", "s !open", "w xfailed"),
		"errors": picture(
			"c Client; q >jobs; a *Fetch; b >pages; z *Parse; e >errors; r *Reporter; done =completed; failed =xfailed",
			"c q a b z done", "a e", "z e r", "r xfailed"),
		"fairness": picture(
			"a *Left; b *Right; x >left; y >right; s *Selector; done =completed; share %Choices",
			"a x s", "b y s done"),
		"herd": picture(
			"c Client; w *Server; done =completed; rate #Requests", "c w done"),
		"quit": picture(
			"main *main; g *Generator; q >numbers; w *Printer; done =completed", "g q w done", "main ?g", "main ?w"),
		"quit of many": picture(
			"main *main; p1 *Reader; p2 *Watcher; p3 *Ticker; q >Merged; w *Collectors; done =completed; full =!full",
			"p1 q", "p2 q", "p3 q w done", "q !full", "main ?p1", "main ?p2", "main ?p3", "main ?w"),
		"reports": picture(
			"c Caller; w *Tasks; e >Errors; done =completed", "c w done", "w ?e", "e ?c"),
		"only bars": picture("one %Requests; two %Choices; three %Waits"),
	}
}
