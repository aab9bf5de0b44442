package layout

import "math"

// Point is a place on the canvas in CSS pixels, x to the right, y down.
type Point struct{ X, Y float32 }

// Rect is an axis-parallel rectangle; X and Y are its top left corner.
type Rect struct{ X, Y, W, H float32 }

// Empty reports whether r has no area.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Center returns the middle of r.
func (r Rect) Center() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Right and Bottom return r's far edges.
func (r Rect) Right() float32  { return r.X + r.W }
func (r Rect) Bottom() float32 { return r.Y + r.H }

// Overlaps reports whether r and q share some area.
func (r Rect) Overlaps(q Rect) bool {
	return r.X < q.Right() && q.X < r.Right() && r.Y < q.Bottom() && q.Y < r.Bottom()
}

// Within reports whether r lies wholly inside q.
func (r Rect) Within(q Rect) bool {
	return r.X >= q.X && r.Y >= q.Y && r.Right() <= q.Right() && r.Bottom() <= q.Bottom()
}

// Contains reports whether p lies in r.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.X && p.X < r.Right() && p.Y >= r.Y && p.Y < r.Bottom()
}

// Grow returns r with its edges moved out by d on all sides.
func (r Rect) Grow(d float32) Rect { return Rect{r.X - d, r.Y - d, r.W + 2*d, r.H + 2*d} }

// Around returns the square with centre p whose half side is r.
func Around(p Point, r float32) Rect { return Rect{p.X - r, p.Y - r, 2 * r, 2 * r} }

// Distance returns the length of the line from p to q.
func Distance(p, q Point) float32 {
	return float32(math.Hypot(float64(q.X-p.X), float64(q.Y-p.Y)))
}

func lerp(a, b, t float32) float32 { return a + (b-a)*t }

func between(p, q Point, t float32) Point {
	return Point{lerp(p.X, q.X, t), lerp(p.Y, q.Y, t)}
}

// curveSteps is how many straight pieces stand for one Bézier curve. At the
// sizes of a canvas they cannot be told from the curve.
const curveSteps = 24

// curve appends the cubic Bézier curve from p0 to p3 to path.
func curve(path []Point, p0, p1, p2, p3 Point) []Point {
	for i := range curveSteps + 1 {
		t := float32(i) / curveSteps
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		path = append(path, Point{
			a*p0.X + b*p1.X + c*p2.X + d*p3.X,
			a*p0.Y + b*p1.Y + c*p2.Y + d*p3.Y,
		})
	}
	return path
}

// rounded returns the way through the corner points, each corner rounded to
// radius r where the legs are long enough.
func rounded(corners []Point, r float32) []Point {
	path := []Point{corners[0]}
	for i := 1; i < len(corners)-1; i++ {
		a, b, c := corners[i-1], corners[i], corners[i+1]
		la, lc := Distance(a, b), Distance(b, c)
		// A corner may use up a leg that ends there, but half of one that
		// another corner shares.
		if i > 1 {
			la /= 2
		}
		if i < len(corners)-2 {
			lc /= 2
		}
		q := min(r, la, lc)
		if q <= 0 {
			continue
		}
		from, to := between(b, a, q/Distance(a, b)), between(b, c, q/Distance(b, c))
		const kappa = 0.5523 // makes a cubic Bézier curve a quarter circle
		path = curve(path, from, between(from, b, kappa), between(to, b, kappa), to)
	}
	return append(path, corners[len(corners)-1])
}

// length returns how long the way along path is.
func length(path []Point) float32 {
	sum := float32(0)
	for i := 1; i < len(path); i++ {
		sum += Distance(path[i-1], path[i])
	}
	return sum
}

// at returns the place at distance s along path, and the direction there.
func at(path []Point, s float32) (p, dir Point) {
	for i := 1; i < len(path); i++ {
		d := Distance(path[i-1], path[i])
		if d == 0 {
			continue
		}
		if s <= d || i == len(path)-1 {
			t := min(max(s/d, 0), 1)
			dir = Point{(path[i].X - path[i-1].X) / d, (path[i].Y - path[i-1].Y) / d}
			return between(path[i-1], path[i], t), dir
		}
		s -= d
	}
	return path[len(path)-1], Point{1, 0}
}
