package pointwise_test

import (
	"math"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

// Rung E2, with the rule for ties and NaN. values[i][j] is what the measure says of
// point i and center j, so the rule is seen by itself, whatever the measure.
func TestLabels(t *testing.T) {
	minusZero := math.Copysign(0, -1)
	type chosen struct {
		values [][]float64
		want   []int
	}
	type chooser = func(values [][]float64) []int
	cases := []chosen{
		{[][]float64{{3, 1, 2}, {1, 2, 3}, {3, 2, 1}, {-1, -2, 0}}, []int{1, 0, 2, 1}},
		{[][]float64{{5, 4}}, []int{1}},
		{[][]float64{{7}, {nan}, {inf}}, []int{0, 0, 0}},
		{[][]float64{}, []int{}},
		{[][]float64{{2, 1, 1}, {1, 1, 1}, {1, 2, 1}}, []int{1, 0, 0}},
		{[][]float64{{0, minusZero}, {minusZero, 0}}, []int{0, 0}},
		{[][]float64{{inf, inf}, {inf, 1}, {1, -inf}, {-inf, -inf}}, []int{0, 1, 1, 0}},
		{[][]float64{{1, nan, 0}, {nan, 1, 0}, {2, 1, nan}, {1, nan, nan}, {nan, nan, 0}}, []int{1, 0, 2, 1, 0}},
		{[][]float64{{-inf, nan, -inf}}, []int{1}},
	}
	slips := []slip[chooser]{
		{"labels were counted from 1", func(values [][]float64) []int {
			Y := choose(first)(values)
			for i := range Y {
				Y[i]++
			}
			return Y
		}},
		{"the last of equals won", choose(func(v, best float64) bool { return first(v, best) || v == best })},
		{"a number won over NaN", choose(func(v, best float64) bool { return v < best || best != best })},
		{"NaN was passed over, but for center 0", choose(func(v, best float64) bool { return v < best })},
		{"the last NaN won", choose(func(v, best float64) bool { return v < best || v != v })},
		{"the largest won", choose(func(v, best float64) bool { return v > best })},
		{"points were chosen for centers, not centers for points", func(values [][]float64) []int {
			return choose(first)(transposed(values))
		}},
	}
	got := make([][]int, len(cases))
	for i, c := range cases {
		X, M := make([][]float64, len(c.values)), [][]float64{}
		for p := range X {
			X[p] = []float64{float64(p)}
			for j := len(M); j < len(c.values[p]); j++ {
				M = append(M, []float64{float64(-1 - j)})
			}
		}
		measure := func(x, mu []float64) float64 {
			if x[0] < 0 || mu[0] >= 0 {
				t.Fatalf("Labels calls measure(%v, %v); want the point first and then the center", x, mu)
			}
			return c.values[int(x[0])][-1-int(mu[0])]
		}
		got[i] = pointwise.Labels(X, M, measure)
	}
	for i, c := range cases {
		if !slices.Equal(got[i], c.want) {
			t.Errorf("Labels(X, M, measure), where the measures are %v, = %v, want %v%s", c.values, got[i], c.want,
				looksLike(slips, len(cases), i, func(f chooser, j int) bool { return slices.Equal(got[j], f(cases[j].values)) }))
		}
	}
	checkNoticed(t, slips, cases, func(f chooser, c chosen) bool { return slices.Equal(f(c.values), c.want) })
	if !panics(func() { pointwise.Labels([][]float64{{1}}, nil, pointwise.Distance) }) {
		t.Error("Labels([[1]], [], Distance) does not panic, want a panic: there is no center to choose")
	}
}

// choose picks for every row the value that is better than those before it.
func choose(better func(v, best float64) bool) func(values [][]float64) []int {
	return func(values [][]float64) []int {
		Y := make([]int, len(values))
		for i, row := range values {
			for j, v := range row {
				if better(v, row[Y[i]]) {
					Y[i] = j
				}
			}
		}
		return Y
	}
}

// first is the rule itself: the first of the smallest, and NaN before everything.
func first(v, best float64) bool { return v < best || v != v && best == best }

// Rung E2: z_ij.
func TestOneHot(t *testing.T) {
	for _, c := range []struct {
		Y    []int
		k    int
		want [][]float64
	}{
		{[]int{1, 0, 2, 1}, 3, [][]float64{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}}},
		{[]int{0, 0}, 3, [][]float64{{1, 0, 0}, {1, 0, 0}}},
		{[]int{2}, 4, [][]float64{{0, 0, 1, 0}}},
		{[]int{0, 0, 0}, 1, [][]float64{{1}, {1}, {1}}},
		{[]int{1, 0}, 2, [][]float64{{0, 1}, {1, 0}}},
		{[]int{}, 2, [][]float64{}},
	} {
		Y := slices.Clone(c.Y)
		got := pointwise.OneHot(Y, c.k)
		if !sameRows(got, c.want) {
			looks := ""
			if sameRows(transposed(got), c.want) {
				looks = ": it looks transposed"
			}
			t.Errorf("OneHot(%v, %d) = %v, want %v%s", c.Y, c.k, got, c.want, looks)
			continue
		}
		if !slices.Equal(Y, c.Y) {
			t.Errorf("OneHot(%v, %d) changed its labels to %v", c.Y, c.k, Y)
		}
		if len(got) > 1 {
			got[0][0] = 5
			if !sameRows(got[1:], c.want[1:]) {
				t.Errorf("OneHot(%v, %d): writing to row 0 wrote to another row: equal rows must be copies", c.Y, c.k)
			}
		}
	}
	for _, c := range []struct {
		Y []int
		k int
	}{{[]int{0, 2}, 2}, {[]int{-1}, 2}, {[]int{0}, 0}} {
		if !panics(func() { pointwise.OneHot(c.Y, c.k) }) {
			t.Errorf("OneHot(%v, %d) does not panic: labels are 0 … k−1", c.Y, c.k)
		}
	}
}
