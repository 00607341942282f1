package lloyd

import (
	"math"
	"slices"
)

const u = 0x1p-53 // unit roundoff

// A filter bounds the distances of a point from many centers, by the slides' score,
// −2⟨x,μ⟩ + ‖μ‖². It computes with scale·x − shift instead of x: there the score does
// not overflow, and cancels less. Distances are scaled, too.
//
// Elements are up to 2⁶⁰, so that beside one huge value the others are still far above
// tiny, unless they are 2¹⁶⁰ times smaller. Bounds, in float32, have room for all drifts.
//
// Rounding, that of moving the data included, can change ‖x‖² − 2⟨x,μ⟩ + ‖μ‖² by less
// than slack·(‖x‖² + ‖μ‖²). A norm that is made smaller by the factor 1 − slack
// therefore gives a lower bound.
type filter struct {
	scale float64   // a power of two: then no element of X or M is larger than 2⁶⁰
	shift []float64 // n, a place among the points
	slack float64   // 2(n+6)u
	tiles tiles     // the centers as moved, and their norms made smaller
}

// Squares of small distances can vanish: no distance is proved to be below tiny, and a
// sum of squares loses less than lost.
const (
	tiny = 0x1p-100
	lost = 0x1p-900
)

// newFilter returns a filter for points X, with exponents up to largest, and centers M.
func newFilter(X, M table, largest int) *filter {
	m, n := X.rows(), X.n
	for _, v := range M.data {
		_, e := split(v)
		largest = max(largest, e)
	}
	f := &filter{
		scale: math.Ldexp(1, min(1082-largest, 1000)),
		shift: make([]float64, n), slack: 2 * float64(n+6) * u,
		tiles: newTiles(M.rows(), n),
	}
	sample := make([]float64, min(m, 9))
	for l := range f.shift { // the median of a few points: one outlier does not move it
		for s := range sample {
			sample[s] = X.row(s * m / len(sample))[l]
		}
		slices.Sort(sample)
		f.shift[l] = f.scale * sample[len(sample)/2]
	}
	return f
}

// set makes the rows of M the centers.
func (f *filter) set(M table) {
	moved := make([]float64, M.n)
	for j := range M.rows() {
		norm := f.move(M.row(j), moved)
		f.tiles.set(j, moved, norm)
	}
}

// move sets moved to scale·x − shift. It returns the squared norm of that, made smaller.
func (f *filter) move(x, moved []float64) (norm float64) {
	moved, shift := moved[:len(x)], f.shift[:len(x)]
	for l, v := range x {
		s := float64(v*f.scale) - shift[l]
		moved[l] = s
		norm += float64(s * s)
	}
	return float64(norm * (1 - f.slack))
}

// lowerBound returns a lower bound of the squared distance of a point from a center, given
// −2 times their product, and their norms. For the point's own center it returns infinity.
func lowerBound(product, norm, center float64, own bool) order {
	s := ordered(product + center + norm)
	if own {
		s = infinite
	}
	return s
}

// least returns the least of these bounds for the centers of tiles lo to hi−1. Center y
// is the point's own.
func (f *filter) least(moved []float64, norm float64, lo, hi, y int) order {
	least := infinite
	for t := lo; t < min(hi, len(f.tiles.norms)); t++ {
		p0, p1, p2, p3 := f.tiles.dot(t, moved)
		q := &f.tiles.norms[t]
		least = min(least,
			min(lowerBound(p0, norm, q[0], y == 4*t), lowerBound(p1, norm, q[1], y == 4*t+1)),
			min(lowerBound(p2, norm, q[2], y == 4*t+2), lowerBound(p3, norm, q[3], y == 4*t+3)))
	}
	return least
}

// leastTwo returns the center with the least of the same bounds, and the least of the
// other bounds.
func (f *filter) leastTwo(moved []float64, norm float64, lo, hi, y int) (j int, second order) {
	least, second := infinite, infinite
	for t := lo; t < min(hi, len(f.tiles.norms)); t++ {
		p0, p1, p2, p3 := f.tiles.dot(t, moved)
		for c, p := range [4]float64{p0, p1, p2, p3} {
			s := lowerBound(p, norm, f.tiles.norms[t][c], y == 4*t+c)
			second = min(second, max(least, s))
			if s < least {
				j, least = 4*t+c, s
			}
		}
	}
	return j, second
}

// squaredDistance returns the scaled squared distance of a point from a center, or of
// two centers.
func (f *filter) squaredDistance(a, b []float64) float64 {
	sum := 0.0
	b = b[:len(a)]
	for l, v := range a {
		d := float64(f.scale*v) - float64(f.scale*b[l])
		sum += float64(d * d)
	}
	return sum
}

func (f *filter) distance(a, b []float64) float64 { return math.Sqrt(f.squaredDistance(a, b)) }

// upper returns an upper bound of a distance that has been computed as d. A distance that
// has been computed to be greater than this bound is greater than the first one.
func (f *filter) upper(d float64) float64 { return float64(d*(1+f.slack)) + tiny }
