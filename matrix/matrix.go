// Package matrix is a dense matrix by hand: the NumPy operations that the slides'
// k-means is written in, and no more.
//
// Every operation returns a new matrix and leaves its operands alone, so an
// expression in Go reads like the formula on the slide:
//
//	−2XMᵀ + M_*        X.Dot(M.T()).Scale(-2).Add(MStar)
//	I_k[Y]             matrix.Eye(k).Index(Y)
//	ZᵀX / Zᵀ1          Z.T().Dot(X).Div(Z.T().Dot(matrix.Ones(m, n)))
//
// Shapes are the programmer's business: where they do not fit, an operation
// panics and names itself and the shapes. A dimension may be zero wherever the
// mathematics allows it.
//
// The same operands give the same bits on every machine: [Matrix.Dot] says how.
// (NaN's bit pattern is not promised.)
package matrix

import (
	"fmt"
	"math"
	"slices"
)

// A Matrix is an m×n matrix of float64. Its zero value is 0×0.
type Matrix struct {
	rows, cols int
	data       []float64 // row after row: element (i, j) is data[i*cols+j]
}

// New returns an m×n matrix of zeros (np.zeros). It panics if a dimension is
// negative or m·n overflows an int. Too little memory is Go's to report.
func New(m, n int) *Matrix {
	if m < 0 || n < 0 {
		panic(fmt.Sprintf("matrix: New: %d×%d: a dimension is negative", m, n))
	}
	if n > 0 && m > math.MaxInt/n {
		panic(fmt.Sprintf("matrix: New: %d×%d: too many elements", m, n))
	}
	return &Matrix{m, n, make([]float64, m*n)}
}

// FromRows returns the m×n matrix with the given rows (np.array), copied. No
// rows give 0×0. It panics if the rows differ in length.
func FromRows(rows [][]float64) *Matrix {
	if len(rows) == 0 {
		return New(0, 0)
	}
	A := New(len(rows), len(rows[0]))
	for i, row := range rows {
		if len(row) != A.cols {
			panic(fmt.Sprintf("matrix: FromRows: row 0 has %d columns, row %d has %d", A.cols, i, len(row)))
		}
		copy(A.Row(i), row)
	}
	return A
}

// Ones returns the m×n matrix of ones, the slides' 1_{m×n} (np.ones). It panics
// as [New] does.
func Ones(m, n int) *Matrix {
	A := New(m, n)
	for i := range A.data {
		A.data[i] = 1
	}
	return A
}

// Eye returns the k×k identity, the slides' I_k (np.eye). It panics as [New]
// does.
func Eye(k int) *Matrix {
	A := New(k, k)
	for i := range k {
		A.Set(i, i, 1)
	}
	return A
}

// Dims returns the number of rows and of columns (X.shape).
func (A *Matrix) Dims() (m, n int) { return A.rows, A.cols }

// At returns element (i, j), both counted from 0 (X[i, j]). It panics if there
// is no such element.
func (A *Matrix) At(i, j int) float64 {
	A.check("At", i, j)
	return A.data[i*A.cols+j]
}

// Set makes v element (i, j). It panics if there is no such element. Set, and
// writing to a row, are the only ways to change a matrix.
func (A *Matrix) Set(i, j int, v float64) {
	A.check("Set", i, j)
	A.data[i*A.cols+j] = v
}

func (A *Matrix) check(op string, i, j int) {
	if i < 0 || i >= A.rows || j < 0 || j >= A.cols {
		panic(fmt.Sprintf("matrix: %s: no element (%d, %d) in a %s matrix, counting from 0", op, i, j, A.shape()))
	}
}

// Row returns row i (X[i]) as a view: its n elements are the matrix's own, and
// writing to them writes to the matrix. It panics if there is no such row.
func (A *Matrix) Row(i int) []float64 {
	if i < 0 || i >= A.rows {
		panic(fmt.Sprintf("matrix: Row: no row %d in a %s matrix, counting from 0", i, A.shape()))
	}
	begin, end := i*A.cols, (i+1)*A.cols
	return A.data[begin:end:end] // an append copies: it never writes into row i+1
}

// Rows returns the m rows (list(X)), each a view as in [Matrix.Row]. It is
// [FromRows]'s inverse: FromRows(A.Rows()) is a copy of A, if A has a row.
func (A *Matrix) Rows() [][]float64 {
	rows := make([][]float64, A.rows)
	for i := range rows {
		rows[i] = A.Row(i)
	}
	return rows
}

// Index returns the matrix whose row i is row indices[i] of A (X[indices]).
// Rows may repeat and may be missing: Eye(k).Index(Y) is I_k[Y], rung M4. For an
// m×n matrix the result is len(indices)×n. It panics if there is no such row.
func (A *Matrix) Index(indices []int) *Matrix {
	B := New(len(indices), A.cols)
	for i, from := range indices {
		if from < 0 || from >= A.rows {
			panic(fmt.Sprintf("matrix: Index: no row %d (indices[%d]) in a %s matrix, counting from 0", from, i, A.shape()))
		}
		copy(B.Row(i), A.Row(from))
	}
	return B
}

// Equal reports whether A and B have the same shape and equal elements
// (np.array_equal). As everywhere in floating point, −0 equals 0 and NaN does
// not equal NaN.
func (A *Matrix) Equal(B *Matrix) bool {
	return A.rows == B.rows && A.cols == B.cols && slices.Equal(A.data, B.data)
}

// shape is what messages call the matrix, "200×2".
func (A *Matrix) shape() string { return fmt.Sprintf("%d×%d", A.rows, A.cols) }
