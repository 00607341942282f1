package main

import (
	"math"
	"math/rand/v2"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// The tasks of package kmeans, and what is easily written instead.
var kmeansTasks = []task{
	{Name: "kmeans.RowwiseOneHot", f: kmeans.RowwiseOneHot, wrong: []wrong{
		{"it is transposed", func(Y []int, k int) *matrix.Matrix { return kmeans.RowwiseOneHot(Y, k).T() }},
		{"labels were counted from 1", func(Y []int, k int) *matrix.Matrix { return kmeans.RowwiseOneHot(shifted(Y, -1), k) }},
		{"it is the identity, whatever the labels", func(Y []int, k int) *matrix.Matrix { return matrix.Eye(k) }},
		{"", func(Y []int, k int) *matrix.Matrix { return matrix.Eye(len(Y)).Index(Y) }},
	}},
	{Name: "kmeans.Expectation", call: "Y, Z = Expectation", f: kmeans.Expectation, wrong: []wrong{
		{"M_* was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(-2) })},
		{"the −2 was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Add(MStar) })},
		{"the 2 of −2 was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(-1).Add(MStar) })},
		{"the minus of −2 was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(2).Add(MStar) })},
		{"−2 multiplies M_* too: it stands after the sum", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Add(MStar).Scale(-2) })},
		{"M_* is (1Mᵀ)², not 1(Mᵀ)²: square first, then multiply", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M.T()).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T()).Square())
		})},
		{"M_* was made of Mᵀ, not of its squares", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M.T()).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T()))
		})},
		{"the transpose was forgotten: XM, not XMᵀ", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T().Square()))
		})},
		{"the squared distances were compared, not the scores", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return generate(len(rowsOf(X)), len(rowsOf(M)), func(i, j int) float64 { return squared(X.Row(i), M.Row(j)) })
		})},
		{"Z is transposed", func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
			Y, Z := kmeans.Expectation(X, M)
			return Y, Z.T()
		}},
		{"Z was forgotten", func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
			Y, _ := kmeans.Expectation(X, M)
			return Y, nil
		}},
	}},
	{Name: "kmeans.Maximization", f: kmeans.Maximization, wrong: maximizations},
	{Name: "kmeans.CountedMaximization", f: kmeans.CountedMaximization, wrong: maximizations},
	{Name: "kmeans.Cost", f: kmeans.Cost, wrong: []wrong{
		{"it is the mean and not the sum", func(X, M *matrix.Matrix, Y []int) float64 { return total(squared)(X, M, Y) / float64(len(Y)) }},
		{"distances were added up, not their squares", total(func(x, mu []float64) float64 { return math.Sqrt(squared(x, mu)) })},
		{"the nearest center was taken and not the label's", func(X, M *matrix.Matrix, Y []int) float64 {
			s := 0.0
			for _, x := range rowsOf(X) {
				nearest := math.Inf(1)
				for _, mu := range rowsOf(M) {
					nearest = min(nearest, squared(x, mu))
				}
				s += nearest
			}
			return s
		}},
		{"", total(squared)}, // no check of the shapes
	}},
	{Name: "kmeans.Shuffle", f: shuffles(kmeans.Shuffle), adapter: "shuffles", call: "Shuffle with (m, k) of ", wrong: []wrong{
		{"", shuffles(kmeans.Resample)},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix { // changes X
			rng.Shuffle(len(rowsOf(X)), func(i, j int) {
				rows := X.Index([]int{j, i})
				copy(X.Row(i), rows.Row(0))
				copy(X.Row(j), rows.Row(1))
			})
			return X.Index(upTo(k))
		})},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix { // every place with any
			indices := upTo(len(rowsOf(X)))
			for i := range indices {
				j := rng.IntN(len(indices))
				indices[i], indices[j] = indices[j], indices[i]
			}
			return X.Index(indices[:k])
		})},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix { return X.Index(rng.Perm(k)) })},
		{"", shuffles(func(X *matrix.Matrix, k int, _ *rand.Rand) *matrix.Matrix {
			return X.Index(rand.Perm(len(rowsOf(X)))[:k])
		})},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix { // only row 0 changes its place
			indices := upTo(len(rowsOf(X)))
			i := rng.IntN(len(indices))
			indices[0], indices[i] = indices[i], indices[0]
			return X.Index(indices[:k])
		})},
	}},
}

var maximizations = append(weightings(func(f func(X, Z [][]float64) [][]float64) any {
	return func(X, Z *matrix.Matrix) *matrix.Matrix { return matrix.FromRows(f(rowsOf(X), rowsOf(Z))) }
}),
	wrong{"the sums of Z are a 1×k row, not a k×1 column", func(X, Z *matrix.Matrix) *matrix.Matrix { return Z.T().Dot(X).Div(Z.ColumnSums()) }},
	wrong{"a transpose was forgotten: Zᵀ and not Z, above the line and below", func(X, Z *matrix.Matrix) *matrix.Matrix { return Z.Dot(X).Div(Z.Dot(matrix.Ones(X.Dims()))) }},
)

// What the wrong answers are made of.

func labelled(scores func(X, M *matrix.Matrix) *matrix.Matrix) func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
	return func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
		Y := scores(X, M).RowwiseArgmin()
		return Y, matrix.Eye(len(rowsOf(M))).Index(Y)
	}
}

func scores(of func(XMT, MStar *matrix.Matrix) *matrix.Matrix) func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
	return labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
		return of(X.Dot(M.T()), matrix.Ones(X.Dims()).Dot(M.T().Square()))
	})
}

func total(f measure) func(X, M *matrix.Matrix, Y []int) float64 {
	return func(X, M *matrix.Matrix, Y []int) float64 {
		s := 0.0
		for i, y := range Y {
			s += f(X.Row(i), M.Row(y))
		}
		return s
	}
}
