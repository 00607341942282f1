package pointwise_test

import (
	"fmt"
	"math"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

type measured struct {
	x, mu []float64
	want  float64
	why   string
}

func testMeasure(t *testing.T, name string, measure func(x, mu []float64) float64, cases []measured) {
	t.Helper()
	for _, c := range cases {
		check(t, func() any { return measure(c.x, c.mu) }, c.want, c.why, "%s(%v, %v)", name, c.x, c.mu)
	}
	wantPanic(t, func() { measure([]float64{1, 2, 3}, []float64{1, 2}) }, name+"([1 2 3], [1 2])", "mu has fewer coordinates than x")
}

// Rungs E1 to E3.
func TestDistance(t *testing.T) {
	testMeasure(t, "Distance", pointwise.Distance, []measured{
		{[]float64{1, 6}, []float64{4, 2}, 5, "√(3² + 4²)"},
		{[]float64{0, 7}, []float64{1, 6}, math.Sqrt2, "√(1² + 1²)"},
		{[]float64{1, 2, 3, 4}, []float64{2, 3, 4, 5}, 2, "four coordinates"},
		{[]float64{-3}, []float64{2}, 5, "one coordinate"},
		{nil, nil, 0, "no coordinates"},
		{[]float64{0.1, 0.4, 0.2}, []float64{0.3, 0.1, 0.9}, 0.787400787401181, "each square rounded, added from the first, each sum rounded"},
		{[]float64{0.1, 0.1}, []float64{0.1 - 0x1p-56, 0.1}, 0x1p-56, "differences first: nothing cancels"},
		{[]float64{0, 0}, []float64{1, 0x1p-26}, 1, "the root of 1 + 2⁻⁵² rounds to 1"},
		{[]float64{1e200}, []float64{0}, inf, "the square is too large for a float64"},
		{[]float64{1e-200}, []float64{0}, 0, "the square is too small for a float64"},
		{[]float64{nan, 1}, []float64{0, 1}, nan, "NaN is not passed over"},
		{[]float64{inf, 1}, []float64{inf, 1}, nan, "∞ − ∞ is NaN"},
	})
}

// Rung E4.
func TestExpandedDistance(t *testing.T) {
	testMeasure(t, "ExpandedDistance", pointwise.ExpandedDistance, []measured{
		{[]float64{1, 6}, []float64{4, 2}, 5, "√(37 − 2·16 + 20)"},
		{[]float64{-3}, []float64{2}, 5, "√(9 + 2·6 + 4)"},
		{nil, nil, 0, "no coordinates"},
		{[]float64{0.7, 0.8, 0.6}, []float64{0.4, 0.7, 0.3}, 0.43588989435406794, "three sums, each product and each sum rounded, put together from the left"},
		{[]float64{0.1, 0.1}, []float64{0.1 - 0x1p-56, 0.1}, nan, "rounded below 0, and the root of that is NaN"},
		{[]float64{1e200}, []float64{1e200}, nan, "∞ − ∞ is NaN"},
		{[]float64{nan, 1}, []float64{0, 1}, nan, "NaN is not passed over"},
	})
}

// Rung E5.
func TestScore(t *testing.T) {
	testMeasure(t, "Score", pointwise.Score, []measured{
		{[]float64{1, 6}, []float64{4, 2}, -12, "−2·16 + 20"},
		{[]float64{4, 2}, []float64{1, 6}, 5, "−2·16 + 37: only μ is squared"},
		{[]float64{3, 4}, []float64{0, 0}, 0, "‖x‖² is left out"},
		{nil, nil, 0, "no coordinates"},
		{[]float64{0.5, 0.2, 0.6}, []float64{0.7, 0.3, 0.8}, -0.5599999999999996, "two sums, each product and each sum rounded, put together at the end"},
		{[]float64{1}, []float64{1 + 0x1p-27}, -1, "a center so near has the score of x itself"},
		{[]float64{1.2e154}, []float64{1.3e154}, -inf, "2⟨x,μ⟩ is too large for a float64"},
		{[]float64{2e154}, []float64{2.1e154}, nan, "‖μ‖² too: −∞ + ∞ is NaN"},
		{[]float64{nan, 1}, []float64{0, 1}, nan, "NaN is not passed over"},
	})
}

// Rung E2 and the rule for ties. The measure is a table: what it says of point i and
// center j stands in row i and column j.
func TestLabels(t *testing.T) {
	M := rows{{0}, {1}, {2}}
	for _, c := range []struct {
		table rows
		want  []int
		why   string
	}{
		{rows{{3, 1, 2}, {1, 2, 3}, {3, 2, 1}}, []int{1, 0, 2}, "the center with the smallest value"},
		{rows{{-1, -2, 0}}, []int{1}, "the smallest, not the nearest to 0"},
		{rows{{4000, 3000, 2000}, {inf, inf, 2000}}, []int{2, 2}, "however large"},
		{rows{{2, 1, 1}, {1, 1, 1}, {inf, inf, inf}}, []int{1, 0, 0}, "of equals the first wins"},
		{rows{{0, neg0, 1}, {neg0, 0, 1}}, []int{0, 0}, "−0 equals 0"},
		{rows{{1, nan, 0}, {2, 1, nan}, {nan, 1, 0}, {-inf, nan, -inf}}, []int{1, 2, 0, 1}, "NaN is smaller than any number"},
		{rows{{1, nan, nan}, {nan, nan, 0}}, []int{1, 0}, "the first NaN wins"},
		{nil, nil, "no points"},
	} {
		X := make(rows, len(c.table))
		for i := range X {
			X[i] = []float64{float64(-1 - i)}
		}
		measure := func(x, mu []float64) float64 {
			if x[0] >= 0 || mu[0] < 0 {
				t.Fatalf("Labels calls measure(%v, %v), want the point first and then the center", x, mu)
			}
			return c.table[int(-1-x[0])][int(mu[0])]
		}
		check(t, func() any { return pointwise.Labels(X, M, measure) }, c.want, c.why,
			"Labels(X, M, measure), of X = %v and M = %v, where measure says %v,", X, M, c.table)
	}
	wantPanic(t, func() { pointwise.Labels(rows{{1}}, nil, pointwise.Distance) }, "Labels([[1]], [], Distance)", "there is no center")
}

// Rung E2: z_ij.
func TestOneHot(t *testing.T) {
	for _, c := range []struct {
		Y    []int
		k    int
		want rows
		why  string
	}{
		{[]int{1, 0, 2, 1}, 3, rows{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}}, "the 1 stands in the column of the label"},
		{[]int{0, 0}, 3, rows{{1, 0, 0}, {1, 0, 0}}, "k columns, also for labels that nobody has"},
		{nil, 2, nil, "no labels, no rows"},
	} {
		check(t, func() any { return pointwise.OneHot(c.Y, c.k) }, c.want, c.why, "OneHot(%v, %d)", c.Y, c.k)
	}
	wantPanic(t, func() { pointwise.OneHot([]int{0, 2}, 2) }, "OneHot([0 2], 2)", "labels are 0 … k−1")
	wantPanic(t, func() { pointwise.OneHot([]int{-1}, 2) }, "OneHot([-1], 2)", "labels are 0 … k−1")
	Z := pointwise.OneHot([]int{1, 1}, 2)
	Z[0][0] = 5
	check(t, func() any { return Z[1] }, []float64{0, 1}, "rows are copies, also where they are equal", "Z := OneHot([1 1], 2); Z[0][0] = 5; Z[1]")
}

