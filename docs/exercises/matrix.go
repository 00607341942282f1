package main

import (
	"math"
	"slices"

	"example.com/kmeans-by-hand/matrix"
)

// The tasks of package matrix, and what is easily written instead.
var matrixTasks = []task{
	{Name: "matrix.FromRows", f: matrix.FromRows, wrong: []wrong{
		{"the rows were taken for columns", func(rows [][]float64) *matrix.Matrix { return matrix.FromRows(rows).T() }},
		{"the case without rows was forgotten: there is no row 0", func(rows [][]float64) *matrix.Matrix { return matrix.FromRows(append(rows[:1], rows[1:]...)) }},
		{"", func(rows [][]float64) *matrix.Matrix { // rows of any length
			return generate(len(rows), len(append(rows, nil)[0]), func(i, j int) float64 { return append(rows[i], 0, 0, 0)[j] })
		}},
	}},
	{Name: "matrix.Ones", f: matrix.Ones, wrong: []wrong{
		{"it is a matrix of zeros", matrix.New},
		{"columns came before rows", func(m, n int) *matrix.Matrix { return matrix.Ones(n, m) }},
		{"only the diagonal is 1", func(m, n int) *matrix.Matrix {
			return generate(m, n, func(i, j int) float64 { return orZero(1, i == j) })
		}},
	}},
	{Name: "matrix.Eye", f: matrix.Eye, wrong: []wrong{
		{"the 1s were forgotten", func(k int) *matrix.Matrix { return matrix.New(k, k) }},
		{"every element is 1", func(k int) *matrix.Matrix { return matrix.Ones(k, k) }},
		{"the diagonal runs the other way", func(k int) *matrix.Matrix {
			return generate(k, k, func(i, j int) float64 { return orZero(1, i+j == k-1) })
		}},
	}},
	{Name: "matrix.Index", f: (*matrix.Matrix).Index, wrong: []wrong{
		{"columns were picked, not rows", func(A *matrix.Matrix, indices []int) *matrix.Matrix { return A.T().Index(indices).T() }},
		{"rows were counted from 1", func(A *matrix.Matrix, indices []int) *matrix.Matrix { return A.Index(shifted(indices, -1)) }},
		{"", func(A *matrix.Matrix, indices []int) *matrix.Matrix { // the panic is At's
			return generate(len(indices), cols(A), func(i, j int) float64 { return A.At(indices[i], j) })
		}},
	}},
	{Name: "matrix.T", f: (*matrix.Matrix).T, wrong: []wrong{
		{"it is a reshape: the same elements in the same order, cut into other rows", func(A *matrix.Matrix) *matrix.Matrix {
			m, n := A.Dims()
			return generate(n, m, func(i, j int) float64 { return A.At((i*m+j)/n, (i*m+j)%n) })
		}},
		{"A itself was returned", func(A *matrix.Matrix) *matrix.Matrix { return A }},
		{"the result was made m×n, not n×m", func(A *matrix.Matrix) *matrix.Matrix {
			B := matrix.New(A.Dims())
			for i, row := range rowsOf(A) {
				for j, a := range row {
					B.Set(j, i, a)
				}
			}
			return B
		}},
	}},
	{Name: "matrix.Square", f: (*matrix.Matrix).Square, wrong: []wrong{
		{"it is the product AA", func(A *matrix.Matrix) *matrix.Matrix { return A.Dot(A) }},
		{"it was doubled", func(A *matrix.Matrix) *matrix.Matrix { return A.Add(A) }},
		{"the elements of A were overwritten", overwriting((*matrix.Matrix).Square)},
	}},
	{Name: "matrix.Scale", f: (*matrix.Matrix).Scale, wrong: []wrong{
		{"s was added", func(A *matrix.Matrix, s float64) *matrix.Matrix { return A.Add(matrix.Ones(A.Dims()).Scale(s)) }},
		{"zeros were skipped: 0·Inf is NaN", func(A *matrix.Matrix, s float64) *matrix.Matrix {
			m, n := A.Dims()
			return generate(m, n, func(i, j int) float64 { return orZero(A.At(i, j)*s, A.At(i, j) != 0 && s != 0) })
		}},
		{"the elements of A were overwritten", func(A *matrix.Matrix, s float64) *matrix.Matrix {
			return overwriting(func(A *matrix.Matrix) *matrix.Matrix { return A.Scale(s) })(A)
		}},
	}},
	{Name: "matrix.Add", f: (*matrix.Matrix).Add, wrong: append(broadcasts(func(a, b float64) float64 { return a + b }, (*matrix.Matrix).Add),
		wrong{"it is A − B", repeated(func(a, b float64) float64 { return a - b })},
	)},
	{Name: "matrix.Div", f: (*matrix.Matrix).Div, wrong: append(broadcasts(func(a, b float64) float64 { return a / b }, (*matrix.Matrix).Div),
		wrong{"it is B/A", repeated(func(a, b float64) float64 { return b / a })},
		wrong{"it was multiplied by 1/B, which is rounded twice", repeated(func(a, b float64) float64 { return a * (1 / b) })},
	)},
	{Name: "matrix.ColumnSums", f: (*matrix.Matrix).ColumnSums, wrong: []wrong{
		{"the rows were summed, not the columns", func(A *matrix.Matrix) *matrix.Matrix { return A.T().ColumnSums() }},
		{"the sums are a column; they must be a 1×n row", func(A *matrix.Matrix) *matrix.Matrix { return A.ColumnSums().T() }},
		{"the rows were added from the last", func(A *matrix.Matrix) *matrix.Matrix { return A.Index(backwards(len(rowsOf(A)))).ColumnSums() }},
	}},
	{Name: "matrix.Dot", f: (*matrix.Matrix).Dot, wrong: []wrong{
		{"it is A times B element by element", func(A, B *matrix.Matrix) *matrix.Matrix {
			m, n := A.Dims()
			return generate(m, n, func(i, j int) float64 { return A.At(i, j) * B.At(i, j) })
		}},
		{"it is BA", func(A, B *matrix.Matrix) *matrix.Matrix { return product(plus)(B, A) }},
		{"it is ABᵀ", func(A, B *matrix.Matrix) *matrix.Matrix { return product(plus)(A, B.T()) }},
		{"the terms were added from the last", func(A, B *matrix.Matrix) *matrix.Matrix {
			last := backwards(cols(A))
			return A.T().Index(last).T().Dot(B.Index(last))
		}},
		{"terms with a zero in A were skipped: 0·Inf is NaN", product(func(sum, a, b float64) float64 { return sum + orZero(a*b, a != 0) })},
		{"a product and a sum were fused: write float64(a*b)", product(func(sum, a, b float64) float64 { return math.FMA(a, b, sum) })},
		{"only the last term is there: = and not +=", product(func(sum, a, b float64) float64 { return a * b })},
		{"", product(plus)}, // no check of the shapes
	}},
	{Name: "matrix.RowwiseArgmin", f: (*matrix.Matrix).RowwiseArgmin, wrong: append(argmins(func(f func([][]float64) []int) any {
		return func(A *matrix.Matrix) []int { return f(rowsOf(A)) }
	}),
		wrong{"the smallest of each column was taken, not of each row", func(A *matrix.Matrix) []int { return A.T().RowwiseArgmin() }},
		wrong{"", func(A *matrix.Matrix) []int { return choose(first)(rowsOf(A)) }}, // no panic
	)},
}

