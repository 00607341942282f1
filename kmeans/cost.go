package kmeans

import (
	"fmt"

	"example.com/kmeans-by-hand/kmeans/internal/lloyd"
	"example.com/kmeans-by-hand/matrix"
)

// Cost returns Σ_i ‖x⁽ⁱ⁾ − μ⁽ʸ⁾‖² with y = y_i: the sum of the squared distances
// of the points from the centers of their labels, a rounded sum. No step of [Fit]
// makes the exact sum larger. X is m×n, M is k×n, Y holds m labels.
//
// A cost too large for a float64 is +Inf; a label whose center is NaN makes it
// NaN. It panics if the shapes do not fit or a label is not among 0 … k−1.
func Cost(X, M *matrix.Matrix, Y []int) float64 {
	m, n := X.Dims()
	k, width := M.Dims()
	if n != width || m != len(Y) {
		panic(fmt.Sprintf("kmeans: Cost: %d×%d points, %d×%d centers, %d labels", m, n, k, width, len(Y)))
	}
	for i, y := range Y {
		if y < 0 || y >= k {
			panic(fmt.Sprintf("kmeans: Cost: label %d of point %d, and %d centers", y, i, k))
		}
	}
	return lloyd.Cost(X, M, Y)
}