// Rung U1.
func TestSetMeans(t *testing.T) {
	for _, c := range []struct {
		X    rows
		Y    []int
		k    int
		want rows
		why  string
	}{
		{rows{{1, 6}, {0, 7}, {1, 4}, {7, 6}}, []int{0, 1, 0, 1}, 2, rows{{1, 5}, {3.5, 6.5}}, "means of two points each"},
		{rows{{1, 6}, {0, 7}, {7, 2}}, []int{2, 2, 0}, 3, rows{{7, 2}, {nan, nan}, {0.5, 6.5}}, "no point has label 1: 0/0 is NaN"},
		{rows{{0.1}, {0.3}, {0.2}}, []int{0, 0, 0}, 1, rows{{0.20000000000000004}}, "summed from the first point, and then divided"},
		{rows{{5}, {5}, {7}}, []int{0, 0, 0}, 1, rows{{5.666666666666667}}, "divided, not multiplied by 1/3"},
		{rows{{1e16}, {1}, {-1e16}}, []int{0, 0, 0}, 1, rows{{0}}, "1e16 + 1 rounds to 1e16"},
		{rows{{1e308}, {1e308}, {neg0}, {nan}}, []int{0, 0, 1, 2}, 3, rows{{inf}, {0}, {nan}}, "too large is Inf; a sum begins with 0; NaN stays"},
		{nil, nil, 2, rows{{}, {}}, "no points: k empty rows"},
	} {
		check(t, func() any { return pointwise.SetMeans(c.X, c.Y, c.k) }, c.want, c.why, "SetMeans(%v, %v, %d)", c.X, c.Y, c.k)
	}
	for _, Y := range [][]int{{0, 2}, {0, -1}, {0}} {
		wantPanic(t, func() { pointwise.SetMeans(rows{{1}, {2}}, Y, 2) }, fmt.Sprintf("SetMeans([[1] [2]], %v, 2)", Y), "every point needs a label from 0 to k−1")
	}
	X := rows{{1, 2}}
	pointwise.SetMeans(X, []int{0}, 1)[0][0] = 9
	check(t, func() any { return X[0] }, []float64{1, 2}, "the mean of one point is a copy", "SetMeans(X, [0], 1)[0][0] = 9; X[0]")
}

