package lloyd

import (
	"math"
	"sync/atomic"

	"example.com/kmeans-by-hand/matrix"
)

// A run is k-means under way: a step of Fit is relabel and then recenter.
type run struct {
	X *matrix.Matrix // m×n, the points
	M *matrix.Matrix // k×n, the centers
	Y []int          // m, the labels

	MT      *matrix.Matrix // n×k, if k > 4
	mStar   []float64      // k, a row of M_*, if k > 4
	few                    // both of these, if k ≤ 4
	changed atomic.Int64   // how many labels, in this step
	costs   []float64      // one for each block of rows

	next *matrix.Matrix // k×n, the centers to come
	sums [][]float64    // k rows for each core: sums of up to n columns, and then a count

	bounds // which points a step may leave out
	team   // the cores
}

// newRun returns a run before its first step. Its own matrices are all that a step
// writes to.
func newRun(X, M *matrix.Matrix) *run {
	m, n := X.Dims()
	k, _ := M.Dims()
	r := &run{
		X: X, M: matrix.New(k, n), Y: make([]int, m),
		costs: make([]float64, blocks(m)),
		next:  matrix.New(k, n),
	}
	for j := range k {
		copy(r.M.Row(j), M.Row(j))
	}
	if k <= 4 {
		r.few.MT = make([][4]float64, n)
	} else {
		r.mStar = make([]float64, k)
	}
	r.start(cores(m * n))
	r.sums = make([][]float64, r.size*k)
	for t := range r.size {
		all := make([]float64, k*(n+1)+16) // 16 to spare, so that no two cores write to one cache line
		for j := range k {
			r.sums[t*k+j] = all[j*(n+1):][:n+1]
		}
	}
	return r
}

// each shares a step's method among the cores. (A method and not a closure: a small
// run should not spend its time allocating.)
func (r *run) each(n int, f func(r *run, t, lo, hi int)) {
	if r.size == 1 {
		f(r, 0, 0, n)
	} else {
		r.share(n, func(t, lo, hi int) { f(r, t, lo, hi) })
	}
}

// relabel is Expectation for Fit: it gives every point the label of its nearest
// center and returns how many labels changed, and what they cost before. Rungs M2 and
// M3; Fit needs no Z.
//
// The rows of X do not know of each other: row i of −2XMᵀ + M_* takes row i of X,
// all of Mᵀ, and a row of M_*, whose rows are all the same. So cores share the
// rows, and each keeps one row of scores and no more. Costs are summed by blocks of
// rows, so where they are summed cores share blocks.
func (r *run) relabel() (changed int, cost float64) {
	r.changed.Store(0)
	if k, _ := r.M.Dims(); k <= 4 {
		r.few.set(r.M)
		r.each(len(r.costs), (*run).relabelFew)
	} else {
		r.each(len(r.costs), (*run).costBlocks)
		r.MT = r.M.T()
		for j := range r.mStar {
			r.mStar[j] = squaredNorm(r.M.Row(j))
		}
		r.each(len(r.Y), (*run).relabelRows)
	}
	return int(r.changed.Load()), sum(r.costs)
}

func (r *run) relabelRows(_, lo, hi int) {
	changed := 0
	p := make([]float64, len(r.mStar))
	for i := lo; i < hi; i++ {
		if r.leads(i) {
			continue
		}
		x := r.X.Row(i)
		clear(p)
		addRowDot(p, x, r.MT) // row i of XMᵀ
		y, first, second := nearest(p, r.mStar)
		r.setLead(i, squaredNorm(x), first, second)
		if y != r.Y[i] {
			r.Y[i] = y
			changed++
		}
	}
	r.changed.Add(int64(changed))
}

// nearest returns the index of the smallest score −2p_j + q_j, the first of
// equals, with the smallest and the second smallest score.
func nearest(p, q []float64) (y int, first, second float64) {
	best, next := order(math.Inf(1)), order(math.Inf(1))
	q = q[:len(p)]
	for j, p := range p {
		s := order(float64(-2*p) + q[j])
		next = min(next, max(best, s))
		if s < best {
			best = s
			y = j
		}
	}
	return y, unorder(best), unorder(next)
}

// order maps numbers to integers that compare alike, and unorder maps them back.
// Between integers a processor can choose without guessing the outcome; a wrong
// guess costs it dozens of products, and labels are hard to guess. NaN and −0 do
// not occur: scores of finite numbers end in + q, and q is a sum of squares.
func order(s float64) int64 {
	b := int64(math.Float64bits(s))
	return b ^ int64(uint64(b>>63)>>1)
}

func unorder(b int64) float64 {
	return math.Float64frombits(uint64(b ^ int64(uint64(b>>63)>>1)))
}

// recenter is Maximization for Fit: it moves every center to the mean of its
// points, and leaves it where it is if it has none. Rung M5 without the products
// by zero and one that Z is made of: row j of ZᵀX is the sum of the rows of X
// labelled j, taken in their order, and row j of Zᵀ1 is their number.
//
// The columns of ZᵀX do not know of each other, so cores share the columns.
func (r *run) recenter() {
	_, n := r.M.Dims()
	r.each(n, (*run).recenterColumns)
	r.setDrift(r.M, r.next)
	r.M, r.next = r.next, r.M
}

func (r *run) recenterColumns(t, lo, hi int) {
	k, _ := r.M.Dims()
	X, sums, w := r.X, r.sums[t*k:][:k], hi-lo // ZᵀX and, next to it, Zᵀ1
	for _, s := range sums {
		clear(s)
	}
	for i, y := range r.Y {
		x := X.Row(i)[lo:hi]
		s := sums[y]
		s[len(x)]++
		s = s[:len(x)]
		for l, v := range x {
			s[l] += v
		}
	}
	for j, s := range sums {
		mean := r.next.Row(j)[lo:hi]
		if s[w] == 0 {
			copy(mean, r.M.Row(j)[lo:hi])
			continue
		}
		for l := range mean {
			mean[l] = s[l] / s[w]
		}
	}
}
