package kmeans

import (
	"errors"
	"fmt"

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
// given number of steps. Each step is the slide's, [Expectation] and then
// [Maximization], with what it takes to run on any data:
//
//   - It checks its input. No points, no coordinates, k < 1, k > m, an M that is
//     not as wide as X, a NaN or ±Inf, and steps < 1 are errors that name the place.
//   - Its labels are exact: y_i is the first j with the smallest ‖x⁽ⁱ⁾ − μ⁽ʲ⁾‖ in real
//     arithmetic, for the centers that the step began with. No offset, scale, overflow
//     or tie changes that.
//   - A center that loses its last point stays where it is, instead of becoming NaN.
//     Every other center is the slide's: the sum of its points in the order of the
//     rows, divided by their number. Where that sum overflows, the mean is still finite.
//   - It stops at the first step that changes no label, because the steps after it
//     would change nothing either. That step counts: it has its entry in Costs.
//
// So as long as every label is [Certain] and no cluster is empty, Y and M are those of
// the slide's own functions and of package pointwise, bit for bit. From the first label
// where they differ, Fit is right. The same input gives the same bits on every machine.
// The proofs are in docs/numerics.md.
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
			if v-v != 0 { // NaN or ±Inf
				return fmt.Errorf("not a finite number: %s[%d, %d] is %v (row and column counted from 0); fix or drop the row", name, i, l, v)
			}
		}
	}
	return nil
}
