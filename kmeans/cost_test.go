package kmeans_test

import (
	"testing"

	"example.com/kmeans-by-hand/kmeans"
)

func TestCost(t *testing.T) {
	for _, c := range []struct {
		X, M string
		Y    []int
		want float64
	}{
		{worked, "3 6; 0 7", []int{0, 1, 0, 0, 0, 0}, 32},
		{worked, workedM, []int{1, 0, 0, 0, 0, 0}, 56}, // the label counts, not the nearest center
		{"3 4", "9 9; 0 0", []int{1}, 25},
		{"1; 2; 6", "3", []int{0, 0, 0}, 14},
		{"1000000000; 1000000002", "1000000001", []int{0, 0}, 2},
		{"0.1 0.4 0.2", "0.3 0.1 0.9", []int{0}, 0.6199999999999999}, // rounded, summed from the first
		{"1e200; 1", "0", []int{0, 0}, inf},
		{"1e154; 1e154", "0", []int{0, 0}, inf},
		{"0; 2", "1; NaN", []int{0, 0}, 2}, // nobody has label 1
		{"0; 2", "1; NaN", []int{0, 1}, nan},
		{"2×0", "1×0", []int{0, 0}, 0},
	} {
		if got := kmeans.Cost(mat(c.X), mat(c.M), c.Y); !same(got, c.want) {
			t.Errorf("X = %s, M = %s: Cost by labels %v is %v, want %v", c.X, c.M, c.Y, got, c.want)
		}
	}
}
