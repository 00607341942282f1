package matrix

import (
	"fmt"
	"slices"
)

// T returns the transpose Aᵀ, n×m for an m×n matrix (A.T).
func (A *Matrix) T() *Matrix {
	B := New(A.cols, A.rows)
	for i, row := range A.Rows() {
		for j, a := range row {
			B.Set(j, i, a)
		}
	}
	return B
}

// Square returns the square of every element, the slides' (A)² (A**2). It is
// not the matrix product AA.
func (A *Matrix) Square() *Matrix {
	B := New(A.rows, A.cols)
	for i, a := range A.data {
		B.data[i] = a * a // no float64(): nothing is added, so nothing can be fused
	}
	return B
}

// Scale returns sA: every element times s (-2*A is A.Scale(-2)).
func (A *Matrix) Scale(s float64) *Matrix {
	B := New(A.rows, A.cols)
	for i, a := range A.data {
		B.data[i] = s * a
	}
	return B
}

// Add returns A + B, element by element. For an m×n matrix A, B is m×n too, or
// a 1×n row that is added to every row of A, or an m×1 column that is added to
// every column: NumPy's broadcasting. Any other B panics.
func (A *Matrix) Add(B *Matrix) *Matrix {
	B = B.broadcast(A, "Add", "plus")
	C := New(A.rows, A.cols)
	for i, a := range A.data {
		C.data[i] = a + B.data[i]
	}
	return C
}

// Div returns A/B, element by element, the slides' fraction of two matrices.
// The shapes are as in [Matrix.Add], and any other B panics. As everywhere in
// floating point, 1/0 is +Inf, −1/0 is −Inf and 0/0 is NaN.
func (A *Matrix) Div(B *Matrix) *Matrix {
	B = B.broadcast(A, "Div", "by")
	C := New(A.rows, A.cols)
	for i, a := range A.data {
		C.data[i] = a / B.data[i]
	}
	return C
}

// broadcast returns B if it has A's shape already, and otherwise a matrix of
// A's shape that repeats the row or the column B.
func (B *Matrix) broadcast(A *Matrix, op, with string) *Matrix {
	switch {
	case B.rows == A.rows && B.cols == A.cols:
		return B
	case B.rows == 1 && B.cols == A.cols:
		return &Matrix{A.rows, A.cols, slices.Repeat(B.data, A.rows)}
	case B.rows == A.rows && B.cols == 1:
		C := New(A.rows, A.cols)
		for i := range C.data {
			C.data[i] = B.data[i/A.cols]
		}
		return C
	}
	panic(fmt.Sprintf("matrix: %s: %s %s %s: want the same shape, a row of %d or a column of %d",
		op, A.shape(), with, B.shape(), A.cols, A.rows))
}

// ColumnSums returns the 1×n row of the sums of A's columns, each added up from
// 0 in the order of the rows (A.sum(axis=0)). Without rows it is zeros.
func (A *Matrix) ColumnSums() *Matrix {
	s := New(1, A.cols)
	for _, row := range A.Rows() {
		for j, a := range row {
			s.data[j] += a
		}
	}
	return s
}
