package pointwise

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// A Result is where a run of k-means ended.
type Result struct {
	Y         []int       // label of each point, m of them, from 0 to k−1
	M         [][]float64 // k×n, the means of Y's clusters; where one is empty, its last center
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
// different lengths, a NaN or ±Inf, a number beyond ±1e300 (sums of such numbers
// could overflow), and steps < 1 are errors that name the place. A cost too large for
// a float64 is +Inf. X and M are not changed.
func Fit(X, M [][]float64, steps int) (Result, error) {
	if err := check(X, M, steps); err != nil {
		return Result{}, fmt.Errorf("pointwise: Fit: %w", err)
	}
	r := Result{M: M}
	for len(r.Costs) < steps && !r.Converged {
		Y := Labels(X, r.M, Distance)
		r.Converged = slices.Equal(Y, r.Y)
		r.Y = Y
		means := SetMeans(X, Y, len(M))
		for j := range means {
			if math.IsNaN(means[j][0]) { // 0/0: cluster j is empty
				means[j] = slices.Clone(r.M[j])
			}
		}
		r.M = means
		r.Costs = append(r.Costs, cost(X, means, Y))
	}
	return r, nil
}

// cost returns Σ_i ‖x⁽ⁱ⁾ − μ⁽ʸ⁾‖² with y = y_i.
func cost(X, M [][]float64, Y []int) float64 {
	sum := 0.0
	for i, x := range X {
		sum += squaredDistance(x, M[Y[i]])
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
	if err := checkRows("X", X, len(X[0])); err != nil {
		return err
	}
	return checkRows("M", M, len(X[0]))
}

// checkRows is check for each row of X, or of M.
func checkRows(name string, rows [][]float64, n int) error {
	for i, row := range rows {
		if len(row) != n {
			return fmt.Errorf("rows must be equally long: %s[%d] has %d columns, X[0] has %d (rows counted from 0)",
				name, i, len(row), n)
		}
		for l, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("not a finite number: %s[%d][%d] is %v (row and column counted from 0); fix or drop the row",
					name, i, l, v)
			}
			if math.Abs(v) > 1e300 {
				return fmt.Errorf("beyond ±1e300: %s[%d][%d] is %v (row and column counted from 0); divide all numbers by 1e100, say",
					name, i, l, v)
			}
		}
	}
	return nil
}
