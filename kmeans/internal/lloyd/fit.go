// Package lloyd is the engine behind kmeans.Fit, Certain and Cost.
package lloyd

import (
	"math"

	"example.com/kmeans-by-hand/matrix"
)

// Fit is kmeans.Fit for input that has been checked.
func Fit(X, M *matrix.Matrix, steps int) (Y []int, means *matrix.Matrix, costs []float64, converged bool) {
	move := motionFor(X, M)
	r := newRun(move.do(X), move.do(M))
	defer r.stop()
	if k, n := M.Dims(); k > 4 {
		m, _ := X.Dims()
		r.bounds = newBounds(m, n, k, move.reach)
	}
	costs = make([]float64, 0, 8) // costs[s] after step s, and costs[0] before the first
	for len(costs) < steps && !converged {
		changed, cost := r.relabel() // cost is that of the step before
		costs = append(costs, cost)
		if changed > 0 || len(costs) == 1 { // the first step has no labels to compare with
			r.recenter()
		} else { // the same labels have the same means and the same cost
			converged = true
			costs = append(costs, cost)
		}
	}
	if !converged {
		costs = append(costs, r.cost())
	}
	costs = costs[1:]
	for i, c := range costs {
		costs[i] = math.Ldexp(c, -2*move.scale)
	}
	return r.Y, move.undo(r.M), costs, converged
}
