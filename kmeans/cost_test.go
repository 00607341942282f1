package kmeans_test

import (
	"testing"

	"example.com/kmeans-by-hand/kmeans"
)

func TestCost(t *testing.T) {
	for _, c := range []struct {
		X, M [][]float64
		Y    []int
		want float64
	}{
		{worked, [][]float64{{3, 6}, {0, 7}}, []int{0, 1, 0, 0, 0, 0}, 32},
		{worked, [][]float64{{3.5, 6}, {0.5, 6.5}}, []int{1, 1, 0, 0, 0, 0}, 28},
		{worked, [][]float64{{5.5, 6.5}, {1, 6}}, []int{1, 1, 1, 0, 1, 0}, 13},
		{worked, worked[:2], []int{1, 0, 0, 0, 0, 0}, 56}, // the label counts, not the nearest center
		{[][]float64{{3, 4}}, [][]float64{{9, 9}, {0, 0}}, []int{1}, 25},
		{[][]float64{{1}, {2}, {6}}, [][]float64{{3}}, []int{0, 0, 0}, 14},
		{[][]float64{{1, 2}}, [][]float64{{1, 2}}, []int{0}, 0},
		{[][]float64{{1e9}, {1e9 + 2}}, [][]float64{{1e9 + 1}}, []int{0, 0}, 2},
		{[][]float64{{1e200}, {1}}, [][]float64{{0}}, []int{0, 0}, inf},
		{[][]float64{{1e154}, {1e154}}, [][]float64{{0}}, []int{0, 0}, inf},
		{[][]float64{{0}, {2}}, [][]float64{{1}, {nan}}, []int{0, 0}, 2}, // nobody has label 1
		{[][]float64{{0}, {2}}, [][]float64{{1}, {nan}}, []int{0, 1}, nan},
		{nil, nil, nil, 0},
		{[][]float64{{}, {}}, [][]float64{{}}, []int{0, 0}, 0},
	} {
		if got := kmeans.Cost(of(c.X), of(c.M), c.Y); !same(got, c.want) {
			t.Errorf("Cost(%v, %v, %v) = %v, want %v", c.X, c.M, c.Y, got, c.want)
		}
	}
}
