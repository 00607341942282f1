package main

import (
	"math"
	"math/rand/v2"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// The tasks of package kmeans, and what is easily written instead.
var kmeansTasks = []task{
	{name: "kmeans.RowwiseOneHot", f: kmeans.RowwiseOneHot, wrong: []wrong{
		{"it is transposed", func(Y []int, k int) *matrix.Matrix { return matrix.Eye(k).Index(Y).T() }},
		{"labels were counted from 1", func(Y []int, k int) *matrix.Matrix {
			return where(len(Y), k, func(i, j int) bool { return j == Y[i]-1 })
		}},
		{"it is the identity, whatever the labels", func(Y []int, k int) *matrix.Matrix { return matrix.Eye(k) }},
		{"the label stands there, not 1", func(Y []int, k int) *matrix.Matrix {
			return generate(len(Y), k, func(i, j int) float64 { return orZero(float64(j), j == Y[i]) })
		}},
		{"k was counted from the labels", func(Y []int, k int) *matrix.Matrix {
			most := 0
			for _, y := range Y {
				most = max(most, y)
			}
			return matrix.Eye(most + 1).Index(Y)
		}},
		{"the 1 was forgotten", func(Y []int, k int) *matrix.Matrix { return matrix.New(len(Y), k) }},
		{"", func(Y []int, k int) *matrix.Matrix { return matrix.Eye(len(Y)).Index(Y) }},
		{"", func(Y []int, k int) *matrix.Matrix { // labels that are not there are passed over
			return where(len(Y), k, func(i, j int) bool { return j == Y[i] })
		}},
	}},
	{name: "kmeans.Expectation", call: "Y, Z = Expectation", f: kmeans.Expectation, wrong: []wrong{
		{"M_* was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(-2) })},
		{"the −2 was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Add(MStar) })},
		{"the 2 of −2 was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(-1).Add(MStar) })},
		{"the minus of −2 was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(2).Add(MStar) })},
		{"−2 multiplies M_* too: it stands after the sum", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Add(MStar).Scale(-2) })},
		{"−2XMᵀ was forgotten", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return MStar })},
		{"M_* was subtracted", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(-2).Add(MStar.Scale(-1)) })},
		{"M_* has the norms, not their squares", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix {
			return XMT.Scale(-2).Add(elementwise(math.Sqrt)(MStar))
		})},
		{"M_* is (1Mᵀ)², not 1(Mᵀ)²: square first, then multiply", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M.T()).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T()).Square())
		})},
		{"M_* was made of Mᵀ, not of its squares", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M.T()).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T()))
		})},
		{"M_* was made of the squares of the points, not of the centers", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M.T()).Scale(-2).Add(X.Square().Dot(matrix.Ones(M.Dims()).T()))
		})},
		{"the transpose was forgotten: XM, not XMᵀ", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T().Square()))
		})},
		{"(Mᵀ)² was taken for the product MᵀMᵀ", labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
			return X.Dot(M.T()).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T().Dot(M.T())))
		})},
		{"the distances were compared, not the scores", measured(dist)},
		{"the squared distances were compared, not the scores", measured(squared)},
		{"the largest score won, not the smallest", scores(func(XMT, MStar *matrix.Matrix) *matrix.Matrix { return XMT.Scale(2).Add(MStar.Scale(-1)) })},
		{"the smallest of each column was taken, not of each row", func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
			Y := X.Dot(M.T()).Scale(-2).Add(matrix.Ones(X.Dims()).Dot(M.T().Square())).T().RowwiseArgmin()
			return Y, matrix.Eye(len(rowsOf(M))).Index(Y)
		}},
		{"Z is transposed", func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
			Y, Z := kmeans.Expectation(X, M)
			return Y, Z.T()
		}},
		{"Z was forgotten", func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
			Y, _ := kmeans.Expectation(X, M)
			return Y, nil
		}},
		{"", func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
			return kmeans.Expectation(X, X.Index(upTo(len(rowsOf(M)))))
		}},
		{"", func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) { // m columns in Z
			Y, _ := kmeans.Expectation(X, M)
			return Y, matrix.Eye(max(len(Y), len(rowsOf(M)))).Index(Y)
		}},
	}},
	{name: "kmeans.Maximization", f: kmeans.Maximization, wrong: maximizations},
	{name: "kmeans.CountedMaximization", f: kmeans.CountedMaximization, wrong: maximizations},
	{name: "kmeans.Cost", f: kmeans.Cost, wrong: []wrong{
		{"it is the mean and not the sum", func(X, M *matrix.Matrix, Y []int) float64 { return total(squared)(X, M, Y) / float64(len(Y)) }},
		{"distances were added up, not their squares", total(dist)},
		{"it is the root of the sum", func(X, M *matrix.Matrix, Y []int) float64 { return math.Sqrt(total(squared)(X, M, Y)) }},
		{"half of the sum was taken", total(then(squared, func(d float64) float64 { return d / 2 }))},
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
		{"center 0 was taken for all", func(X, M *matrix.Matrix, Y []int) float64 { return total(squared)(X, M, make([]int, len(Y))) }},
		{"center i was taken for point i", func(X, M *matrix.Matrix, Y []int) float64 { return total(squared)(X, M, upTo(len(Y))) }},
		{"absolute differences were added up, not squares", total(fold(func(s, x, mu float64) float64 { return s + math.Abs(x-mu) }))},
		{"", total(squared)}, // no check of the shapes
		{"", total(func(x, mu []float64) float64 { d := squared(x, mu); clear(x); return d })},
	}},
	{name: "kmeans.Shuffle", f: shuffles(kmeans.Shuffle), adapter: "shuffles", call: "Shuffle with (m, k) of (%s)", wrong: []wrong{
		{"", shuffles(kmeans.Resample)},
		{"", shuffles(func(X *matrix.Matrix, k int, _ *rand.Rand) *matrix.Matrix { return X.Index(upTo(k)) })},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix { return X.Index(rng.Perm(k)) })},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix { return X.Index(rng.Perm(len(rowsOf(X)))) })},
		{"", shuffles(func(X *matrix.Matrix, k int, _ *rand.Rand) *matrix.Matrix {
			return X.Index(rand.Perm(len(rowsOf(X)))[:k])
		})},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix {
			return kmeans.Shuffle(X, k, rng).Scale(2)
		})},
		{"", shuffles(func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix { // only row 0 changes its place
			indices := upTo(len(rowsOf(X)))
			i := rng.IntN(len(indices))
			indices[0], indices[i] = indices[i], indices[0]
			return X.Index(indices[:k])
		})},
	}},
}

