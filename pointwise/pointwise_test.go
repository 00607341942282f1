package pointwise_test

import (
	"math"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

// Rungs E1 to E5: in real numbers the first two are equal, and the third is their square
// less ‖x‖².
func TestMeasures(t *testing.T) {
	for _, c := range []struct {
		x, mu                     v
		distance, expanded, score float64
		why                       string
	}{
		{v{1, 6}, v{4, 2}, 5, 5, -12, "√(9 + 16), √(37 − 2·16 + 20), −2·16 + 20"},
		{v{4, 2}, v{1, 6}, 5, 5, 5, "−2·16 + 37: only μ is squared"},
		{v{3, 4}, v{0, 0}, 5, 5, 0, "‖x‖² is left out"},
		{v{1, 2, 3, 4}, v{2, 3, 4, 5}, 2, 2, -26, "four coordinates"},
		{v{-3}, v{2}, 5, 5, 16, "one coordinate"},
		{nil, nil, 0, 0, 0, "no coordinates"},

		// Each product and each sum is rounded once, from the first; sums are put together from the left.
		{v{0.1, 0.4, 0.2}, v{0.3, 0.1, 0.9}, 0.787400787401181, 0.7874007874011811, 0.41000000000000003, "rounding"},
		{v{0.7, 0.8, 0.6}, v{0.4, 0.7, 0.3}, 0.43588989435406733, 0.43588989435406794, -1.2999999999999998, "rounding"},
		{v{0.5, 0.2, 0.6}, v{0.7, 0.3, 0.8}, 0.3, 0.3000000000000005, -0.5599999999999996, "rounding"},
		{v{0.1, 0.1}, v{0.1 - 0x1p-56, 0.1}, 0x1p-56, nan, -0.020000000000000007, "rounded below 0, the root is NaN"},
		{v{1}, v{1 + 0x1p-27}, 0x1p-27, 0, -1, "a center so near has the score of x itself"},
		{v{0, 0}, v{1, 0x1p-26}, 1, 1, 1 + 0x1p-52, "the root of 1 + 2⁻⁵² rounds to 1"},
		{v{5e-155}, v{0}, math.Sqrt(2.5e-309), math.Sqrt(2.5e-309), 0, "a subnormal square is rounded once"},

		{v{1e200}, v{0}, inf, inf, 0, "the square is too large for a float64"},
		{v{1e-200}, v{0}, 0, 0, 0, "the square is too small for a float64"},
		{v{0x1.6p511}, v{0x1.8p511}, 0x1p508, nan, -inf, "2⟨x,μ⟩ is too large for a float64, ‖μ‖² is not"},
		{v{inf, 1}, v{inf, 1}, nan, nan, nan, "∞ − ∞ is NaN"},
		{v{nan, 1}, v{0, 1}, nan, nan, nan, "NaN is not passed over"},
	} {
		check(t, func() any { return pointwise.Distance(c.x, c.mu) }, c.distance, c.why, "Distance(%v, %v)", c.x, c.mu)
		check(t, func() any { return pointwise.ExpandedDistance(c.x, c.mu) }, c.expanded, c.why,
			"ExpandedDistance(%v, %v)", c.x, c.mu)
		check(t, func() any { return pointwise.Score(c.x, c.mu) }, c.score, c.why, "Score(%v, %v)", c.x, c.mu)
	}
}

// Rung E2 and the rule for ties. The points list what the measure says of each center.
func TestLabels(t *testing.T) {
	M := rows{{0}, {1}, {2}}
	measure := func(x, mu []float64) float64 { return x[int(mu[0])] }
	for _, c := range []struct {
		X    rows
		want []int
		why  string
	}{
		{rows{{3, 1, 2}, {1, 2, 3}, {3, 2, 1}}, []int{1, 0, 2}, "the center with the smallest value"},
		{rows{{-1, -2, 0}}, []int{1}, "the smallest, not the nearest to 0"},
		{rows{{2, 3, 1}, {0, 1, -1}, {0, 1, nan}}, []int{2, 2, 2}, "after a larger one, and after 0"},
		{rows{{inf, math.MaxFloat64, inf}}, []int{1}, "the largest float64"},
		{rows{{4000, 3000, 2000}, {inf, inf, 2000}}, []int{2, 2}, "however large"},
		{rows{{2, 1, 1}, {1, 1, 1}, {inf, inf, inf}}, []int{1, 0, 0}, "of equals the first wins"},
		{rows{{0, neg0, 1}, {neg0, 0, 1}}, []int{0, 0}, "−0 equals 0"},
		{rows{{1, nan, 0}, {2, 1, nan}, {-inf, nan, -inf}}, []int{1, 2, 1}, "NaN is smaller than any number"},
		{rows{{1, nan, nan}, {nan, nan, 0}}, []int{1, 0}, "the first NaN wins"},
		{nil, nil, "no points"},
	} {
		check(t, func() any { return pointwise.Labels(c.X, M, measure) }, c.want, c.why, "Labels(%v, M, measure)", c.X)
	}
	check(t, func() any { return pointwise.Labels(nil, nil, measure) }, []int{}, "no points", "Labels([], [], measure)")
}

// Rung E2: z_ij.
func TestOneHot(t *testing.T) {
	for _, c := range []struct {
		Y    []int
		k    int
		want rows
		why  string
	}{
		{[]int{1, 0, 2, 1}, 3, rows{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}}, "the 1 is in the label's column"},
		{[]int{0, 0}, 3, rows{{1, 0, 0}, {1, 0, 0}}, "k columns, whatever the labels"},
		{nil, 2, nil, "no labels, no rows"},
	} {
		check(t, func() any { return pointwise.OneHot(c.Y, c.k) }, c.want, c.why, "OneHot(%v, %d)", c.Y, c.k)
	}
	Z := pointwise.OneHot([]int{1, 1}, 2)
	Z[0][0] = 5
	check(t, func() any { return Z[1] }, v{0, 1}, "rows are copies", "Z := OneHot([1 1], 2); Z[0][0] = 5; Z[1]")
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
		{rows{{1, 6}, {0, 7}, {1, 4}, {7, 6}}, []int{0, 1, 0, 1}, 2, rows{{1, 5}, {3.5, 6.5}}, "means of two points"},
		{rows{{1, 6}, {0, 7}, {7, 2}}, []int{2, 2, 0}, 3, rows{{7, 2}, {nan, nan}, {0.5, 6.5}}, "0/0 is NaN"},
		{rows{{0.1}, {0.3}, {0.2}}, []int{0, 0, 0}, 1, rows{{0.20000000000000004}}, "from the first, then divided"},
		{rows{{5}, {5}, {7}}, []int{0, 0, 0}, 1, rows{{5.666666666666667}}, "divided, not multiplied by 1/3"},
		{rows{{1e16}, {1}, {-1e16}}, []int{0, 0, 0}, 1, rows{{0}}, "1e16 + 1 rounds to 1e16"},
		{rows{{1e308}, {1e308}, {neg0}, {nan}}, []int{0, 0, 1, 2}, 3, rows{{inf}, {0}, {nan}}, "a sum begins with 0"},
		{nil, nil, 2, rows{{}, {}}, "no points: k empty rows"},
	} {
		check(t, func() any { return pointwise.SetMeans(c.X, c.Y, c.k) }, c.want, c.why,
			"SetMeans(%v, %v, %d)", c.X, c.Y, c.k)
	}
	X := rows{{1, 2}}
	pointwise.SetMeans(X, []int{0}, 1)[0][0] = 9
	check(t, func() any { return X[0] }, v{1, 2}, "a mean is a copy", "SetMeans(X, [0], 1)[0][0] = 9; X[0]")
}

