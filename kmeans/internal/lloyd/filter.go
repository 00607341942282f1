package lloyd

import (
	"math"
	"slices"

	"example.com/kmeans-by-hand/matrix"
)

const u = 0x1p-53 // unit roundoff

// A filter bounds the distances of a point from many centers, by the slides' score,
// −2⟨x,μ⟩ + ‖μ‖². It sees every point and center as scale·x − shift: there the score
// neither overflows nor cancels, wherever the data lie. Distances are scaled too.
//
// Elements are up to 2⁶⁰, so that beside one huge value the others are still far above
// tiny, and bounds, in float32, have room for the ways of 2⁵⁰ steps.
//
// Rounding, that of moving the data included, can change ‖x‖² − 2⟨x,μ⟩ + ‖μ‖² by less
// than slack·(‖x‖² + ‖μ‖²). A norm that is made smaller by the factor 1 − slack
// therefore gives a lower bound.
type filter struct {
	scale   float64     // a power of two: then no element of X or M is larger than 2⁶⁰
	shift   []float64   // n, a place among the points
	slack   float64     // 2(n+6)u
	centers [][]float64 // the rows of M
	tiles   tiles       // the centers, and their norms made smaller
}

func newFilter(X, M *matrix.Matrix) *filter {
	m, n := X.Dims()
	k, _ := M.Dims()
	f := &filter{shift: make([]float64, n), slack: 2 * float64(n+6) * u, centers: make([][]float64, k), tiles: newTiles(k, n)}
	_, e := math.Frexp(max(largest(X), largest(M)))
	f.scale = math.Ldexp(1, min(60-e, 1000))
	sample := make([]float64, min(m, 9))
	for l := range f.shift { // the median of a few points: one outlier does not move it
		for s := range sample {
			sample[s] = X.Row(s * m / len(sample))[l]
		}
		slices.Sort(sample)
		f.shift[l] = f.scale * sample[len(sample)/2]
	}
	return f
}

// largest returns the largest magnitude of A's elements.
func largest(A *matrix.Matrix) float64 {
	m, _ := A.Dims()
	largest := 0.0
	for i := range m {
		for _, v := range A.Row(i) {
			if v = math.Abs(v); v > largest {
				largest = v
			}
		}
	}
	return largest
}

// set makes the rows of M the centers. It needs room to see one in.
func (f *filter) set(M *matrix.Matrix, seen []float64) {
	k, _ := M.Dims()
	for j := range k {
		f.centers[j] = M.Row(j)
		norm := f.see(f.centers[j], seen)
		f.tiles.set(j, seen, norm)
	}
}

// see sets seen to scale·x − shift. It returns the squared norm of that, made smaller.
func (f *filter) see(x, seen []float64) (norm float64) {
	seen, shift := seen[:len(x)], f.shift[:len(x)]
	for l, v := range x {
		s := float64(v*f.scale) - shift[l]
		seen[l] = s
		norm += float64(s * s)
	}
	return float64(norm * (1 - f.slack))
}

// square returns a lower bound of the squared distance of a point from a center, given
// their product and norms. For the point's own center it returns infinity.
func square(product, norm, center float64, own bool) order {
	s := ordered(float64(-2*product) + center + norm)
	if own {
		s = infinite
	}
	return s
}

// least returns the least of these bounds for the centers of tiles lo to hi−1. Center y
// is the point's own.
func (f *filter) least(seen []float64, norm float64, lo, hi, y int) order {
	least := infinite
	for t := lo; t < min(hi, len(f.tiles.norms)); t++ {
		p0, p1, p2, p3 := f.tiles.dot(t, seen)
		q := &f.tiles.norms[t]
		least = min(least,
			min(square(p0, norm, q[0], y == 4*t), square(p1, norm, q[1], y == 4*t+1)),
			min(square(p2, norm, q[2], y == 4*t+2), square(p3, norm, q[3], y == 4*t+3)))
	}
	return least
}

// nearest returns the center with the least of the same bounds, and the least of the
// other bounds.
func (f *filter) nearest(seen []float64, norm float64, lo, hi, y int) (j int, second order) {
	least, second := infinite, infinite
	for t := lo; t < min(hi, len(f.tiles.norms)); t++ {
		p0, p1, p2, p3 := f.tiles.dot(t, seen)
		for c, p := range [4]float64{p0, p1, p2, p3} {
			s := square(p, norm, f.tiles.norms[t][c], y == 4*t+c)
			second = min(second, max(least, s))
			if s < least {
				j, least = 4*t+c, s
			}
		}
	}
	return j, second
}

// distance returns bounds of the scaled distance of a point from a center, or of two
// centers.
func (f *filter) distance(a, b []float64) (least, most float64) {
	sum := 0.0
	b = b[:len(a)]
	for l, v := range a {
		d := float64(f.scale*v) - float64(f.scale*b[l])
		sum += float64(d * d)
	}
	return f.around(math.Sqrt(sum))
}

// around returns bounds of a scaled distance that has been computed as d.
func (f *filter) around(d float64) (least, most float64) {
	return float64(d*(1-f.slack)) - tiny, float64(d*(1+f.slack)) + tiny
}

// An order is a float64 as an integer, its bits. Those that are not negative compare
// like the numbers, and a negative number is less than they. Between integers the
// smaller one is found without a branch, which would be mispredicted here.
type order int64

const infinite order = 0x7ff << 52

func ordered(v float64) order { return order(math.Float64bits(v)) }

func (o order) value() float64 { return math.Float64frombits(uint64(o)) }

// distance returns the root, for a negative number 0.
func (o order) distance() float64 { return math.Sqrt(max(o, 0).value()) }
