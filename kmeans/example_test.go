package kmeans_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

var theSix = matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}})

func ExampleExpectation() {
	M := theSix.Index([]int{0, 1})
	Y, Z := kmeans.Expectation(theSix, M)
	fmt.Println(Y)
	fmt.Println(Z)
	// Output:
	// [0 1 0 0 0 0]
	// 1  0
	// 0  1
	// 1  0
	// 1  0
	// 1  0
	// 1  0
}

func ExampleMaximization() {
	Z := kmeans.RowwiseOneHot([]int{1, 1, 1, 0, 1, 0}, 2)
	fmt.Println(kmeans.Maximization(theSix, Z))
	// Output:
	// 5.5  6.5
	//   1    6
}

// A center without theSix is 0/0.
func ExampleMaximization_empty() {
	Z := kmeans.RowwiseOneHot([]int{0, 0, 0, 0, 0, 2}, 3)
	fmt.Println(kmeans.Maximization(theSix, Z))
	// Output:
	// 2.2    6
	// NaN  NaN
	//   4    7
}

func ExampleCountedMaximization() {
	Z := kmeans.RowwiseOneHot([]int{1, 1, 1, 0, 1, 0}, 2)
	fmt.Println(kmeans.CountedMaximization(theSix, Z))
	// Output:
	// 5.5  6.5
	//   1    6
}

func ExampleRowwiseOneHot() {
	fmt.Println(kmeans.RowwiseOneHot([]int{1, 1, 0}, 2))
	// Output:
	// 0  1
	// 0  1
	// 1  0
}

// The same seed gives the same rows. These are different ones, whatever the seed.
func ExampleShuffle() {
	M := kmeans.Shuffle(theSix, 6, rand.New(rand.NewPCG(1, 0)))
	fmt.Println(M.ColumnSums())
	fmt.Println(theSix.ColumnSums())
	// Output:
	// 15  37
	// 15  37
}

// Rows may come twice, so there can be more centers than theSix.
func ExampleResample() {
	M := kmeans.Resample(theSix, 10, rand.New(rand.NewPCG(1, 0)))
	fmt.Println(M.Dims())
	// Output: 10 2
}

// Of three places, each with several theSix, it takes one point each.
func ExamplePlusPlus() {
	X := matrix.FromRows([][]float64{{1}, {1}, {1}, {1}, {1}, {20}, {20}, {300}})
	M := kmeans.PlusPlus(X, 3, rand.New(rand.NewPCG(1, 0)))
	fmt.Println(M.ColumnSums())
	// Output: 321
}

func ExampleCost() {
	M := matrix.FromRows([][]float64{{5.5, 6.5}, {1, 6}})
	fmt.Println(kmeans.Cost(theSix, M, []int{1, 1, 1, 0, 1, 0}))
	// Output: 13
}

// The point 0 is as far from −1 as from 1. No rounding can change the other labels.
func ExampleCertain() {
	X := matrix.FromRows([][]float64{{-3}, {0}, {0.001}})
	M := matrix.FromRows([][]float64{{-1}, {1}})
	fmt.Println(kmeans.Certain(X, M))
	// Output: [true false true]
}

func ExampleFit() {
	r, err := kmeans.Fit(theSix, theSix.Index([]int{0, 1}), 50)
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
	fmt.Println(err != nil)
	// Output: true
}
