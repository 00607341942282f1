package lloyd

import "example.com/kmeans-by-hand/matrix"

// Cost is kmeans.Cost for input that has been checked. It adds up blocks of rows, and
// then their sums, so that any number of cores adds in the same order.
func Cost(X, M *matrix.Matrix, Y []int) float64 {
	m, n := X.Dims()
	costs := make([]float64, blocks(m))
	share(cores(m*n), len(costs), func(_, b int) {
		lo, hi := rows(b, m)
		for i := lo; i < hi; i++ {
			costs[b] += squaredDistance(X.Row(i), M.Row(Y[i]))
		}
	})
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
