package paint

import (
	"fmt"
	"math"
	"testing"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// deficiencies are what is seen of linear RGB without one kind of cones: the
// matrices of severity 1.0 of G. M. Machado, M. M. Oliveira and
// L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
// Vision Deficiency", IEEE TVCG 15(6), 2009.
var deficiencies = map[string][9]float64{
	"none": {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia": {
		0.152286, 1.052583, -0.204868,
		0.114503, 0.786281, 0.099216,
		-0.003882, -0.048116, 1.051998,
	},
	"deuteranopia": {
		0.367322, 0.860646, -0.227968,
		0.280085, 0.672501, 0.047413,
		-0.011820, 0.042940, 0.968881,
	},
	"tritanopia": {
		1.255528, -0.076749, -0.178779,
		-0.078411, 0.930809, 0.147602,
		0.004733, 0.691367, 0.303900,
	},
}

// leastDifference is how far apart the colours of two states of one shape
// must be in OKLab, where black and white are 1 apart and 0.02 is just
// noticeable side by side.
const leastDifference = 0.1

func linear(x float32) float64 {
	if v := float64(x); v > 0.04045 {
		return math.Pow((v+0.055)/1.055, 2.4)
	} else {
		return v / 12.92
	}
}

// seen is a colour in OKLab (B. Ottosson, 2020) as seen with a deficiency.
func seen(c Color, m [9]float64) [3]float64 {
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var rgb [3]float64
	for i := range rgb {
		rgb[i] = min(max(m[3*i]*in[0]+m[3*i+1]*in[1]+m[3*i+2]*in[2], 0), 1)
	}
	l := math.Cbrt(0.4122214708*rgb[0] + 0.5363325363*rgb[1] + 0.0514459929*rgb[2])
	a := math.Cbrt(0.2119034982*rgb[0] + 0.6806995451*rgb[1] + 0.1073969566*rgb[2])
	b := math.Cbrt(0.0883024619*rgb[0] + 0.2817188376*rgb[1] + 0.6299787005*rgb[2])
	return [3]float64{
		0.2104542553*l + 0.7936177850*a - 0.0040720468*b,
		1.9779984951*l - 2.4285922050*a + 0.4505937099*b,
		0.0259040371*l + 0.7827717662*a - 0.8086757660*b,
	}
}

func difference(a, b Color, m [9]float64) float64 {
	p, q := seen(a, m), seen(b, m)
	return math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2])
}

// sight is what is drawn for one state: the shapes of its strokes, without
// places and sizes, and the colour of each.
type sight struct {
	shapes  string
	colours []Color
}

func (s *sight) add(v Vertex, shape string) {
	s.shapes += shape + " "
	s.colours = append(s.colours, Color{v.ColorR / v.ColorA, v.ColorG / v.ColorA, v.ColorB / v.ColorA})
}

// sight returns what draw draws.
func (p *Painter) sight(draw func()) sight {
	p.live.v, p.dots.v = p.live.v[:0], p.dots.v[:0]
	draw()
	var s sight
	for k := 0; k < len(p.live.v); k += 4 {
		v := p.live.v[k]
		shape := fmt.Sprint(kind(v.Custom0))
		if kind(v.Custom0) == kIcon {
			shape += fmt.Sprintf("-%v", v.Custom1)
		}
		s.add(v, shape)
	}
	for k := 0; k < len(p.dots.v); k += 3 {
		s.add(p.dots.v[k], fmt.Sprintf("job-%d", kind(p.dots.v[k].Custom0)))
	}
	return s
}

// sights is what is drawn for jobs, goroutines and breakers in all their states. Dials
// are all but full, when they look most like each other.
func (p *Painter) sights() map[string]sight {
	const now, until = 9999 * time.Millisecond, 10 * time.Second
	all := map[string]sight{}
	for name, state := range map[string]world.JobState{
		"a job in flight": world.Queued, "a job that backs off": world.BackingOff,
		"a completed job": world.Completed, "a rejected job": world.Rejected,
		"a failed job": world.Failed, "a cancelled job": world.Cancelled,
	} {
		all[name] = p.sight(func() { p.mark(layout.Point{}, look{state: state, radius: 6, alpha: 1}) })
	}
	goroutine := func(name string, g world.Goroutine, job world.JobState) {
		all[name] = p.sight(func() {
			j := &world.Job{State: job, Until: until}
			p.worker(layout.Point{}, 22, &g, j, now)
			p.mark(layout.Point{}, look{state: job, radius: 7, alpha: 1})
		})
	}
	for state := world.Running; state <= world.Panicked; state++ {
		if state == world.Done {
			continue // it is not drawn as a goroutine any more
		}
		g := world.Goroutine{State: state, Until: until}
		name := "a goroutine, " + state.String()
		all[name] = p.sight(func() { p.worker(layout.Point{}, 22, &g, nil, now) })
		if state == world.BlockedSelect {
			g.Until = 0 // with a timer it is drawn as one that sleeps
		}
		goroutine(name+", with a job", g, world.Working)
	}
	for name, open := range map[string]float32{motion.Closed: 0, motion.HalfOpen: 0.5, motion.Open: 1} {
		s := &motion.Stage{Lever: []float32{open}}
		w := world.New()
		w.Notes["breaker"] = name
		all["a breaker, "+name] = p.sight(func() { p.breaker(0, s, w) })
	}
	goroutine("a goroutine that backs off", world.Goroutine{State: world.Sleeping, Until: until}, world.BackingOff)
	return all
}

func TestStatesAreToldApartWithoutSomeColours(t *testing.T) {
	dark, light := pagePalettes(t, "contrast.css")
	for theme, palette := range map[string]Palette{
		"dark": Dark, "light": Light, "dark for an audience": dark, "light for an audience": light,
	} {
		p := NewPainter(&graph.Graph{Stations: []graph.Station{{Kind: graph.Breaker, Note: "breaker"}}})
		p.scene = &layout.Scene{Scale: 1, Stations: []layout.Station{{Box: layout.Rect{W: 84, H: 60}, Round: 14}}}
		p.Palette = palette
		p.SetScale(1)
		all := p.sights()
		for a, x := range all {
			for b, y := range all {
				if a >= b || x.shapes != y.shapes {
					continue
				}
				for name, m := range deficiencies {
					most := 0.0
					for k := range x.colours {
						most = max(most, difference(x.colours[k], y.colours[k], m))
					}
					if most < leastDifference {
						t.Errorf("%s, %s: %s and %s differ by %.3f", theme, name, a, b, most)
					}
				}
			}
		}
	}
}
