// Package kmeans is Lloyd's k-means in matrix algebra: the four lines that the
// slides derive from point-wise distances, and what it takes to run them on any
// data.
//
// The variables are the slides': X holds m points of n coordinates as rows, M
// holds k centers as rows, Y holds a label for each point, counted from 0, and
// row i of Z is one-hot for y_i: 1 in column y_i, else 0.
//
//	M_* = 1(Mᵀ)²                       Expectation    rung M2
//	Y   = rowwise_argmin(−2XMᵀ + M_*)                 rung M3
//	Z   = I_k[Y]                                      rung M4
//	M   = ZᵀX / Zᵀ1                    Maximization   rung M5
//
// A rung is a step of the slides' derivation: E1 to E5 measure distances, U1 and U2
// update the centers to means, M1 to M5 do both in matrices, P1 and P2 are programs.
// docs/derivation.md has them all.
//
// [Expectation], [Maximization] and [Run], the loop around them, are the slides to the
// letter, NaN and all; read slide.go first. [Fit] is what to run on your own data.
// [Shuffle], [Resample] and [PlusPlus] choose centers to begin with, [Cost] is what
// no step makes larger, and [Certain] tells which labels no rounding can have
// changed.
//
// Nothing here changes the matrices it is given, and the same input gives the same
// bits on every machine.
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

	// Each line ends with the shape of its result.
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

// Run is the loop of the slides' first program, from the centers M, k×n: as often as
// steps says, [Expectation] and then [Maximization]. Rung P1. It returns the m labels
// of the last step and the k×n centers made from them. Without a step there are no
// labels, and the centers are M itself.
//
// It never looks whether a label still changes, and a cluster that loses its last point
// becomes NaN: [Fit] does better. In a step, shapes that do not fit panic, and so does k = 0.
func Run(X, M *matrix.Matrix, steps int) (Y []int, centers *matrix.Matrix) {
	var Z *matrix.Matrix
	for range steps {
		Y, Z = Expectation(X, M) // m, m×k
		M = Maximization(X, Z)   // k×n
	}
	return Y, M
}

// CountedMaximization is [Maximization] as the slides' second program writes it
// (P2): the column sums of Z count the points of each center, and the k×1 column
// of counts divides all n columns. X is m×n, Z is m×k, the new M is k×n, bit for
// bit that of Maximization, because every column of Zᵀ1_{m×n} is that column of
// counts. Shapes that do not fit panic.
func CountedMaximization(X, Z *matrix.Matrix) *matrix.Matrix {
	counts := Z.ColumnSums().T() // k×1

	return Z.T().Dot(X).Div(counts) // k×n
}
