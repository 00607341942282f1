package lloyd

import (
	"example.com/kmeans-by-hand/matrix"
)

// Cost is kmeans.Cost, for shapes and labels that fit.
func Cost(X, M *matrix.Matrix, Y []int) float64 {
	m, n := X.Dims()
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