// Rung U2, with weights of all kinds and not only 0 and 1.
func TestWeightedMeans(t *testing.T) {
	for _, c := range []struct {
		X, Z, want rows
		why        string
	}{
		{rows{{1, 6}, {0, 7}, {1, 4}}, rows{{1, 0}, {0, 1}, {1, 0}}, rows{{1, 5}, {0, 7}}, "one-hot: means of sets"},
		{rows{{1, 6}, {5, 2}}, rows{{3}, {1}}, rows{{2, 5}}, "divided by the sum of the weights, 4"},
		{rows{{1, 6}, {5, 2}}, rows{{0.75}, {0.25}}, rows{{2, 5}}, "divided by the sum of the weights, 1"},
		{rows{{1, 6}, {5, 2}}, rows{{1, 0, 0}, {0, 0, 1}}, rows{{1, 6}, {nan, nan}, {5, 2}}, "0/0 is NaN"},
		{rows{{0.7}, {0.9}}, rows{{0.1}, {0.3}}, rows{{0.85}}, "each product is rounded, and then each sum"},
		{rows{{0.1}, {0.3}, {0.2}}, rows{{1}, {1}, {1}}, rows{{0.20000000000000004}}, "from the first, then divided"},
		{rows{{5}, {5}, {7}}, rows{{1}, {1}, {1}}, rows{{5.666666666666667}}, "divided, not multiplied by 1/3"},
		{rows{{1}, {1}, {1}}, rows{{0.1}, {0.2}, {0.3}}, rows{{1}}, "the weights too from the first"},
		{rows{{1}}, nil, nil, "no weights"},
		{rows{{inf, 0}, {1, 1}}, rows{{0, inf}, {1, 1}}, rows{{nan, 1}, {nan, nan}}, "0·∞ is NaN: no 0 is skipped"},
		{rows{{neg0}}, rows{{1}}, rows{{0}}, "a sum begins with 0, and 0 + −0 is 0"},
		{nil, nil, nil, "no points, no weights"},
	} {
		check(t, func() any { return pointwise.WeightedMeans(c.X, c.Z) }, c.want, c.why,
			"WeightedMeans(%v, %v)", c.X, c.Z)
	}
}

// What does not fit panics.
func TestPanics(t *testing.T) {
	for what, f := range map[string]func(){
		"Distance: short mu":         func() { pointwise.Distance(v{1, 2, 3}, v{1, 2}) },
		"ExpandedDistance: short mu": func() { pointwise.ExpandedDistance(v{1, 2, 3}, v{1, 2}) },
		"Score: short mu":            func() { pointwise.Score(v{1, 2, 3}, v{1, 2}) },
		"Labels: no centers":         func() { pointwise.Labels(rows{{1}}, nil, pointwise.Distance) },
		"OneHot: label k":            func() { pointwise.OneHot([]int{2, 0}, 2) },
		"OneHot: label −1":           func() { pointwise.OneHot([]int{0, -1}, 2) },
		"SetMeans: label k":          func() { pointwise.SetMeans(rows{{1}, {2}}, []int{0, 2}, 2) },
		"SetMeans: label −1":         func() { pointwise.SetMeans(rows{{1}, {2}}, []int{0, -1}, 2) },
		"SetMeans: short Y":          func() { pointwise.SetMeans(rows{{1}, {2}}, []int{0}, 2) },
		"WeightedMeans: short Z":     func() { pointwise.WeightedMeans(rows{{1}, {2}}, rows{{1}}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", what)
				}
			}()
			f()
		}()
	}
}
