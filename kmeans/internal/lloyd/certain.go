package lloyd

import (
	"math"
	"slices"

	"example.com/kmeans-by-hand/matrix"
)

// Certain is kmeans.Certain, for shapes that fit.
func Certain(X, M *matrix.Matrix) []bool {
	m, n := X.Dims()
	k, _ := M.Dims()
	MT := M.T()                 // n×k
	mStar := make([]float64, k) // a row of M_*
	for j := range mStar {
		mStar[j] = squaredNorm(M.Row(j))
	}
	largest := slices.Max(mStar)
	var few few
	if k <= 4 {
		few.MT = make([][4]float64, n)
		few.set(M)
	}
	certain := make([]bool, m)
	var team team
	team.start(cores(m * n * k))
	defer team.stop()
	team.share(m, func(_, lo, hi int) {
		p, D, K := make([]float64, k), make([]float64, k), make([]float64, k)
		for i := lo; i < hi; i++ {
			x := X.Row(i)
			var gap float64
			if k <= 4 {
				gap = few.gap(x)
			} else {
				clear(p)
				addRowDot(p, x, MT) // row i of XMᵀ
				_, first, second := nearest(p, mStar)
				gap = second - first
			}
			certain[i] = obvious(gap, n, squaredNorm(x)+2*largest) || isCertain(x, M, D, K)
		}
	})
	return certain
}

const (
	u   = 0x1p-53   // unit roundoff
	eta = 0x1p-1074 // smallest subnormal
)

// obvious reports whether a gap between the two smallest scores is so wide that
// isCertain, which takes three times as long, must say yes: at least twice what
// its bounds and the rounding of the scores can come to, where
// size is ‖x‖² + 2 max‖μ‖².
func obvious(gap float64, n int, size float64) bool {
	return gap > 32*float64(n+4)*u*(size+0x1p-1000) && size <= 0x1p1000
}

// isCertain is the certificate for one point: the nearest center j* leads every
// other by more than the rounding of both,
//
//	D_j − D_j* > K_j + K_j*  for every j ≠ j*,
//
// where D_j is the squared distance as computed, and K_j, a bound on the errors
// of all the forms, is made of the sizes of what they add up. D and K are scratch
// for k numbers.
func isCertain(x []float64, M *matrix.Matrix, D, K []float64) bool {
	n := float64(len(x))
	best := 0
	for j := range D {
		A := 0.0 // size of what the score adds up: 2 Σ|x_l||μ_l| + Σ μ_l²
		for l, mu := range M.Row(j) {
			A += float64(2*math.Abs(x[l])*math.Abs(mu)) + float64(mu*mu)
		}
		D[j] = squaredDistance(x, M.Row(j))
		if !(A <= 0x1p1022 && D[j] <= 0x1p1022) { // too large, or NaN
			return false
		}
		K[j] = float64((n+3)*u*A) + float64((2*n+8)*u*D[j]) + float64(4*(n+2)*eta)
		if D[j] < D[best] {
			best = j
		}
	}
	for j := range D {
		if j != best && !(D[j]-D[best] > K[j]+K[best]) {
			return false
		}
	}
	return true
}
