package lloyd

import (
	"math"

	"example.com/kmeans-by-hand/matrix"
)

// Certain is kmeans.Certain for shapes that fit.
func Certain(X, M *matrix.Matrix) []bool {
	m, n := X.Dims()
	k, _ := M.Dims()
	centers, largest := newTiles(k, n), 0.0
	for j := range k {
		norm := squaredNorm(M.Row(j))
		centers.set(j, M.Row(j), norm)
		largest = max(largest, norm)
	}
	certain := make([]bool, m)
	share(cores(m*n*k), blocks(m), func(_, b int) {
		D, K := make([]float64, k), make([]float64, k)
		lo, hi := rows(b, m)
		for i := lo; i < hi; i++ {
			x := X.Row(i)
			certain[i] = obvious(centers.gap(x), n, squaredNorm(x)+float64(2*largest)) || isCertain(x, M, D, K)
		}
	})
	return certain
}

// gap returns how much the second smallest score −2⟨x,μ⟩ + ‖μ‖² exceeds the smallest.
func (t *tiles) gap(x []float64) float64 {
	first, second := math.Inf(1), math.Inf(1)
	for tile, q := range t.norms {
		p0, p1, p2, p3 := t.dot(tile, x)
		for c, p := range [4]float64{p0, p1, p2, p3} {
			s := p + q[c]
			second = min(second, max(first, s))
			first = min(first, s)
		}
	}
	return second - first
}

// obvious reports whether a gap between the two smallest scores is so wide that
// isCertain, which takes three times as long, must say yes: at least 1.9 times what
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
