package kmeans

import (
	"math"
	"sync/atomic"

	"example.com/kmeans-by-hand/matrix"
)

// A run is k-means under way.
type run struct {
	X *matrix.Matrix // m×n, the points
	M *matrix.Matrix // k×n, the centers
	Y []int          // m, the labels
	*bounds
	*team
}

// relabel is Expectation for Fit: it gives every point the label of its nearest
// center and returns how many labels changed. Rungs M2 and M3; Fit needs no Z.
//
// The rows of X do not know of each other: row i of −2XMᵀ + M_* needs row i of X,
// all of Mᵀ, and a row of M_*, whose rows are all the same. So cores share the
// rows, and each keeps one row of scores and no more.
func (r *run) relabel() (changed int) {
	k, _ := r.M.Dims()
	MT := r.M.T()               // n×k
	mStar := make([]float64, k) // a row of M_*
	for j := range mStar {
		mStar[j] = squaredNorm(r.M.Row(j))
	}
	var total atomic.Int64
	r.share(len(r.Y), func(lo, hi int) {
		if k <= 4 {
			total.Add(int64(r.relabelFew(mStar, lo, hi)))
			return
		}
		changed := 0
		p := make([]float64, k)
		for i := lo; i < hi; i++ {
			if r.sure(i) {
				continue
			}
			x := r.X.Row(i)
			clear(p)
			matrix.AddRowDot(p, x, MT) // row i of XMᵀ
			y, first, second := nearest(p, mStar)
			r.setLead(i, x, first, second)
			if r.Y[i] != y {
				r.Y[i] = y
				changed++
			}
		}
		total.Add(int64(changed))
	})
	return int(total.Load())
}

// nearest returns the index of the smallest score −2p_j + q_j, the first of
// equals, with the smallest and the second smallest score.
func nearest(p, q []float64) (y int, first, second float64) {
	best, next := int64(math.MaxInt64), int64(math.MaxInt64)
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
// A processor can choose between integers without guessing which it will be;
// between labels it guesses wrong about twice a point, and each time loses a
// dozen products. Scores are finite, and never −0: they end in + q, and q is a sum
// of squares.
func order(s float64) int64 {
	b := int64(math.Float64bits(s))
	return b ^ int64(uint64(b>>63)>>1)
}

func unorder(b int64) float64 {
	return math.Float64frombits(uint64(b ^ int64(uint64(b>>63)>>1)))
}

// relabelFew is the loop of relabel for k ≤ 4, where a row of XMᵀ fits in
// registers.
func (r *run) relabelFew(mStar []float64, lo, hi int) (changed int) {
	k, _ := r.M.Dims()
	row := func(j int) []float64 { return r.M.Row(min(j, k-1)) }
	m0, m1, m2, m3 := row(0), row(1), row(2), row(3)
	inf := math.Inf(1)
	q := [4]float64{inf, inf, inf, inf} // a missing center is never the nearest
	copy(q[:], mStar)
	q0, q1, q2, q3 := q[0], q[1], q[2], q[3]
	X, Y := r.X, r.Y[lo:hi]
	for i := range Y {
		var p0, p1, p2, p3 float64 // row i of XMᵀ
		x := X.Row(lo + i)
		m0, m1, m2, m3 := m0[:len(x)], m1[:len(x)], m2[:len(x)], m3[:len(x)]
		for l, x := range x {
			p0 += float64(x * m0[l])
			p1 += float64(x * m1[l])
			p2 += float64(x * m2[l])
			p3 += float64(x * m3[l])
		}
		y := 0
		best := order(float64(-2*p0) + q0)
		if s := order(float64(-2*p1) + q1); s < best {
			y = 1
			best = s
		}
		if s := order(float64(-2*p2) + q2); s < best {
			y = 2
			best = s
		}
		if s := order(float64(-2*p3) + q3); s < best {
			y = 3
		}
		if Y[i] != y {
			Y[i] = y
			changed++
		}
	}
	return changed
}

// recenter is Maximization for Fit: it moves every center to the mean of its
// points, and leaves it where it is if it has none. Rung M5 without the products
// by zero and one that Z is made of: row j of ZᵀX is the sum of the rows of X
// labelled j, taken in their order, and row j of Zᵀ1 is their number.
//
// The columns of ZᵀX do not know of each other, so cores share the columns.
func (r *run) recenter() {
	k, n := r.M.Dims()
	M := matrix.New(k, n)
	r.share(n, func(lo, hi int) {
		sums := matrix.New(k, hi-lo+1) // ZᵀX and, in the last column, Zᵀ1
		for i, y := range r.Y {
			s := sums.Row(y)
			for l, x := range r.X.Row(i)[lo:hi] {
				s[l] += x
			}
			s[hi-lo]++
		}
		for j := range k {
			mean := M.Row(j)[lo:hi]
			copy(mean, r.M.Row(j)[lo:hi])
			s := sums.Row(j)
			if count := s[hi-lo]; count > 0 {
				for l := range mean {
					mean[l] = s[l] / count
				}
			}
		}
	})
	r.setDrift(r.M, M)
	r.M = M
}
