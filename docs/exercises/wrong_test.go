package main

import (
	"cmp"
	"math"
	"slices"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// A wrong answer is one that is easily given. If the handout should recognize it, it says
// what the mistake looks like.
type wrong struct {
	says string
	f    any
}

// wrongAnswers are those of each task. slips.txt has the signs of their results.
var wrongAnswers = map[string][]wrong{
	"pointwise.Distance": {
		{"the root is missing", squared},
		{"absolute differences were added up, not squares (Manhattan)", fold(func(s, x, mu float64) float64 { return s + math.Abs(x-mu) })},
		{"the first coordinate was left out", func(x, mu point) float64 { return pointwise.Distance(x[min(1, len(x)):], mu[min(1, len(mu)):]) }},
		{"the last coordinate was left out", func(x, mu point) float64 { return pointwise.Distance(x[:max(1, len(x))-1], mu) }},
		{"only the last coordinate counts: = and not +=", fold(func(_, x, mu float64) float64 { return math.Abs(x - mu) })},
		{"", func(x, mu point) float64 { defer clear(x); return pointwise.Distance(x, mu) }},
	},
	"pointwise.ExpandedDistance": {
		{"the root is missing", expanded(func(xx, xmu, mumu float64) float64 { return xx - 2*xmu + mumu })},
		{"the 2 is missing", root(expanded(func(xx, xmu, mumu float64) float64 { return xx - xmu + mumu }))},
		{"a negative sum was made 0 before the root", root(expanded(func(xx, xmu, mumu float64) float64 { return max(0, xx-2*xmu+mumu) }))},
	},
	"pointwise.Score": {
		{"the −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return xmu + mumu })},
		{"the 2 of −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return mumu - xmu })},
		{"the minus of −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return 2*xmu + mumu })},
		{"‖μ‖² is missing", expanded(func(_, xmu, _ float64) float64 { return -2 * xmu })},
		{"the norm was not squared: ‖μ‖² has no root", expanded(func(_, xmu, mumu float64) float64 { return -2*xmu + math.Sqrt(mumu) })},
		{"the root was kept: a score has none", root(pointwise.Score)},
		{"‖x‖² was left in", expanded(func(xx, xmu, mumu float64) float64 { return xx - 2*xmu + mumu })},
		{"x and μ have changed places", func(x, mu point) float64 { return pointwise.Score(mu, append(x, 0, 0, 0)) }},
	},
	"pointwise.Labels": argmins(func(f func(A mat) []int) any {
		return func(X, M points, measure measure) []int {
			return f(generate(len(X), len(M), func(i, j int) float64 { return measure(X[i], M[j]) }))
		}
	}),
	"pointwise.OneHot": {
		{"it is transposed", func(Y []int, k int) points { return matrix.FromRows(pointwise.OneHot(Y, k)).T().Rows() }},
		{"labels were counted from 1", func(Y []int, k int) points { return pointwise.OneHot(shifted(Y, -1), k) }},
	},
	"pointwise.SetMeans": averages(true, func(f func(X, Z mat) mat) any {
		return func(X points, Y []int, k int) points {
			M := pointwise.SetMeans(X, Y, k)
			for j := range M { // no point counts in the cluster of another, not even as 0·Inf
				own := generate(len(X), len(M[j]), func(i, l int) float64 { return 0 })
				for i, x := range X {
					if Y[i] == j {
						copy(own.Row(i), x)
					}
				}
				M[j] = f(own, kmeans.RowwiseOneHot(Y, k)).Row(j)
			}
			return M
		}
	}),
	"pointwise.WeightedMeans": weightings(func(f func(X, Z mat) mat) any {
		return func(X, Z points) points { return f(matrix.FromRows(X), matrix.FromRows(Z)).Rows() }
	}),
	"matrix.FromRows": {
		{"the rows were taken for columns", func(rows points) mat { return matrix.FromRows(rows).T() }},
	},
	"matrix.Ones": {{"columns came before rows", func(m, n int) mat { return matrix.Ones(n, m) }}},
	"matrix.Eye":  {{"every element is 1", func(k int) mat { return matrix.Ones(k, k) }}},
	"matrix.Index": {
		{"columns were picked, not rows", func(A mat, indices []int) mat { return A.T().Index(indices).T() }},
		{"rows were counted from 1", func(A mat, indices []int) mat { return A.Index(shifted(indices, -1)) }},
	},
	"matrix.T": {{"A itself was returned", func(A mat) mat { return A }}},
	"matrix.Square": {
		{"it is the product AA", func(A mat) mat { return A.Dot(A) }},
	},
	"matrix.Scale": {{"s was added", func(A mat, s float64) mat { return A.Add(matrix.Ones(A.Dims()).Scale(s)) }}},
	"matrix.Add":   {countedOff(mat.Add), {"it is A − B", func(A, B mat) mat { return A.Add(B.Scale(-1)) }}},
	"matrix.Div":   {countedOff(mat.Div), {"it is B/A", func(A, B mat) mat { return B.Div(A) }}},
	"matrix.ColumnSums": {
		{"the rows were summed, not the columns", func(A mat) mat { return A.T().ColumnSums() }},
		{"the sums are a column; they must be a 1×n row", func(A mat) mat { return A.ColumnSums().T() }},
	},
	"matrix.Dot": {
		{"it is BA", func(A, B mat) mat { return B.Dot(A) }},
		{"it is ABᵀ", func(A, B mat) mat { return A.Dot(B.T()) }},
	},
	"matrix.RowwiseArgmin": append(argmins(func(f func(A mat) []int) any { return f }),
		wrong{"the smallest of each column was taken, not of each row", func(A mat) []int { return A.T().RowwiseArgmin() }}),
	"kmeans.RowwiseOneHot": {
		{"labels were counted from 1", func(Y []int, k int) mat { return kmeans.RowwiseOneHot(shifted(Y, -1), k) }},
	},
	"kmeans.Expectation": {
		{"M_* was forgotten", scores(func(XMT, one, MT mat) mat { return XMT.Scale(-2) })},
		{"the −2 was forgotten", scores(func(XMT, one, MT mat) mat { return XMT.Add(one.Dot(MT.Square())) })},
		{"the 2 of −2 was forgotten", scores(func(XMT, one, MT mat) mat { return XMT.Scale(-1).Add(one.Dot(MT.Square())) })},
		{"M_* is (1Mᵀ)², not 1(Mᵀ)²: square first, then multiply", scores(func(XMT, one, MT mat) mat { return XMT.Scale(-2).Add(one.Dot(MT).Square()) })},
		{"M_* was made of Mᵀ, not of its squares", scores(func(XMT, one, MT mat) mat { return XMT.Scale(-2).Add(one.Dot(MT)) })},
		{"Z is transposed", func(X, M mat) ([]int, mat) { Y, Z := kmeans.Expectation(X, M); return Y, Z.T() }},
	},
	"kmeans.Maximization": maximizations,
	"kmeans.Run": {
		{"there is one step too few", func(X, M mat, steps int) ([]int, mat) { return kmeans.Run(X, M, steps-1) }},
		{"there is one step too many", func(X, M mat, steps int) ([]int, mat) { return kmeans.Run(X, M, steps+1) }},
		{"each step began with the first centers: assign M with =, not :=", func(X, M mat, _ int) ([]int, mat) { return kmeans.Run(X, M, 1) }},
	},
	"kmeans.CountedMaximization": maximizations,
}

type (
	point   = []float64
	points  = [][]float64
	mat     = *matrix.Matrix
	measure = func(x, mu point) float64
)

// argmins are the wrong answers that Labels and RowwiseArgmin have in common. The
// function as gives them the type of the task.
func argmins(as func(f func(A mat) []int) any) []wrong {
	first := func(_ float64, row point) float64 { return row[0] }
	begin := func(v float64) func(float64, point) float64 { return func(float64, point) float64 { return v } }
	less := func(v, best float64) bool { return v < best }
	return []wrong{
		{"labels were counted from 1", as(func(A mat) []int { return shifted(A.RowwiseArgmin(), 1) })},
		{"the last of equals won", as(argmin(first, func(v, best float64) bool { return cmp.Less(v, best) || v == best }))},
		{"NaN was passed over, but for the first of a row", as(argmin(first, less))},
		{"NaN was passed over", as(argmin(begin(math.Inf(1)), less))},
		{"the largest won", as(argmin(first, func(v, best float64) bool { return v > best }))},
		{"", as(argmin(first, func(_, _ float64) bool { return true }))}, // always the last column
		{"the best value began as 0 or less, not as the first of the row", as(argmin(begin(0), less))},
		{"the best value began outside the loop over the rows: each row needs its own",
			as(argmin(func(last float64, _ point) float64 { return last }, less))},
	}
}

// averages are the wrong answers that all means have in common. Points without weight are
// passed over, or not.
func averages(pass bool, as func(f func(X, Z mat) mat) any) []wrong {
	over := func(below func(weight, m float64) float64) any {
		return as(func(X, Z mat) mat {
			return Z.T().Dot(X).Div(generate(height(Z.T()), 1, func(j, _ int) float64 { return below(Z.ColumnSums().At(0, j), float64(height(X))) }))
		})
	}
	return []wrong{
		{"the sums were not divided", over(func(_, _ float64) float64 { return 1 })},
		{"the sums were divided by m", over(func(_, m float64) float64 { return m })},
		{"the mean of no points was made 0", over(func(weight, _ float64) float64 { return max(weight, math.SmallestNonzeroFloat64) })},
		{"the division stands inside the loop over the points", as(func(X, Z mat) mat {
			return generate(height(Z.T()), height(X.T()), func(j, l int) (mean float64) {
				weight := 0.0
				for i, z := range Z.T().Row(j) {
					if weight += z; z != 0 || !pass {
						mean = (mean + float64(z*X.At(i, l))) / weight
					}
				}
				return mean
			})
		})},
	}
}

// weightings are the wrong answers that WeightedMeans and Maximization have in common.
func weightings(as func(f func(X, Z mat) mat) any) []wrong {
	return append(averages(false, as), []wrong{
		{"each weight was added n times, once for every coordinate", as(func(X, Z mat) mat {
			return Z.T().Dot(X).Div(Z.T().Dot(matrix.Ones(X.Dims())).Scale(float64(height(X.T()))))
		})},
		{"the sums were divided by how many points have a weight", as(func(X, Z mat) mat {
			return Z.T().Dot(X).Div(generate(height(Z), height(Z.T()), func(i, j int) float64 { return math.Ceil(min(Z.At(i, j), 1)) }).ColumnSums().T())
		})},
		{"Z and Zᵀ have changed places", as(func(X, Z mat) mat { return kmeans.Maximization(X, Z.T()) })},
	}...)
}

// fold takes the coordinates of x and μ into a number that begins with 0.
func fold(f func(s, x, mu float64) float64) measure {
	return func(x, mu point) float64 {
		s := 0.0
		for l := range x {
			s = f(s, x[l], mu[l])
		}
		return s
	}
}

func root(f measure) measure { return func(x, mu point) float64 { return math.Sqrt(f(x, mu)) } }

var squared = fold(func(s, x, mu float64) float64 { return s + float64((x-mu)*(x-mu)) })

// expanded is a formula over ⟨x,x⟩, ⟨x,μ⟩ and ⟨μ,μ⟩.
func expanded(formula func(xx, xmu, mumu float64) float64) measure {
	dot := fold(func(s, x, y float64) float64 { return s + float64(x*y) })
	return func(x, mu point) float64 { return formula(dot(x, x), dot(x, mu), dot(mu, mu)) }
}

func shifted(Y []int, by int) []int {
	Y = slices.Clone(Y)
	for i := range Y {
		Y[i] += by
	}
	return Y
}

// argmin is RowwiseArgmin with another rule, or another value to begin a row with, given
// the best of the row before.
func argmin(begin func(last float64, row point) float64, better func(v, best float64) bool) func(A mat) []int {
	return func(A mat) []int {
		Y, best := make([]int, height(A)), math.Inf(1)
		for i, row := range A.Rows() {
			best = begin(best, row)
			for j, v := range row {
				if better(v, best) {
					best, Y[i] = v, j
				}
			}
		}
		return Y
	}
}

func height(A mat) int { m, _ := A.Dims(); return m }

func generate(m, n int, element func(i, j int) float64) mat {
	A := matrix.New(m, n)
	for i, row := range A.Rows() {
		for j := range row {
			row[j] = element(i, j)
		}
	}
	return A
}

// countedOff is Add or Div for a B of any shape, whose elements are taken as they come.
func countedOff(f func(A, B mat) mat) wrong {
	return wrong{"a column was taken for a row: the elements of B were counted off, whatever its shape", func(A, B mat) mat {
		elements := slices.Concat(B.Rows()...)
		return f(A, generate(height(A), height(A.T()), func(i, j int) float64 { return elements[(i*height(A.T())+j)%len(elements)] }))
	}}
}

var maximizations = append(weightings(func(f func(X, Z mat) mat) any { return f }),
	wrong{"the sums of Z are a 1×k row, not a k×1 column", func(X, Z mat) mat { return Z.T().Dot(X).Div(Z.ColumnSums()) }},
)

func scores(of func(XMT, one, MT mat) mat) func(X, M mat) ([]int, mat) {
	return func(X, M mat) ([]int, mat) {
		Y := of(X.Dot(M.T()), matrix.Ones(X.Dims()), M.T()).RowwiseArgmin()
		return Y, kmeans.RowwiseOneHot(Y, height(M))
	}
}
