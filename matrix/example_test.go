package matrix_test

import (
	"fmt"

	"example.com/kmeans-by-hand/matrix"
)

// One step of k-means, for six points and two centers. Each line is a line of the
// slide.
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

func ExampleNew() {
	fmt.Println(matrix.New(2, 3))
	// Output:
	// 0  0  0
	// 0  0  0
}

func ExampleFromRows() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}}) // three points of two coordinates
	fmt.Println(X)
	// Output:
	// 1  6
	// 0  7
	// 1  4
}

func ExampleOnes() {
	fmt.Println(matrix.Ones(2, 3))
	// Output:
	// 1  1  1
	// 1  1  1
}

func ExampleEye() {
	fmt.Println(matrix.Eye(3))
	// Output:
	// 1  0  0
	// 0  1  0
	// 0  0  1
}

func ExampleMatrix_Dims() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})
	m, n := X.Dims()
	fmt.Println(m, "points of", n, "coordinates")
	// Output: 3 points of 2 coordinates
}

func ExampleMatrix_At() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})
	fmt.Println(X.At(2, 1)) // the third row, the second column
	// Output: 4
}

func ExampleMatrix_Set() {
	Z := matrix.New(3, 2)
	Z.Set(0, 1, 1)
	fmt.Println(Z)
	// Output:
	// 0  1
	// 0  0
	// 0  0
}

func ExampleMatrix_Row() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}})
	x := X.Row(1)
	fmt.Println(x)

	x[0] = 5 // x is a view of X
	fmt.Println(X)
	// Output:
	// [0 7]
	// 1  6
	// 5  7
}

// One-hot rows, I_k[Y]: point 0 has label 1, point 1 has label 0, point 2 has
// label 1.
func ExampleMatrix_Index() {
	Y := []int{1, 0, 1}
	fmt.Println(matrix.Eye(3).Index(Y))
	// Output:
	// 0  1  0
	// 1  0  0
	// 0  1  0
}

func ExampleMatrix_Equal() {
	A := matrix.FromRows([][]float64{{1, 2, 3}})
	fmt.Println(A.Equal(matrix.FromRows([][]float64{{1, 2, 3}})))
	fmt.Println(A.Equal(A.T())) // 1×3 against 3×1
	// Output:
	// true
	// false
}

func ExampleMatrix_T() {
	A := matrix.FromRows([][]float64{{1, 2, 3}, {4, 5, 6}})
	fmt.Println(A.T())
	// Output:
	// 1  4
	// 2  5
	// 3  6
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

func ExampleMatrix_Scale() {
	A := matrix.FromRows([][]float64{{37, 42}, {42, 49}})
	fmt.Println(A.Scale(-2))
	// Output:
	// -74  -84
	// -84  -98
}

// A row is added to every row, a column to every column.
func ExampleMatrix_Add() {
	A := matrix.FromRows([][]float64{{1, 2}, {3, 4}, {5, 6}})
	fmt.Println(A.Add(matrix.FromRows([][]float64{{10, 20}})))
	fmt.Println()
	fmt.Println(A.Add(matrix.FromRows([][]float64{{10}, {20}, {30}})))
	// Output:
	// 11  22
	// 13  24
	// 15  26
	//
	// 11  12
	// 23  24
	// 35  36
}

// Sums of points, divided by how many points there are: a center without points
// is 0/0.
func ExampleMatrix_Div() {
	sums := matrix.FromRows([][]float64{{15, 30}, {0, 7}, {0, 0}})
	counts := matrix.FromRows([][]float64{{5}, {1}, {0}})
	fmt.Println(sums.Div(counts))
	// Output:
	//   3    6
	//   0    7
	// NaN  NaN
}

// The column sums of Z count the points of each center.
func ExampleMatrix_ColumnSums() {
	Z := matrix.FromRows([][]float64{{0, 1}, {1, 0}, {0, 1}, {0, 1}})
	fmt.Println(Z.ColumnSums())
	// Output: 1  3
}

// XMᵀ holds the inner product of every point with every center.
func ExampleMatrix_Dot() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}) // m×n
	M := matrix.FromRows([][]float64{{1, 6}, {0, 7}})                                 // k×n
	fmt.Println(X.Dot(M.T()))                                                         // m×k
	// Output:
	// 37  42
	// 42  49
	// 25  28
	// 43  42
	// 44  49
	// 46  49
}

// Of equals the first wins: the third row is a tie.
func ExampleMatrix_RowwiseArgmin() {
	scores := matrix.FromRows([][]float64{{-37, -35}, {-47, -49}, {-9, -9}})
	fmt.Println(scores.RowwiseArgmin())
	// Output: [0 1 0]
}

func ExampleMatrix_String() {
	A := matrix.FromRows([][]float64{{100, -0.5}, {1, 2.0 / 3}})
	fmt.Println(A)
	fmt.Println(matrix.New(0, 2))
	// Output:
	// 100        -0.5
	//   1  0.66666667
	// (0×2)
}
