package kmeans

import (
	"fmt"

	"example.com/kmeans-by-hand/matrix"
)

// Cost returns Σ_i ‖x⁽ⁱ⁾ − μ⁽ʸ⁾‖² with y = y_i: the sum of the squared distances
// of the points from the centers of their labels. No step of k-means makes it
// larger, but for rounding. X is m×n, M is k×n, Y holds m labels.
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
	r := &run{X: X, M: M, Y: Y, costs: make([]float64, blocks(m))}
	r.start(cores(m * n))
	defer r.stop()
	return r.cost()
}

// cost is Cost. It sums blocks of rows and then the sums, so that any number of
// cores adds in the same order.
func (r *run) cost() float64 {
	r.each(len(r.costs), (*run).costBlocks)
	return sum(r.costs)
}

const block = 1024

// blocks returns how many blocks m rows are.
func blocks(m int) int { return (m + block - 1) / block }

// costBlocks sets the costs of blocks lo to hi−1.
func (r *run) costBlocks(_, lo, hi int) {
	X, M := r.X, r.M
	for b := lo; b < hi; b++ {
		cost := 0.0
		from := b * block
		for i, y := range r.Y[from:min(from+block, len(r.Y))] {
			cost += squaredDistance(X.Row(from+i), M.Row(y))
		}
		r.costs[b] = cost
	}
}

func sum(costs []float64) float64 {
	sum := 0.0
	for _, c := range costs {
		sum += c
	}
	return sum
}

// squaredDistance returns ⟨x−μ, x−μ⟩.
func squaredDistance(x, mu []float64) float64 {
	sum := 0.0
	mu = mu[:len(x)]
	for l, v := range x {
		d := v - mu[l]
		sum += float64(d * d)
	}
	return sum
}

// squaredNorm returns ⟨x, x⟩.
func squaredNorm(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v * v)
	}
	return sum
}
