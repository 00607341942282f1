package pointwise_test

import (
	"math"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

type measure = func(x, mu []float64) float64

type measured struct {
	x, mu []float64
	want  float64
}

func testMeasure(t *testing.T, name string, f measure, cases []measured, slips []slip[measure]) {
	got := make([]float64, len(cases))
	for i, c := range cases {
		x, mu := slices.Clone(c.x), slices.Clone(c.mu)
		got[i] = f(x, mu)
		if !sameRows([][]float64{x, mu}, [][]float64{c.x, c.mu}) {
			t.Errorf("%s(%v, %v) changed its operands to %v, %v", name, c.x, c.mu, x, mu)
		}
	}
	for i, c := range cases {
		if !same(got[i], c.want) {
			t.Errorf("%s(%v, %v) = %v, want %v%s", name, c.x, c.mu, got[i], c.want,
				looksLike(slips, len(cases), i, func(f measure, j int) bool { return same(got[j], f(cases[j].x, cases[j].mu)) }))
		}
	}
	checkNoticed(t, slips, cases, func(f measure, c measured) bool { return same(f(c.x, c.mu), c.want) })
	if !panics(func() { f([]float64{1, 2, 3}, []float64{1, 2}) }) {
		t.Errorf("%s([1 2 3], [1 2]) does not panic, want a panic: mu has fewer coordinates than x", name)
	}
}

// Rungs E1 to E3.
func TestDistance(t *testing.T) {
	testMeasure(t, "Distance", pointwise.Distance, []measured{
		{[]float64{0, 7}, []float64{1, 6}, math.Sqrt2},
		{[]float64{1, 4}, []float64{1, 6}, 2},
		{[]float64{4, 7}, []float64{1, 6}, math.Sqrt(10)},
		{[]float64{0, 0}, []float64{3, 4}, 5},
		{[]float64{3, 4}, []float64{0, 0}, 5},
		{[]float64{-3}, []float64{2}, 5},
		{[]float64{1, 2, 3, 4}, []float64{2, 3, 4, 5}, 2},
		{[]float64{}, []float64{}, 0},
		{[]float64{0.1, 0.1}, []float64{0.2, 0.5}, 0.4123105625617661}, // fused, …07
		{[]float64{0.3, 0.7, 0.2}, []float64{0, 0, 0}, 0.7874007874011811},
		{[]float64{0.1, 0.1}, []float64{0.1 - tiny, 0.1}, tiny},
		{[]float64{0, 0}, []float64{1, 0x1p-26}, 1}, // the root of 1 + 2⁻⁵² rounds to 1
		{[]float64{1e200}, []float64{0}, inf},       // the square is too large
		{[]float64{1e-200}, []float64{0}, 0},        // the square is too small
		{[]float64{nan, 1}, []float64{0, 1}, nan},
		{[]float64{0, 1}, []float64{nan, 1}, nan},
		{[]float64{inf, 1}, []float64{0, 1}, inf},
		{[]float64{inf, 1}, []float64{inf, 1}, nan},
	}, []slip[measure]{
		{"the root is missing", func(x, mu []float64) float64 {
			return dot(minus(x, mu), minus(x, mu))
		}},
		{"absolute differences were added up, not squares (Manhattan)", func(x, mu []float64) float64 {
			sum := 0.0
			for _, d := range minus(x, mu) {
				sum += math.Abs(d)
			}
			return sum
		}},
		{"differences were added up before squaring", func(x, mu []float64) float64 {
			sum := 0.0
			for _, d := range minus(x, mu) {
				sum += d
			}
			return math.Abs(sum)
		}},
		{"only the largest difference counts (Chebyshev)", func(x, mu []float64) float64 {
			largest := 0.0
			for _, d := range minus(x, mu) {
				largest = max(largest, math.Abs(d))
			}
			return largest
		}},
		{"it is the difference of the norms, not the norm of the difference", func(x, mu []float64) float64 {
			return math.Abs(math.Sqrt(dot(x, x)) - math.Sqrt(dot(mu, mu)))
		}},
		{"squares were subtracted, not differences squared", func(x, mu []float64) float64 {
			return math.Sqrt(math.Abs(dot(x, x) - dot(mu, mu)))
		}},
		{"the squares were averaged", func(x, mu []float64) float64 {
			d := minus(x, mu)
			return math.Sqrt(dot(d, d) / float64(max(1, len(d))))
		}},
		{"it is the expanded form, rung E4", func(x, mu []float64) float64 {
			return math.Sqrt(dot(x, x) - float64(2*dot(x, mu)) + dot(mu, mu))
		}},
		{"a product and a sum were fused: write float64(d*d)", func(x, mu []float64) float64 {
			return math.Sqrt(fusedDot(minus(x, mu), minus(x, mu)))
		}},
		{"the squares were added from the last", func(x, mu []float64) float64 {
			d := backwards(minus(x, mu))
			return math.Sqrt(dot(d, d))
		}},
		{"it was rescued from overflow, as math.Hypot does", func(x, mu []float64) float64 {
			d := 0.0
			for _, v := range minus(x, mu) {
				d = math.Hypot(d, v)
			}
			return d
		}},
		{"NaN was passed over", func(x, mu []float64) float64 {
			sum := 0.0
			for _, d := range minus(x, mu) {
				if d == d {
					sum += float64(d * d)
				}
			}
			return math.Sqrt(sum)
		}},
	})
}

// Rung E4.
func TestExpandedDistance(t *testing.T) {
	expanded := func(xx, xmu, mumu float64) float64 { return xx - float64(2*xmu) + mumu }
	testMeasure(t, "ExpandedDistance", pointwise.ExpandedDistance, []measured{
		{[]float64{0, 7}, []float64{1, 6}, math.Sqrt2},
		{[]float64{1, 4}, []float64{1, 6}, 2},
		{[]float64{4, 7}, []float64{1, 6}, math.Sqrt(10)},
		{[]float64{0, 0}, []float64{3, 4}, 5},
		{[]float64{3, 4}, []float64{0, 0}, 5},
		{[]float64{-3}, []float64{2}, 5},
		{[]float64{}, []float64{}, 0},
		{[]float64{0.1, 0.8}, []float64{0.6, 0.7}, 0.5099019513592787},
		{[]float64{0.1, 0.1}, []float64{0.3, 0.9}, 0.824621125123532}, // …321 in another order
		{[]float64{0.1, 0.1}, []float64{0.1 - tiny, 0.1}, nan},        // the root of a negative number
		{[]float64{1e200}, []float64{1e200}, nan},                     // Inf − Inf
		{[]float64{1.2e154}, []float64{1.3e154}, nan},                 // −Inf, because 2⟨x,μ⟩ is too large
		{[]float64{nan, 1}, []float64{0, 1}, nan},
		{[]float64{0, 1}, []float64{nan, 1}, nan},
		{[]float64{1, 2}, []float64{inf, 1}, nan},
	}, []slip[measure]{
		{"the root is missing", func(x, mu []float64) float64 {
			return expanded(dot(x, x), dot(x, mu), dot(mu, mu))
		}},
		{"the 2 is missing", func(x, mu []float64) float64 {
			return math.Sqrt(dot(x, x) - dot(x, mu) + dot(mu, mu))
		}},
		{"2⟨x,μ⟩ was added, not subtracted", func(x, mu []float64) float64 {
			return math.Sqrt(dot(x, x) + float64(2*dot(x, mu)) + dot(mu, mu))
		}},
		{"⟨x,x⟩ is missing", func(x, mu []float64) float64 {
			return math.Sqrt(expanded(0, dot(x, mu), dot(mu, mu)))
		}},
		{"⟨μ,μ⟩ is missing", func(x, mu []float64) float64 {
			return math.Sqrt(expanded(dot(x, x), dot(x, mu), 0))
		}},
		{"a negative sum was made 0 before the root", func(x, mu []float64) float64 {
			return math.Sqrt(max(0, expanded(dot(x, x), dot(x, mu), dot(mu, mu))))
		}},
		{"a negative sum was made positive before the root", func(x, mu []float64) float64 {
			return math.Sqrt(math.Abs(expanded(dot(x, x), dot(x, mu), dot(mu, mu))))
		}},
		{"it is Distance, rung E3", func(x, mu []float64) float64 {
			return math.Sqrt(dot(minus(x, mu), minus(x, mu)))
		}},
		{"⟨x,x⟩ was fused: write float64(a*b)", func(x, mu []float64) float64 {
			return math.Sqrt(expanded(fusedDot(x, x), dot(x, mu), dot(mu, mu)))
		}},
		{"⟨x,μ⟩ was fused: write float64(a*b)", func(x, mu []float64) float64 {
			return math.Sqrt(expanded(dot(x, x), fusedDot(x, mu), dot(mu, mu)))
		}},
		{"⟨μ,μ⟩ was fused: write float64(a*b)", func(x, mu []float64) float64 {
			return math.Sqrt(expanded(dot(x, x), dot(x, mu), fusedDot(mu, mu)))
		}},
		{"everything was fused: write float64(a*b)", func(x, mu []float64) float64 {
			return math.Sqrt(expanded(fusedDot(x, x), fusedDot(x, mu), fusedDot(mu, mu)))
		}},
		{"it was added up as ⟨x,x⟩ + ⟨μ,μ⟩ − 2⟨x,μ⟩", func(x, mu []float64) float64 {
			return math.Sqrt(dot(x, x) + dot(mu, mu) - float64(2*dot(x, mu)))
		}},
		{"it was added up as −2⟨x,μ⟩ + ⟨μ,μ⟩ + ⟨x,x⟩", func(x, mu []float64) float64 {
			return math.Sqrt(expanded(0, dot(x, mu), dot(mu, mu)) + dot(x, x))
		}},
	})
}

// Rung E5.
func TestScore(t *testing.T) {
	testMeasure(t, "Score", pointwise.Score, []measured{
		{[]float64{1, 6}, []float64{0, 7}, -35},
		{[]float64{0, 7}, []float64{1, 6}, -47}, // not the score of (1, 6) and (0, 7)
		{[]float64{1, 6}, []float64{1, 6}, -37},
		{[]float64{0, 0}, []float64{3, 4}, 25},
		{[]float64{3, 4}, []float64{0, 0}, 0},
		{[]float64{-3}, []float64{2}, 16},
		{[]float64{}, []float64{}, 0},
		{[]float64{0.1, 0.2}, []float64{0.1, 0.8}, 0.31000000000000005},
		{[]float64{0.1, 0.1, 0.1}, []float64{0.2, 0.1, 0.6}, 0.22999999999999998},
		{[]float64{0.1, 0.1}, []float64{0.1, 0.3}, 0.020000000000000004},
		{[]float64{1}, []float64{1 + 0x1p-27}, -1},     // as near as 1 itself, to the score
		{[]float64{1.2e154}, []float64{1.3e154}, -inf}, // 2⟨x,μ⟩ is too large
		{[]float64{2e154}, []float64{2.1e154}, nan},    // and ‖μ‖² with it
		{[]float64{0, 1}, []float64{nan, 1}, nan},
		{[]float64{nan, 1}, []float64{0, 1}, nan},
		{[]float64{1, 2}, []float64{inf, 1}, nan},
	}, []slip[measure]{
		{"the −2 is missing", func(x, mu []float64) float64 { return dot(x, mu) + dot(mu, mu) }},
		{"the 2 of −2 is missing", func(x, mu []float64) float64 { return -dot(x, mu) + dot(mu, mu) }},
		{"the minus of −2 is missing", func(x, mu []float64) float64 { return float64(2*dot(x, mu)) + dot(mu, mu) }},
		{"‖μ‖² is missing", func(x, mu []float64) float64 { return -2 * dot(x, mu) }},
		{"‖μ‖ was not squared", func(x, mu []float64) float64 { return float64(-2*dot(x, mu)) + math.Sqrt(dot(mu, mu)) }},
		{"−2⟨x,μ⟩ is missing", func(x, mu []float64) float64 { return dot(mu, mu) }},
		{"‖x‖² was left in", func(x, mu []float64) float64 { return dot(minus(x, mu), minus(x, mu)) }},
		{"‖μ‖² and ‖x‖² were confused", func(x, mu []float64) float64 { return float64(-2*dot(x, mu)) + dot(x, x) }},
		{"−2 multiplies ‖μ‖² too", func(x, mu []float64) float64 { return -2 * (dot(x, mu) + dot(mu, mu)) }},
		{"it was divided by 2", func(x, mu []float64) float64 { return -dot(x, mu) + dot(mu, mu)/2 }},
		{"it was added up coordinate by coordinate", func(x, mu []float64) float64 {
			sum := 0.0
			for l := range x {
				sum += float64(-2*x[l]*mu[l]) + float64(mu[l]*mu[l])
			}
			return sum
		}},
		{"⟨x,μ⟩ was added from the last product", func(x, mu []float64) float64 {
			return float64(-2*dot(backwards(x), backwards(mu))) + dot(mu, mu)
		}},
		{"‖μ‖² was added from the last square", func(x, mu []float64) float64 {
			return float64(-2*dot(x, mu)) + dot(backwards(mu), backwards(mu))
		}},
		{"⟨x,μ⟩ was fused: write float64(a*b)", func(x, mu []float64) float64 {
			return float64(-2*fusedDot(x, mu)) + dot(mu, mu)
		}},
		{"‖μ‖² was fused: write float64(a*b)", func(x, mu []float64) float64 {
			return float64(-2*dot(x, mu)) + fusedDot(mu, mu)
		}},
		{"⟨x,μ⟩ and ‖μ‖² were fused: write float64(a*b)", func(x, mu []float64) float64 {
			return float64(-2*fusedDot(x, mu)) + fusedDot(mu, mu)
		}},
		{"the product with −2 was fused: write float64(-2*p)", func(x, mu []float64) float64 {
			return math.FMA(-2, dot(x, mu), dot(mu, mu))
		}},
	})
}
