package kmeans

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

	MT      *matrix.Matrix // n×k
	mStar   []float64      // k, a row of M_*
	changed atomic.Int64   // how many labels, in this step

	next *matrix.Matrix   // k×n, the centers to come
	sums []*matrix.Matrix // k×(n+1) for each core

	costs []float64 // one for each block of rows

	bounds
	*team
}

// newRun returns a run before its first step. Its own matrices are all that a step
// writes to.
func newRun(X, M *matrix.Matrix) *run {
	m, n := X.Dims()
	k, _ := M.Dims()
	r := &run{
		X: X, M: M.Scale(1), Y: make([]int, m),
		mStar: make([]float64, k),
		next:  matrix.New(k, n),
		team:  newTeam(m * n),
	}
	for range r.size {
		r.sums = append(r.sums, matrix.New(k+16, n+1)) // rows to spare, so that no two cores write to one cache line
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
// center and returns how many labels changed. Rungs M2 and M3; Fit needs no Z.
//
// The rows of X do not know of each other: row i of −2XMᵀ + M_* takes row i of X,
// all of Mᵀ, and a row of M_*, whose rows are all the same. So cores share the
// rows, and each keeps one row of scores and no more.
func (r *run) relabel() int {
	for j := range r.mStar {
		r.mStar[j] = squaredNorm(r.M.Row(j))
	}
	r.changed.Store(0)
	if len(r.mStar) <= 4 {
		r.each(len(r.Y), (*run).relabelFew)
	} else {
		r.MT = r.M.T()
		r.each(len(r.Y), (*run).relabelRows)
	}
	return int(r.changed.Load())
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
		matrix.AddRowDot(p, x, r.MT) // row i of XMᵀ
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

// relabelFew is relabelRows for k ≤ 4, where a row of XMᵀ fits in registers and
// looking at a point is cheaper than asking whether to look.
func (r *run) relabelFew(_, lo, hi int) {
	k, n := r.M.Dims()
	inf := math.Inf(1)
	q := [4]float64{inf, inf, inf, inf} // a missing center is never the nearest
	copy(q[:], r.mStar)
	q0, q1, q2, q3 := q[0], q[1], q[2], q[3]
	row := func(j int) []float64 { return r.M.Row(min(j, k-1))[:n] }
	m0, m1, m2, m3 := row(0), row(1), row(2), row(3)
	X, Y := r.X, r.Y[:hi]
	changed := 0
	for i := lo; i < hi; i++ {
		x := X.Row(i)
		m0, m1, m2, m3 := m0[:len(x)], m1[:len(x)], m2[:len(x)], m3[:len(x)]
		var p0, p1, p2, p3 float64 // row i of XMᵀ
		for l, v := range x {
			p0 += float64(v * m0[l])
			p1 += float64(v * m1[l])
			p2 += float64(v * m2[l])
			p3 += float64(v * m3[l])
		}
		s0, s1 := float64(-2*p0)+q0, float64(-2*p1)+q1
		s2, s3 := float64(-2*p2)+q2, float64(-2*p3)+q3
		y, z := 0, 2
		if s1 < s0 {
			y = 1
		}
		if s3 < s2 {
			z = 3
		}
		if min(s2, s3) < min(s0, s1) {
			y = z
		}
		if y != Y[i] {
			Y[i] = y
			changed++
		}
	}
	r.changed.Add(int64(changed))
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
	X, sums, w := r.X, r.sums[t], hi-lo // ZᵀX and, next to it, Zᵀ1
	for j := range r.mStar {
		clear(sums.Row(j))
	}
	for i, y := range r.Y {
		s := sums.Row(y)
		s[w]++
		s = s[:w]
		for l, x := range X.Row(i)[lo:][:len(s)] {
			s[l] += x
		}
	}
	for j := range r.mStar {
		s, mean := sums.Row(j), r.next.Row(j)[lo:hi]
		if s[w] == 0 {
			copy(mean, r.M.Row(j)[lo:hi])
			continue
		}
		for l := range mean {
			mean[l] = s[l] / s[w]
		}
	}
}
