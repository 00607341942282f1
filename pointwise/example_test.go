package pointwise_test

import (
	"fmt"
	"math"

	"example.com/kmeans-by-hand/pointwise"
)

// One step of k-means, for six points and two centers: the labels by three formulas
// that are one in mathematics, and the means by two.
func Example() {
	X := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}} // m×n
	M := [][]float64{{1, 6}, {0, 7}}                                 // k×n

	fmt.Println(pointwise.Labels(X, M, pointwise.Distance))
	fmt.Println(pointwise.Labels(X, M, pointwise.ExpandedDistance))
	Y := pointwise.Labels(X, M, pointwise.Score)
	fmt.Println(Y)

	Z := pointwise.OneHot(Y, 2) // m×k
	fmt.Println(pointwise.SetMeans(X, Y, 2))
	fmt.Println(pointwise.WeightedMeans(X, Z))
	// Output:
	// [0 1 0 0 0 0]
	// [0 1 0 0 0 0]
	// [0 1 0 0 0 0]
	// [[3 6] [0 7]]
	// [[3 6] [0 7]]
}

// In mathematics it is Distance; in float64, not where x and μ are so close.
func ExampleExpandedDistance() {
	near := 0.1 - 0x1p-56 // the float64 before 0.1
	fmt.Println(pointwise.ExpandedDistance([]float64{0.1, 0.1}, []float64{near, 0.1}))
	fmt.Println(pointwise.Distance([]float64{0.1, 0.1}, []float64{near, 0.1}))
	// Output:
	// NaN
	// 1.3877787807814457e-17
}

// A score leaves out ⟨x,x⟩, here 16 + 49, and the root. √(−55 + 65) and √(−49 + 65)
// are the distances; the smaller score is the smaller distance.
func ExampleScore() {
	x := []float64{4, 7}
	fmt.Println(pointwise.Score(x, []float64{1, 6}))
	fmt.Println(pointwise.Score(x, []float64{0, 7}))
	// Output:
	// -55
	// -49
}

func ExampleFit() {
	X := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}
	r, err := pointwise.Fit(X, X[:2], 50)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("labels ", r.Y)
	fmt.Println("centers", r.M)
	fmt.Println("costs  ", r.Costs)
	fmt.Println("settled", r.Converged)
	// Output:
	// labels  [1 1 1 0 1 0]
	// centers [[5.5 6.5] [1 6]]
	// costs   [32 28 13 13]
	// settled true
}

func ExampleFit_error() {
	X := [][]float64{{1, 6}, {0, math.NaN()}, {1, 4}}
	_, err := pointwise.Fit(X, X[:2], 50)
	fmt.Println(err)
	// Output: pointwise: Fit: not a finite number: X[1][1] is NaN (row and column counted from 0); fix or drop the row
}
