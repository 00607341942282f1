// The tasks as a student may write them, in a file of his own.
package matrix

import (
	"fmt"
)

func FromRows(rows [][]float64) *Matrix {
	n := 0
	if len(rows) > 0 {
		n = len(rows[0])
	}
	A := New(len(rows), n)
	for i, row := range rows {
		if len(row) != n {
			panic(fmt.Sprintf("matrix: FromRows: row 0 has %d columns, row %d has %d", n, i, len(row)))
		}
		for j, v := range row {
			A.Set(i, j, v)
		}
	}
	return A
}

func Ones(m, n int) *Matrix {
	A := New(m, n)
	for i := range m {
		for j := range n {
			A.Set(i, j, 1)
		}
	}
	return A
}

func Eye(k int) *Matrix {
	A := New(k, k)
	for i := range k {
		A.data[i*k+i] = 1
	}
	return A
}

func (A *Matrix) Index(indices []int) *Matrix {
	B := New(len(indices), A.cols)
	for i, from := range indices {
		if from < 0 || from >= A.rows {
			panic(fmt.Sprintf("matrix: Index: no row %d (indices[%d]) in a %s matrix, counting from 0", from, i, A.shape()))
		}
		for j := range A.cols {
			B.Set(i, j, A.At(from, j))
		}
	}
	return B
}

func (A *Matrix) T() *Matrix {
	B := New(A.cols, A.rows)
	for i := range A.rows {
		for j := range A.cols {
			B.Set(j, i, A.At(i, j))
		}
	}
	return B
}

func (A *Matrix) Square() *Matrix {
	B := New(A.rows, A.cols)
	for i := range A.rows {
		for j := range A.cols {
			B.Set(i, j, A.At(i, j)*A.At(i, j))
		}
	}
	return B
}

func (A *Matrix) Scale(s float64) *Matrix {
	B := New(A.rows, A.cols)
	for i := range B.data {
		B.data[i] = A.data[i] * s
	}
	return B
}

func (A *Matrix) Add(B *Matrix) *Matrix {
	row, col := B.rows == 1 && B.cols == A.cols, B.cols == 1 && B.rows == A.rows
	whole := B.rows == A.rows && B.cols == A.cols
	if !whole && !row && !col {
		panic(fmt.Sprintf("matrix: Add: %s plus %s: want %s, 1×%d or %d×1", A.shape(), B.shape(), A.shape(), A.cols, A.rows))
	}
	C := New(A.rows, A.cols)
	for i := range A.rows {
		for j := range A.cols {
			switch {
			case whole:
				C.Set(i, j, A.At(i, j)+B.At(i, j))
			case row:
				C.Set(i, j, A.At(i, j)+B.At(0, j))
			default:
				C.Set(i, j, A.At(i, j)+B.At(i, 0))
			}
		}
	}
	return C
}

func (A *Matrix) Div(B *Matrix) *Matrix {
	i1, j1 := 1, 1
	if B.rows == 1 && A.rows != 1 {
		i1 = 0
	}
	if B.cols == 1 && A.cols != 1 {
		j1 = 0
	}
	if i1 == 1 && B.rows != A.rows || j1 == 1 && B.cols != A.cols || i1+j1 == 0 {
		panic(fmt.Sprintf("matrix: Div: %s by %s: want %s, 1×%d or %d×1", A.shape(), B.shape(), A.shape(), A.cols, A.rows))
	}
	C := New(A.rows, A.cols)
	for i := range A.rows {
		for j := range A.cols {
			C.Set(i, j, A.At(i, j)/B.At(i*i1, j*j1))
		}
	}
	return C
}

func (A *Matrix) ColumnSums() *Matrix {
	S := New(1, A.cols)
	for j := range A.cols {
		sum := 0.0
		for i := range A.rows {
			sum += A.At(i, j)
		}
		S.Set(0, j, sum)
	}
	return S
}

func (A *Matrix) Dot(B *Matrix) *Matrix {
	if A.cols != B.rows {
		panic(fmt.Sprintf("matrix: Dot: %s times %s: %d columns against %d rows", A.shape(), B.shape(), A.cols, B.rows))
	}
	C := New(A.rows, B.cols)
	for i := range A.rows {
		for j := range B.cols {
			sum := 0.0
			for l := range A.cols {
				sum += float64(A.At(i, l) * B.At(l, j))
			}
			C.Set(i, j, sum)
		}
	}
	return C
}

func (A *Matrix) RowwiseArgmin() []int {
	if A.cols == 0 {
		panic(fmt.Sprintf("matrix: RowwiseArgmin: %s: no columns to choose from", A.shape()))
	}
	var Y []int
	for i := range A.rows {
		y := 0
		for j, v := range A.Row(i) {
			if v != v {
				y = j
				break
			}
			if v < A.At(i, y) {
				y = j
			}
		}
		Y = append(Y, y)
	}
	return Y
}
