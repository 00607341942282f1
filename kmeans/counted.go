package kmeans

import "example.com/kmeans-by-hand/matrix"

// CountedMaximization is [Maximization] as the slides' second program writes it
// (P2): the column sums of Z count the points of each center, and the k×1 column
// of counts divides all n columns. X is m×n, Z is m×k, the new M is k×n, bit for
// bit that of Maximization, because every column of Zᵀ1_{m×n} is that column of
// counts. Shapes that do not fit panic.
func CountedMaximization(X, Z *matrix.Matrix) *matrix.Matrix {
	counts := Z.ColumnSums().T() // k×1

	return Z.T().Dot(X).Div(counts) // k×n
}
