package pointwise_test

import (
	"math"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

// Rung U1.
func TestSetMeans(t *testing.T) {
	minusZero := math.Copysign(0, -1)
	type means = func(X [][]float64, Y []int, k int) [][]float64
	type labelled struct {
		X    [][]float64
		Y    []int
		k    int
		want [][]float64
	}
	cases := []labelled{
		{worked, []int{0, 1, 0, 0, 0, 0}, 2, [][]float64{{3, 6}, {0, 7}}},
		{worked, []int{1, 1, 0, 0, 0, 0}, 2, [][]float64{{3.5, 6}, {0.5, 6.5}}},
		{worked, []int{1, 1, 1, 0, 1, 0}, 2, [][]float64{{5.5, 6.5}, {1, 6}}},
		{worked, []int{2, 2, 2, 0, 2, 0}, 3, [][]float64{{5.5, 6.5}, {nan, nan}, {1, 6}}},
		{worked, []int{0, 0, 0, 0, 0, 0}, 1, [][]float64{{2.5, 37.0 / 6}}},
		{[][]float64{{-4}}, []int{1}, 3, [][]float64{{nan}, {-4}, {nan}}},
		// ((0.1+0.3)+0.2)/3; in any other way, 0.2 or 0.19999999999999998.
		{[][]float64{{0.1}, {0.3}, {0.2}}, []int{0, 0, 0}, 1, [][]float64{{0.20000000000000004}}},
		{[][]float64{{3}, {0.1}, {2}, {0.3}, {2}, {0.2}}, []int{1, 0, 1, 0, 1, 0}, 2, [][]float64{{0.20000000000000004}, {7.0 / 3}}},
		{[][]float64{{1e16}, {1}, {1}, {-1e16}}, []int{0, 0, 0, 0}, 1, [][]float64{{0}}},
		{[][]float64{{minusZero}}, []int{0}, 1, [][]float64{{0}}}, // the sum begins with +0
		{[][]float64{{inf}, {1}, {nan}}, []int{0, 0, 1}, 2, [][]float64{{inf}, {nan}}},
		{nil, nil, 2, [][]float64{{}, {}}},
	}
	slips := []slip[means]{
		{"the sum was divided by m", meansBy(func(sum, count, m float64) float64 { return sum / m })},
		{"the sum was not divided", meansBy(func(sum, count, m float64) float64 { return sum })},
		{"the mean of no points was made 0", meansBy(func(sum, count, m float64) float64 { return sum / max(1, count) })},
		{"the sum was multiplied by 1/|C_j|", meansBy(func(sum, count, m float64) float64 { return sum * (1 / count) })},
		{"the points were added from the last", func(X [][]float64, Y []int, k int) [][]float64 {
			return meansBy(func(sum, count, m float64) float64 { return sum / count })(backwards(X), backwards(Y), k)
		}},
		{"every point was divided before it was added", func(X [][]float64, Y []int, k int) [][]float64 {
			count := make([]float64, k)
			for _, y := range Y {
				count[y]++
			}
			X = copyOf(X)
			for i, x := range X {
				for l := range x {
					x[l] /= count[Y[i]]
				}
			}
			return meansBy(func(sum, count, m float64) float64 { return sum })(X, Y, k)
		}},
		{"the mean was updated point by point, not summed and divided", func(X [][]float64, Y []int, k int) [][]float64 {
			M := meansBy(func(sum, count, m float64) float64 { return 0 / count })(X, Y, k)
			count := make([]float64, k)
			for i, x := range X {
				count[Y[i]]++
				for l := range x {
					M[Y[i]][l] += (x[l] - M[Y[i]][l]) / count[Y[i]]
				}
			}
			return M
		}},
	}
	got := make([][][]float64, len(cases))
	for i, c := range cases {
		X, Y := copyOf(c.X), slices.Clone(c.Y)
		got[i] = copyOf(pointwise.SetMeans(X, Y, c.k))
		if !sameRows(X, c.X) || !slices.Equal(Y, c.Y) {
			t.Errorf("SetMeans(%v, %v, %d) changed its operands to %v, %v", c.X, c.Y, c.k, X, Y)
		}
	}
	for i, c := range cases {
		if !sameRows(got[i], c.want) {
			t.Errorf("SetMeans(%v, %v, %d) = %v, want %v%s", c.X, c.Y, c.k, got[i], c.want,
				looksLike(slips, len(cases), i, func(f means, j int) bool {
					return sameRows(got[j], f(cases[j].X, cases[j].Y, cases[j].k))
				}))
		}
	}
	checkNoticed(t, slips, cases, func(f means, c labelled) bool { return sameRows(f(c.X, c.Y, c.k), c.want) })
	for _, Y := range [][]int{{2}, {-1}} {
		if !panics(func() { pointwise.SetMeans([][]float64{{1}}, Y, 2) }) {
			t.Errorf("SetMeans(%v, %v, %d) does not panic: labels are 0 … k−1", [][]float64{{1}}, Y, 2)
		}
	}
	X := [][]float64{{1, 2}, {3, 4}}
	pointwise.SetMeans(X, []int{0, 1}, 2)[0][0] = 9
	if X[0][0] != 1 {
		t.Error("SetMeans: writing to the means wrote to X: the mean of one point must be a copy")
	}
}

// meansBy adds up the points of each label and makes means of the sums.
func meansBy(mean func(sum, count, m float64) float64) func(X [][]float64, Y []int, k int) [][]float64 {
	return func(X [][]float64, Y []int, k int) [][]float64 {
		M, count := make([][]float64, k), make([]float64, k)
		for j := range M {
			M[j] = []float64{}
			if len(X) > 0 {
				M[j] = make([]float64, len(X[0]))
			}
		}
		for i, x := range X {
			for l := range x {
				M[Y[i]][l] += x[l]
			}
			count[Y[i]]++
		}
		for j, mu := range M {
			for l := range mu {
				mu[l] = mean(mu[l], count[j], float64(len(X)))
			}
		}
		return M
	}
}

// Rung U2, on weights of all kinds and not only 0 and 1.
func TestWeightedMeans(t *testing.T) {
	type weighted struct{ X, Z, want [][]float64 }
	cases := []weighted{
		{worked, [][]float64{{1, 0}, {0, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 0}}, [][]float64{{3, 6}, {0, 7}}},
		{worked, [][]float64{{0, 1}, {0, 1}, {0, 1}, {1, 0}, {0, 1}, {1, 0}}, [][]float64{{5.5, 6.5}, {1, 6}}},
		{[][]float64{{1, 6}, {5, 2}}, [][]float64{{1, 0, 0}, {0, 0, 1}}, [][]float64{{1, 6}, {nan, nan}, {5, 2}}},
		{[][]float64{{1, 6}, {5, 2}}, [][]float64{{1}, {3}}, [][]float64{{4, 3}}},
		{[][]float64{{1, 6}, {5, 2}}, [][]float64{{0.75}, {0.25}}, [][]float64{{2, 5}}},
		{[][]float64{{1}, {5}, {7}}, [][]float64{{2, 0.5}, {0, 0.5}, {2, 1}}, [][]float64{{4}, {5}}},
		// A weight that is not 0 or 1 makes the product inexact, and fusing it shows.
		{[][]float64{{0.7}, {0.9}}, [][]float64{{0.1}, {0.3}}, [][]float64{{0.85}}},
		{[][]float64{{0.1}, {0.3}, {0.2}}, [][]float64{{1}, {1}, {1}}, [][]float64{{0.20000000000000004}}},
		{[][]float64{{inf}, {nan}}, [][]float64{{1}, {1}}, [][]float64{{nan}}},
		{nil, nil, [][]float64{}},
	}
	type means = func(X, Z [][]float64) [][]float64
	plus := func(z, x, sum float64) float64 { return sum + float64(z*x) }
	over := func(sum, weight, count, m float64) float64 { return sum / weight }
	slips := []slip[means]{
		{"the sum was divided by m", weightedBy(plus, func(sum, weight, count, m float64) float64 { return sum / m })},
		{"the sum was not divided", weightedBy(plus, func(sum, weight, count, m float64) float64 { return sum })},
		{"the sum was divided by the number of points, not by their weight", weightedBy(plus, func(sum, weight, count, m float64) float64 { return sum / count })},
		{"the mean of no points was made 0", weightedBy(plus, func(sum, weight, count, m float64) float64 {
			if weight == 0 {
				return 0
			}
			return sum / weight
		})},
		{"the sum was multiplied by 1/Σz", weightedBy(plus, func(sum, weight, count, m float64) float64 { return sum * (1 / weight) })},
		{"every weight but 0 counted as 1", weightedBy(func(z, x, sum float64) float64 {
			if z != 0 {
				return sum + x
			}
			return sum
		}, func(sum, weight, count, m float64) float64 { return sum / count })},
		{"the points were added without their weights", weightedBy(func(z, x, sum float64) float64 { return sum + x }, over)},
		{"a product and a sum were fused: write float64(z*x)", weightedBy(math.FMA, over)},
		{"the points were added from the last", func(X, Z [][]float64) [][]float64 {
			return weightedBy(plus, over)(backwards(X), backwards(Z))
		}},
	}
	got := make([][][]float64, len(cases))
	for i, c := range cases {
		X, Z := copyOf(c.X), copyOf(c.Z)
		got[i] = copyOf(pointwise.WeightedMeans(X, Z))
		if !sameRows(X, c.X) || !sameRows(Z, c.Z) {
			t.Errorf("WeightedMeans(%v, %v) changed its operands to %v, %v", c.X, c.Z, X, Z)
		}
	}
	for i, c := range cases {
		if !sameRows(got[i], c.want) {
			t.Errorf("WeightedMeans(%v, %v) = %v, want %v%s", c.X, c.Z, got[i], c.want,
				looksLike(slips, len(cases), i, func(f means, j int) bool { return sameRows(got[j], f(cases[j].X, cases[j].Z)) }))
		}
	}
	checkNoticed(t, slips, cases, func(f means, c weighted) bool { return sameRows(f(c.X, c.Z), c.want) })
	if !panics(func() { pointwise.WeightedMeans([][]float64{{1}, {2}}, [][]float64{{1}}) }) {
		t.Error("WeightedMeans([[1] [2]], [[1]]) does not panic, want a panic: Z has fewer rows than X")
	}
}

// weightedBy takes a sum and a mean of each column under each column of weights.
func weightedBy(term func(z, x, sum float64) float64, mean func(sum, weight, count, m float64) float64) func(X, Z [][]float64) [][]float64 {
	return func(X, Z [][]float64) [][]float64 {
		var M [][]float64
		for _, z := range transposed(Z) {
			var mu []float64
			for _, x := range transposed(X) {
				sum, weight, count := 0.0, 0.0, 0.0
				for i := range x {
					sum = term(z[i], x[i], sum)
					weight += z[i]
					if z[i] != 0 {
						count++
					}
				}
				mu = append(mu, mean(sum, weight, count, float64(len(x))))
			}
			M = append(M, mu)
		}
		return M
	}
}
