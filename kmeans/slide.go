package kmeans

import "example.com/kmeans-by-hand/matrix"

// Expectation gives every point the label of its nearest center. X is m×n, M is
// k×n; Y holds m labels from 0 to k−1 and Z is m×k, row i of it one-hot for
// label y_i. Rungs M2, M3 and M4.
//
//	M_* = 1_{m×n}(Mᵀ)²
//	Y   = rowwise_argmin(−2XMᵀ + M_*)
//	Z   = rowwise_onehot(Y) = I_k[Y]
//
// Of centers with equal scores the first wins. A score that is NaN beats every
// number, as in NumPy: a center that died in [Maximization] takes every point.
// Shapes that do not fit panic, and so does k = 0.
func Expectation(X, M *matrix.Matrix) (Y []int, Z *matrix.Matrix) {
	m, n := X.Dims()
	k, _ := M.Dims()

	MStar := matrix.Ones(m, n).Dot(M.T().Square())        // m×k
	Y = X.Dot(M.T()).Scale(-2).Add(MStar).RowwiseArgmin() // m
	Z = RowwiseOneHot(Y, k)                               // m×k
	return Y, Z
}

// Maximization moves every center to the mean of its points. X is m×n, Z is m×k
// and the new M is k×n. Rung M5.
//
//	M = ZᵀX / Zᵀ1_{m×n}
//
// A center without points becomes 0/0: a row of NaN. Shapes that do not fit
// panic.
func Maximization(X, Z *matrix.Matrix) *matrix.Matrix {
	m, n := X.Dims()

	return Z.T().Dot(X).Div(Z.T().Dot(matrix.Ones(m, n))) // k×n
}

// RowwiseOneHot returns I_k[Y], m×k for m labels: row i is row y_i of the
// identity I_k. Rung M4. A label that is not among 0 … k−1 panics.
func RowwiseOneHot(Y []int, k int) *matrix.Matrix {
	return matrix.Eye(k).Index(Y) // m×k
}
