// Package pointwise is k-means as the slides begin it: one point, one center and
// one coordinate at a time, in plain loops. It is the specification that the
// matrix form (package kmeans) is held to.
//
// X holds m points and M holds k centers as rows of n coordinates; Y holds a label
// for each point, counted from 0; z_ij is 1 if point i has label j, and else 0.
//
// The comments name rungs. A rung is a step of the slides' derivation: E1 to E5
// measure distances, U1 and U2 update the centers to means, M1 to M5 do the same in
// matrices. docs/derivation.md has them all.
//
// This file is the formulas, and compiles alone. [Fit], which puts them together,
// is in fit.go.
package pointwise

import (
	"cmp"
	"math"
)

// Distance returns the Euclidean distance √⟨x−μ, x−μ⟩. Rungs E1 to E3. x and mu have
// n coordinates each; it panics if mu has fewer than x. If the sum of the squares
// overflows, the distance is +Inf; a square too small for a float64 counts as 0. The
// distance of ∞ from ∞ is NaN.
func Distance(x, mu []float64) float64 {
	return math.Sqrt(squaredDistance(x, mu))
}

// squaredDistance returns ⟨x−μ, x−μ⟩.
func squaredDistance(x, mu []float64) float64 {
	sum := 0.0
	for l := range x {
		d := x[l] - mu[l]
		sum += float64(d * d)
	}
	return sum
}

// ExpandedDistance returns √(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩). Rung E4: in real numbers it is
// [Distance]. In float64 the sum can come out negative where x and mu are close, or as
// ∞ − ∞ where they are large, and its root is then NaN. It panics if mu has fewer coordinates than x.
func ExpandedDistance(x, mu []float64) float64 {
	xx, xmu, mumu := 0.0, 0.0, 0.0
	for l := range x {
		xx += float64(x[l] * x[l])
		xmu += float64(x[l] * mu[l])
		mumu += float64(mu[l] * mu[l])
	}
	return math.Sqrt(xx - float64(2*xmu) + mumu)
}

// Score returns −2⟨x,μ⟩ + ‖μ‖². Rung E5: the squared distance without ⟨x,x⟩, which is
// the same for every center: in real numbers, the center with the smallest score is
// the nearest. A score can be negative. It panics if mu has fewer coordinates than x.
func Score(x, mu []float64) float64 {
	xmu, mumu := 0.0, 0.0
	for l := range x {
		xmu += float64(x[l] * mu[l])
		mumu += float64(mu[l] * mu[l])
	}
	return float64(-2*xmu) + mumu
}

// Labels returns y_i = argmin_j measure(x⁽ⁱ⁾, μ⁽ʲ⁾) for every point: m labels from 0
// to k−1. The measure is [Distance], [ExpandedDistance] or [Score], for the rungs E3,
// E4 and E5.
//
// Of equal values the first center wins. A NaN is smaller than every number, and
// the first NaN wins: NumPy's rule, and that of [cmp.Less]. It panics if there are
// points and no centers.
func Labels(X, M [][]float64, measure func(x, mu []float64) float64) []int {
	Y := make([]int, len(X))
	for i, x := range X {
		best := measure(x, M[0])
		for j := 1; j < len(M); j++ {
			if v := measure(x, M[j]); cmp.Less(v, best) {
				best, Y[i] = v, j
			}
		}
	}
	return Y
}

// OneHot returns Z, m×k: z_ij = 1 if j = y_i, else 0. Rung E2. It panics if a label
// is not among 0 … k−1.
func OneHot(Y []int, k int) [][]float64 {
	Z := make([][]float64, len(Y))
	for i, y := range Y {
		Z[i] = make([]float64, k)
		Z[i][y] = 1
	}
	return Z
}

// SetMeans returns μ⁽ʲ⁾ = (1/|C_j|) Σ_{x∈C_j} x for every j, k×n, where C_j is the set
// of the points with label j. Rung U1. The sum is taken in the order of the points,
// and then divided. The mean of an empty set is 0/0: a row of NaN. If X is
// empty, the result is k empty rows. It panics if a point has no label among 0 … k−1,
// or more coordinates than the first.
func SetMeans(X [][]float64, Y []int, k int) [][]float64 {
	M := zeros(k, width(X))
	count := make([]float64, k)
	for i, x := range X {
		mu := M[Y[i]]
		for l := range x {
			mu[l] += x[l]
		}
		count[Y[i]]++
	}
	for j, mu := range M {
		for l := range mu {
			mu[l] /= count[j]
		}
	}
	return M
}

// WeightedMeans returns μ⁽ʲ⁾ = (1/Σ_i z_ij) Σ_i z_ij x⁽ⁱ⁾ for every j, k×n. Rung U2: with
// a one-hot Z the points outside C_j have weight 0, and it is [SetMeans]. Both sums
// are taken in the order of the points, and then divided.
//
// A weight of 0 leaves no point out: 0·Inf is NaN. Where all weights are 0, the mean
// is 0/0: a row of NaN. If Z has no rows or no columns, the result is empty. Otherwise it
// panics if Z has fewer rows than X.
func WeightedMeans(X, Z [][]float64) [][]float64 {
	M := zeros(width(Z), width(X))
	for j, mu := range M {
		weight := 0.0
		for i, x := range X {
			for l := range x {
				mu[l] += float64(Z[i][j] * x[l])
			}
			weight += Z[i][j]
		}
		for l := range mu {
			mu[l] /= weight
		}
	}
	return M
}

// width returns the number of columns.
func width(A [][]float64) int {
	if len(A) == 0 {
		return 0
	}
	return len(A[0])
}

func zeros(m, n int) [][]float64 {
	A := make([][]float64, m)
	for i := range A {
		A[i] = make([]float64, n)
	}
	return A
}
