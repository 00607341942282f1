package kmeans

import (
	"cmp"
	"errors"
	"fmt"
	"math"

	"example.com/kmeans-by-hand/matrix"
)

// A Result is where a run of k-means ended.
type Result struct {
	Y         []int          // label of each point, m of them, from 0 to k−1
	M         *matrix.Matrix // k×n, the means of Y's clusters; where one is empty, its last center
	Costs     []float64      // Cost(X, M, Y) after each step, with M before it is moved back
	Converged bool           // the last step changed no label
}

// Fit runs k-means on the points X, m×n, from the centers M, k×n, for at most the
// given number of steps. Each step is the slide's, [Expectation] and then
// [Maximization], with what it takes to run on any data:
//
//   - It checks its input. No points, no coordinates, k < 1, k > m, an M that is
//     not as wide as X, a NaN or ±Inf, and steps < 1 are errors that name the place.
//   - A center that loses its last point stays where it is, instead of becoming NaN.
//   - It stops at the first step that changes no label, because the steps after it
//     would change nothing either. That step counts: it has its entry in Costs.
//   - It moves the data, exactly, to where float64 serves it best, and the centers
//     back (see docs/numerics.md). Data far from the origin loses nothing. A cost too
//     large for a float64 is +Inf; labels and centers are right all the same, except
//     that data beyond 1e±144 keeps no more than 300 decimal places below its largest.
//
// Where nothing was moved and no center lost its points, Y and M are those of the
// slide's own functions, bit for bit. Where a column was shifted and nothing scaled, the
// first labels that are [Certain] are the same, and the centers are the more accurate
// ones.
//
// X and M are not changed.
func Fit(X, M *matrix.Matrix, steps int) (*Result, error) {
	if err := check(X, M, steps); err != nil {
		return nil, fmt.Errorf("kmeans: Fit: %w", err)
	}
	move := motionFor(X, M)
	if math.IsNaN(move.reach) {
		return nil, fmt.Errorf("kmeans: Fit: %w", cmp.Or(checkFinite("X", X), checkFinite("M", M)))
	}
	r := newRun(move.do(X), move.do(M))
	defer r.stop()
	if k, n := M.Dims(); k > 4 {
		m, _ := X.Dims()
		r.bounds = newBounds(m, n, k, move.reach)
	}
	result := &Result{Y: r.Y}
	costs := make([]float64, 0, 8) // costs[s] after step s, and costs[0] before the first
	for len(costs) < steps && !result.Converged {
		changed, cost := r.relabel() // cost is that of the step before
		costs = append(costs, cost)
		if changed > 0 || len(costs) == 1 { // the first step has no labels to compare with
			r.recenter()
		} else { // the same labels have the same means and the same cost
			result.Converged = true
			costs = append(costs, cost)
		}
	}
	if !result.Converged {
		costs = append(costs, r.cost())
	}
	costs = costs[1:]
	for i, c := range costs {
		costs[i] = math.Ldexp(c, -2*move.scale)
	}
	result.Costs = costs
	result.M = move.undo(r.M)
	return result, nil
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
	return nil
}

func checkFinite(name string, A *matrix.Matrix) error {
	m, _ := A.Dims()
	for i := range m {
		for l, v := range A.Row(i) {
			if v-v != 0 {
				return fmt.Errorf("not a finite number: %s[%d, %d] is %v (row and column counted from 0); mend or leave out the row", name, i, l, v)
			}
		}
	}
	return nil
}
