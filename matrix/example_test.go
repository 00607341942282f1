package matrix_test

import (
	"fmt"

	"example.com/kmeans-by-hand/matrix"
)

// One step of k-means, for six points and two centers. The four lines in the middle
// are the slide's.
func Example() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}) // m×n
	M := matrix.FromRows([][]float64{{1, 6}, {0, 7}})                                 // k×n
	m, n := X.Dims()
	k, _ := M.Dims()

	MStar := matrix.Ones(m, n).Dot(M.T().Square())         // m×k
	Y := X.Dot(M.T()).Scale(-2).Add(MStar).RowwiseArgmin() // m
	Z := matrix.Eye(k).Index(Y)                            // m×k
	M = Z.T().Dot(X).Div(Z.T().Dot(matrix.Ones(m, n)))     // k×n

	fmt.Println(Y)
	fmt.Println(M)
	// Output:
	// [0 1 0 0 0 0]
	// 3  6
	// 0  7
}

// The rows of I_k[Y] are one-hot: the 1 in row i stands in column Y[i].
func ExampleMatrix_Index() {
	Y := []int{1, 0, 1}
	fmt.Println(matrix.Eye(3).Index(Y))
	// Output:
	// 0  1  0
	// 1  0  0
	// 0  1  0
}

// Square squares every element; it does not multiply the matrix by itself.
func ExampleMatrix_Square() {
	A := matrix.FromRows([][]float64{{1, -2}, {3, 4}})
	fmt.Println(A.Square())
	fmt.Println()
	fmt.Println(A.Dot(A))
	// Output:
	// 1   4
	// 9  16
	//
	// -5  -10
	// 15   10
}

// A row is added to every row, a column to every column.
func ExampleMatrix_Add() {
	A := matrix.FromRows([][]float64{{1, 2}, {3, 4}})
	row, column := matrix.FromRows([][]float64{{10, 20}}), matrix.FromRows([][]float64{{100}, {200}})
	fmt.Println(A.Add(row).Add(column))
	// Output:
	// 111  122
	// 213  224
}

// Of equals the first wins: the third row is a tie.
func ExampleMatrix_RowwiseArgmin() {
	scores := matrix.FromRows([][]float64{{-37, -35}, {-47, -49}, {-9, -9}})
	fmt.Println(scores.RowwiseArgmin())
	// Output: [0 1 0]
}
