// Package pointwise is k-means as the slides begin it: one point, one center and
// one coordinate at a time, in plain loops. It is the specification that the
// matrix form (package kmeans) is held to.
//
// Each function is one formula of the slides and nothing else. X holds m points
// and M holds k centers as rows of n coordinates; Y holds a label for each point,
// counted from 0; z_ij is 1 if point i has label j, and else 0.
//
// The package is this one file and imports little of the standard library: copy it
// and it compiles.
package pointwise

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Distance returns the Euclidean distance √⟨x−μ, x−μ⟩. Rungs E1 to E3. x and mu
// have n coordinates each; the function panics if mu has fewer. Distances whose
// squares overflow are +Inf.
func Distance(x, mu []float64) float64 {
	sum := 0.0
	for l := range x {
		d := x[l] - mu[l]
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// ExpandedDistance returns √(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩). Rung E4: in real numbers it is
// [Distance]. In float64 what is under the root can come out negative where x and
// mu are close, and the result is then NaN. It panics if mu has fewer coordinates
// than x.
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
// the same for every center, so that the smallest score is the smallest distance.
// A score can be negative. It panics if mu has fewer coordinates than x.
func Score(x, mu []float64) float64 {
	xmu, mumu := 0.0, 0.0
	for l := range x {
		xmu += float64(x[l] * mu[l])
		mumu += float64(mu[l] * mu[l])
	}
	return float64(-2*xmu) + mumu
}

// Labels returns y_i = argmin_j measure(x⁽ⁱ⁾, μ⁽ʲ⁾) for every point: m labels from 0
// to k−1. Measure is [Distance], [ExpandedDistance] or [Score], for the rungs E3, E4
// and E5.
//
// Of equal values the first center wins. A NaN is smaller than every number, and
// the first NaN wins (NumPy's rule). It panics if there are points and no centers.
func Labels(X, M [][]float64, measure func(x, mu []float64) float64) []int {
	Y := make([]int, len(X))
	for i, x := range X {
		best := measure(x, M[0])
		for j := 1; j < len(M) && !math.IsNaN(best); j++ {
			if v := measure(x, M[j]); v < best || math.IsNaN(v) {
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
// of the points with label j. Rung U1. The sum is taken in the order of the points
// and then divided. The mean of an empty set is 0/0: a row of NaN. Without points
// there is no n, and the means have no coordinates. It panics if a label is not
// among 0 … k−1.
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
// a one-hot Z the points outside C_j have weight 0, and it is [SetMeans]. The sum
// is taken in the order of the points and then divided. Where a center has no
// weights other than 0, its mean is 0/0: a row of NaN. Without points there is neither
// k nor n, and no means. It panics if Z has fewer rows than X.
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

// A Result is where a run of k-means ended.
type Result struct {
	Y         []int       // label of each point, m of them, from 0 to k−1
	M         [][]float64 // k×n, the means of Y's clusters
	Costs     []float64   // Σ_i ‖x⁽ⁱ⁾ − μ⁽ʸ⁾‖² after each step
	Converged bool        // the last step changed no label
}

// Fit runs k-means on the points X, m×n, from the centers M, k×n, for at most the
// given number of steps, each [Labels] by [Distance] and then [SetMeans]. It stops
// at the first step that changes no label, because the steps after it would change
// nothing either; that step counts. A center that loses its last point stays where
// it is, instead of becoming NaN.
//
// No points, no coordinates, no centers, more centers than points, rows of
// different lengths, a NaN or ±Inf, and steps < 1 are errors that name the row and
// the column. A cost too large for a float64 is +Inf. X and M are not changed.
func Fit(X, M [][]float64, steps int) (Result, error) {
	if err := check(X, M, steps); err != nil {
		return Result{}, fmt.Errorf("pointwise: Fit: %w", err)
	}
	var r Result
	for len(r.Costs) < steps && !r.Converged {
		Y := Labels(X, M, Distance)
		r.Converged = slices.Equal(Y, r.Y)
		r.Y = Y
		r.M = SetMeans(X, Y, len(M))
		for j, mu := range r.M {
			if !slices.Contains(Y, j) { // mu is 0/0
				copy(mu, M[j])
			}
		}
		M = r.M
		r.Costs = append(r.Costs, cost(X, M, Y))
	}
	return r, nil
}

func cost(X, M [][]float64, Y []int) float64 {
	sum := 0.0
	for i, x := range X {
		mu := M[Y[i]]
		for l := range x {
			d := x[l] - mu[l]
			sum += float64(d * d)
		}
	}
	return sum
}

// check returns what is wrong with the input of Fit, in words that name the place.
func check(X, M [][]float64, steps int) error {
	switch {
	case len(X) == 0:
		return errors.New("no points: X has no rows")
	case len(X[0]) == 0:
		return errors.New("points without coordinates: X[0] is empty")
	case len(M) == 0:
		return errors.New("no centers: M needs at least one row")
	case len(M) > len(X):
		return fmt.Errorf("more centers than points: X has %d rows, M has %d", len(X), len(M))
	case steps < 1:
		return fmt.Errorf("steps must be at least 1, not %d", steps)
	}
	for _, rows := range []struct {
		name string
		rows [][]float64
	}{{"X", X}, {"M", M}} {
		for i, row := range rows.rows {
			if len(row) != len(X[0]) {
				return fmt.Errorf("rows must be equally long: %s[%d] has %d columns, X[0] has %d (rows counted from 0)",
					rows.name, i, len(row), len(X[0]))
			}
			for l, v := range row {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					return fmt.Errorf("not a finite number: %s[%d][%d] is %v (row and column counted from 0); mend or leave out the row",
						rows.name, i, l, v)
				}
			}
		}
	}
	return nil
}
