package kmeans_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// The slides' program on six points, and Fit, which checks its input, keeps centers
// without points, and stops when no label changes.
func Example() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}})
	M := X.Index([]int{0, 1})
	_, centers := kmeans.Run(X, M, 50)
	fmt.Println(centers)

	r, err := kmeans.Fit(X, M, 50)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.M)
	// Output:
	// 5.5  6.5
	//   1    6
	// 5.5  6.5
	//   1    6
}

func ExampleExpectation() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})
	M := matrix.FromRows([][]float64{{1, 6}, {0, 7}})
	Y, Z := kmeans.Expectation(X, M)
	fmt.Println(Y)
	fmt.Println(Z)
	// Output:
	// [0 1 0]
	// 1  0
	// 0  1
	// 1  0
}

// A center without points is 0/0.
func ExampleMaximization() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})
	Z := kmeans.RowwiseOneHot([]int{0, 2, 0}, 3)
	fmt.Println(Z)
	fmt.Println(kmeans.Maximization(X, Z))
	// Output:
	// 1  0  0
	// 0  0  1
	// 1  0  0
	//   1    5
	// NaN  NaN
	//   0    7
}

// Rows may come twice, so there can be more centers than points.
func ExampleResample() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})
	M := kmeans.Resample(X, 10, rand.New(rand.NewPCG(1, 0)))
	fmt.Println(M.Dims())
	// Output: 10 2
}

// Of three places, each with several points, it takes one point each.
func ExamplePlusPlus() {
	X := matrix.FromRows([][]float64{{1}, {1}, {1}, {1}, {1}, {20}, {20}, {300}})
	M := kmeans.PlusPlus(X, 3, rand.New(rand.NewPCG(1, 0)))
	fmt.Println(M.ColumnSums())
	// Output: 321
}

func ExampleCost() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})
	M := matrix.FromRows([][]float64{{1, 5}, {0, 7}})
	fmt.Println(kmeans.Cost(X, M, []int{0, 1, 0}))
	// Output: 2
}

// The point 0 is as far from −1 as from 1. No rounding can change the other labels.
func ExampleCertain() {
	X := matrix.FromRows([][]float64{{-3}, {0}, {0.001}})
	M := matrix.FromRows([][]float64{{-1}, {1}})
	fmt.Println(kmeans.Certain(X, M))
	// Output: [true false true]
}

func ExampleFit() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}})
	r, err := kmeans.Fit(X, X.Index([]int{0, 1}), 50)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("labels ", r.Y)
	fmt.Println("costs  ", r.Costs)
	fmt.Println("settled", r.Converged)
	fmt.Println(r.M)
	// Output:
	// labels  [1 1 1 0 1 0]
	// costs   [32 28 13 13]
	// settled true
	// 5.5  6.5
	//   1    6
}

// Bad data is an error, and not a matrix of NaN.
func ExampleFit_error() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, math.NaN()}, {1, 4}})
	_, err := kmeans.Fit(X, X.Index([]int{0, 2}), 50)
	fmt.Println(err)
	// Output: kmeans: Fit: not a finite number: X[1, 1] is NaN (row and column counted from 0); fix or drop the row
}