var maximizations = []wrong{
	{"it is transposed", func(X, Z *matrix.Matrix) *matrix.Matrix { return kmeans.Maximization(X, Z).T() }},
	{"the sums were not divided", func(X, Z *matrix.Matrix) *matrix.Matrix { return Z.T().Dot(X) }},
	{"the sums of Z are a 1×k row, not a k×1 column", func(X, Z *matrix.Matrix) *matrix.Matrix { return Z.T().Dot(X).Div(Z.ColumnSums()) }},
	{"the sums were divided by the sums of X", func(X, Z *matrix.Matrix) *matrix.Matrix { return Z.T().Dot(X).Div(X.ColumnSums()) }},
	{"the sums were divided by m", byRows(weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / m }))},
	{"the sums were divided by m", byRows(weighted(times, func(sum, weight, count, m, n float64) float64 { return sum * (1 / m) }))},
	{"each weight was added n times, once for every coordinate", byRows(weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / (weight * n) }))},
	{"the sums were multiplied by 1/Zᵀ1", byRows(weighted(times, func(sum, weight, count, m, n float64) float64 { return sum * (1 / weight) }))},
	{"the center of no points was made 0", byRows(weighted(times, func(sum, weight, count, m, n float64) float64 { return orZero(sum/weight, weight != 0) }))},
	{"the points with z = 0 were left out: 0·Inf is NaN", byRows(weighted(skipped, over))},
	{"every z but 0 counted as 1", byRows(weighted(func(z, x, sum float64) float64 { return sum + orZero(x, z != 0) },
		func(sum, weight, count, m, n float64) float64 { return sum / count }))},
	{"only the points with z = 1 count (if z == 1)", func(X, Z *matrix.Matrix) *matrix.Matrix {
		return byRows(weighted(skipped, over))(X, elementwise(func(z float64) float64 { return orZero(1, z == 1) })(Z))
	}},
	{"a product and a sum were fused: write float64(a*b)", byRows(weighted(math.FMA, over))},
	{"the points were added from the last", func(X, Z *matrix.Matrix) *matrix.Matrix {
		last := backwards(upTo(len(rowsOf(X))))
		return kmeans.Maximization(X.Index(last), Z.Index(last))
	}},
	{"the transpose was forgotten: ZX, not ZᵀX", func(X, Z *matrix.Matrix) *matrix.Matrix { return Z.Dot(X).Div(Z.Dot(matrix.Ones(X.Dims()))) }},
	{"it is the fraction upside down", func(X, Z *matrix.Matrix) *matrix.Matrix { return Z.T().Dot(matrix.Ones(X.Dims())).Div(Z.T().Dot(X)) }},
	{"", func(X, Z *matrix.Matrix) *matrix.Matrix {
		return Z.T().Dot(X).Div(elementwise(func(c float64) float64 { return max(1, c) })(Z.ColumnSums().T()))
	}},
	{"", func(X, Z *matrix.Matrix) *matrix.Matrix { _ = X.Row(0); return kmeans.Maximization(X, Z) }},
}

// What the wrong answers are made of.

func squared(x, mu []float64) float64 {
	return fold(func(s, x, mu float64) float64 { return s + float64((x-mu)*(x-mu)) })(x, mu)
}

func dist(x, mu []float64) float64 { return math.Sqrt(squared(x, mu)) }

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

func measured(f measure) func(X, M *matrix.Matrix) ([]int, *matrix.Matrix) {
	return labelled(func(X, M *matrix.Matrix) *matrix.Matrix {
		return generate(len(rowsOf(X)), len(rowsOf(M)), func(i, j int) float64 { return f(X.Row(i), M.Row(j)) })
	})
}

func byRows(f func(X, Z [][]float64) [][]float64) func(X, Z *matrix.Matrix) *matrix.Matrix {
	return func(X, Z *matrix.Matrix) *matrix.Matrix { return matrix.FromRows(f(rowsOf(X), rowsOf(Z))) }
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