// Rung U2, with weights of all kinds and not only 0 and 1.
func TestWeightedMeans(t *testing.T) {
	for _, c := range []struct {
		X, Z, want rows
		why        string
	}{
		{rows{{1, 6}, {0, 7}, {1, 4}, {7, 6}}, rows{{1, 0}, {0, 1}, {1, 0}, {0, 1}}, rows{{1, 5}, {3.5, 6.5}}, "one-hot: means of two points each"},
		{rows{{1, 6}, {5, 2}}, rows{{3}, {1}}, rows{{2, 5}}, "divided by the sum of the weights, 4"},
		{rows{{1, 6}, {5, 2}}, rows{{0.75}, {0.25}}, rows{{2, 5}}, "divided by the sum of the weights, 1"},
		{rows{{1, 6}, {5, 2}}, rows{{1, 0, 0}, {0, 0, 1}}, rows{{1, 6}, {nan, nan}, {5, 2}}, "as many centers as Z has columns; 0/0 is NaN"},
		{rows{{0.7}, {0.9}}, rows{{0.1}, {0.3}}, rows{{0.85}}, "each product is rounded, and then each sum"},
		{rows{{0.1}, {0.3}, {0.2}}, rows{{1}, {1}, {1}}, rows{{0.20000000000000004}}, "summed from the first point, and then divided"},
		{rows{{5}, {5}, {7}}, rows{{1}, {1}, {1}}, rows{{5.666666666666667}}, "divided, not multiplied by 1/3"},
		{rows{{inf, 0}, {1, 1}}, rows{{0, inf}, {1, 1}}, rows{{nan, 1}, {nan, nan}}, "0·∞ is NaN: neither a weight nor a coordinate of 0 is skipped"},
		{rows{{neg0}}, rows{{1}}, rows{{0}}, "a sum begins with 0, and 0 + −0 is 0"},
		{nil, nil, nil, "no points, no weights"},
	} {
		check(t, func() any { return pointwise.WeightedMeans(c.X, c.Z) }, c.want, c.why, "WeightedMeans(%v, %v)", c.X, c.Z)
	}
	wantPanic(t, func() { pointwise.WeightedMeans(rows{{1}, {2}}, rows{{1}}) }, "WeightedMeans([[1] [2]], [[1]])", "Z has fewer rows than X")
}