// broadcasts are the wrong answers that Add and Div have in common.
func broadcasts(f func(a, b float64) float64, right func(A, B *matrix.Matrix) *matrix.Matrix) []wrong {
	return []wrong{
		{"a column was taken for a row: the elements of B were counted off, whatever its shape", func(A, B *matrix.Matrix) *matrix.Matrix {
			m, n := A.Dims()
			rows, cols := B.Dims()
			return generate(m, n, func(i, j int) float64 {
				p := (i*n + j) % (rows * cols)
				return f(A.At(i, j), B.At(p/cols, p%cols))
			})
		}},
		{"no row or column was repeated", func(A, B *matrix.Matrix) *matrix.Matrix {
			m, n := A.Dims()
			return generate(m, n, func(i, j int) float64 { return f(A.At(i, j), B.At(i, j)) })
		}},
		{"the elements of A were overwritten", func(A, B *matrix.Matrix) *matrix.Matrix {
			return overwriting(func(A *matrix.Matrix) *matrix.Matrix { return right(A, B) })(A)
		}},
		{"", repeated(f)},
	}
}

// What the wrong answers are made of.

func cols(A *matrix.Matrix) int { _, n := A.Dims(); return n }

func generate(m, n int, element func(i, j int) float64) *matrix.Matrix {
	A := matrix.New(m, n)
	for i := range m {
		for j := range n {
			A.Set(i, j, element(i, j))
		}
	}
	return A
}

// backwards lists the rows of a matrix from the last.
func backwards(m int) []int {
	indices := upTo(m)
	slices.Reverse(indices)
	return indices
}

func overwriting(f func(A *matrix.Matrix) *matrix.Matrix) func(A *matrix.Matrix) *matrix.Matrix {
	return func(A *matrix.Matrix) *matrix.Matrix {
		for i, row := range rowsOf(f(A)) {
			copy(A.Row(i), row)
		}
		return A
	}
}

// repeated repeats B whatever its shape.
func repeated(f func(a, b float64) float64) func(A, B *matrix.Matrix) *matrix.Matrix {
	return func(A, B *matrix.Matrix) *matrix.Matrix {
		m, n := A.Dims()
		rows, cols := B.Dims()
		return generate(m, n, func(i, j int) float64 { return f(A.At(i, j), B.At(min(i, rows-1), min(j, cols-1))) })
	}
}

// product is a product of matrices of any shapes, with something else than sum + a·b.
func product(term func(sum, a, b float64) float64) func(A, B *matrix.Matrix) *matrix.Matrix {
	return func(A, B *matrix.Matrix) *matrix.Matrix {
		return generate(len(rowsOf(A)), cols(B), func(i, j int) float64 {
			sum := 0.0
			for l, a := range A.Row(i) {
				sum = term(sum, a, B.At(l, j))
			}
			return sum
		})
	}
}

func plus(sum, a, b float64) float64 { return sum + float64(a*b) }
