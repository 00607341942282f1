package kmeans

import (
	"errors"
	"fmt"
	"math"

	"example.com/kmeans-by-hand/kmeans/internal/lloyd"
	"example.com/kmeans-by-hand/matrix"
)

// A Result is where a run of k-means ended.
type Result struct {
	Y         []int          // label of each point, m of them, from 0 to k−1
	M         *matrix.Matrix // k×n, the means of Y's clusters; where one is empty, its last center
	Costs     []float64      // Cost(X, M, Y) after each step
	Converged bool           // the last step changed no label
}

// Fit runs k-means on the points X, m×n, from the centers M, k×n, for at most the
// given number of steps. It is k-means over the real numbers, in which only the
// centers are rounded, once:
//
//   - It checks its input. No points, no coordinates, k < 1, k > m, an M that is
//     not as wide as X, a NaN or ±Inf, and steps < 1 are errors that name the place.
//   - Labels are exact: y_i is the first j with the smallest ‖x⁽ⁱ⁾ − μ⁽ʲ⁾‖ in real
//     arithmetic, for the centers that the step began with.
//   - Each coordinate of a center is the real mean of its points, rounded to the nearest
//     float64, ties to even. A center without points stays where it is.
//   - It stops at the first step that changes no label, because the steps after it
//     would change nothing either. That step counts: it has its entry in Costs.
//
// So the exact cost never rises, and every run ends if steps allow it. Labels and centers
// do not depend on the order of the rows, on the number of cores or on the machine.
//
// Where the slide's sums are not rounded, as with whole numbers of moderate size, every
// label is [Certain] and no cluster is empty, Y and M are those of [Run], bit for bit.
// Elsewhere centers can differ in the last digits (far from the origin in more), and from
// then on labels near a tie. The proofs, for up to 2²⁴ columns and 2²⁸ steps, are in
// docs/numerics.md.
//
// A cost too large for a float64 is +Inf. X and M are not changed.
func Fit(X, M *matrix.Matrix, steps int) (Result, error) {
	if err := check(X, M, steps); err != nil {
		return Result{}, fmt.Errorf("kmeans: Fit: %w", err)
	}
	var r Result
	r.Y, r.M, r.Costs, r.Converged = lloyd.Fit(X, M, steps)
	return r, nil
}

// check returns what is wrong with the input of Fit, in words that name the place.
func check(X, M *matrix.Matrix, steps int) error {
	if X == nil || M == nil {
		return errors.New("a nil matrix: make X and M with the functions of package matrix")
	}
	m, n := X.Dims()
	k, width := M.Dims()
	switch {
	case m == 0:
		return fmt.Errorf("no points: X is %d×%d", m, n)
	case n == 0:
		return fmt.Errorf("points without coordinates: X is %d×%d", m, n)
	case k == 0:
		return fmt.Errorf("no centers: M is %d×%d and needs at least one row", k, width)
	case n != width:
		return fmt.Errorf("centers must have as many columns as points: X is %d×%d, M is %d×%d", m, n, k, width)
	case k > m:
		return fmt.Errorf("more centers than points: X is %d×%d, M is %d×%d", m, n, k, width)
	case steps < 1:
		return fmt.Errorf("steps must be at least 1, not %d", steps)
	}
	if err := checkFinite("X", X); err != nil {
		return err
	}
	return checkFinite("M", M)
}

func checkFinite(name string, A *matrix.Matrix) error {
	m, _ := A.Dims()
	for i := range m {
		for l, v := range A.Row(i) {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("not a finite number: %s[%d, %d] is %v (row and column counted from 0); fix or drop the row", name, i, l, v)
			}
		}
	}
	return nil
}
