package pointwise_test

import (
	"fmt"
	"math"
	"strings"

	"example.com/kmeans-by-hand/pointwise"
)

func ExampleDistance() {
	fmt.Println(pointwise.Distance([]float64{3, 4}, []float64{0, 0}))
	fmt.Println(pointwise.Distance([]float64{1, 4}, []float64{1, 6}))
	// Output:
	// 5
	// 2
}

// The same number as Distance in mathematics, but not in every float64.
func ExampleExpandedDistance() {
	fmt.Println(pointwise.ExpandedDistance([]float64{3, 4}, []float64{0, 0}))
	near := 0.1 - 0x1p-56 // the float64 before 0.1
	fmt.Println(pointwise.ExpandedDistance([]float64{0.1, 0.1}, []float64{near, 0.1}))
	fmt.Println(pointwise.Distance([]float64{0.1, 0.1}, []float64{near, 0.1}))
	// Output:
	// 5
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

func ExampleLabels() {
	X := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}
	M := X[:2]
	fmt.Println(pointwise.Labels(X, M, pointwise.Distance))
	fmt.Println(pointwise.Labels(X, M, pointwise.Score))
	// Output:
	// [0 1 0 0 0 0]
	// [0 1 0 0 0 0]
}

func ExampleOneHot() {
	for _, z := range pointwise.OneHot([]int{1, 1, 0}, 2) {
		fmt.Println(z)
	}
	// Output:
	// [0 1]
	// [0 1]
	// [1 0]
}

func ExampleSetMeans() {
	X := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}
	Y := []int{1, 1, 1, 0, 1, 0}
	fmt.Println(pointwise.SetMeans(X, Y, 2))
	// Output: [[5.5 6.5] [1 6]]
}

// Weights need not be 0 and 1: here the first point counts three times.
func ExampleWeightedMeans() {
	X := [][]float64{{1, 6}, {5, 2}}
	Z := [][]float64{{3}, {1}}
	fmt.Println(pointwise.WeightedMeans(X, Z))
	// Output: [[2 5]]
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
	fmt.Println(strings.Contains(err.Error(), "X[1][1] is NaN"))
	// Output: true
}
