package pointwise_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

type fitted struct {
	X, M  rows
	steps int
	want  pointwise.Result
	why   string
}

func testFit(t *testing.T, cases []fitted) {
	t.Helper()
	for _, c := range cases {
		check(t, func() any {
			r, err := pointwise.Fit(c.X, c.M, c.steps)
			if err != nil {
				return err
			}
			said := fmt.Sprint(r)
			for _, mu := range r.M { // the rows of the result are its own, not X's or M's
				mu[0] = 12345
			}
			return said
		}, c.want, c.why, "Fit(%v, %v, %d)", c.X, c.M, c.steps)
	}
}

func TestFit(t *testing.T) {
	worked := rows{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}
	testFit(t, []fitted{
		{worked, worked[:2], 1, pointwise.Result{
			Y: []int{0, 1, 0, 0, 0, 0}, M: rows{{3, 6}, {0, 7}}, Costs: []float64{32}}, "one step"},
		{worked, worked[:2], 3, pointwise.Result{
			Y: []int{1, 1, 1, 0, 1, 0}, M: rows{{5.5, 6.5}, {1, 6}}, Costs: []float64{32, 28, 13}}, "step 3 still changed labels"},
		{worked, worked[:2], 50, pointwise.Result{
			Y: []int{1, 1, 1, 0, 1, 0}, M: rows{{5.5, 6.5}, {1, 6}}, Costs: []float64{32, 28, 13, 13}, Converged: true}, "step 4 changes no label and is the last"},
		{rows{{1}, {2}, {6}}, rows{{1}}, 1, pointwise.Result{
			Y: []int{0, 0, 0}, M: rows{{3}}, Costs: []float64{14}}, "there is no step before the first"},
		{rows{{-1}, {0}, {1}}, rows{{-1}, {1}}, 9, pointwise.Result{
			Y: []int{0, 0, 1}, M: rows{{-0.5}, {1}}, Costs: []float64{0.5, 0.5}, Converged: true}, "a tie goes to the first center"},
		{rows{{0, 0}, {1, 0x1p-26}, {1, 0}}, rows{{1, 0x1p-26}, {1, 0}}, 1, pointwise.Result{
			Y: []int{0, 0, 1}, M: rows{{0.5, 0x1p-27}, {1, 0}}, Costs: []float64{0.5 + 0x1p-53}}, "labels by Distance: the roots of 1 and 1 + 2⁻⁵² are both 1"},
		{rows{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}}, rows{{2, 0}, {3, 2}, {0, 7}}, 50, pointwise.Result{
			Y: []int{0, 0, 2, 2, 2}, M: rows{{2.5, 1}, {4.5, 4.5}, {5, 8}}, Costs: []float64{62, 50.5, 50.5}, Converged: true}, "center 1 loses its points in step 2, and stays"},
		{rows{{3}, {3}, {6}}, rows{{3}, {3}}, 1, pointwise.Result{
			Y: []int{0, 0, 0}, M: rows{{4}, {3}}, Costs: []float64{6}}, "of equal centers the second has no points, and stays"},
	})
}

// The mean of finite points is finite, also where their sum is not.
func TestFitFinite(t *testing.T) {
	const largest, tiny = math.MaxFloat64, math.SmallestNonzeroFloat64
	testFit(t, []fitted{
		{rows{{largest, tiny}, {largest, tiny}, {-1, tiny}}, rows{{largest, 0}}, 1, pointwise.Result{
			Y: []int{0, 0, 0}, M: rows{{largest / 3 * 2, tiny}}, Costs: []float64{inf}}, "one sum overflows, the other is left alone; the cost is Inf"},
		{rows{{-largest}, {-largest}, {largest}}, rows{{0}}, 1, pointwise.Result{
			Y: []int{0, 0, 0}, M: rows{{-largest / 3}}, Costs: []float64{inf}}, "the sum overflows on its way"},
		{rows{{largest}, {largest}, {largest}, {1e292}}, rows{{0}}, 1, pointwise.Result{
			Y: []int{0, 0, 0, 0}, M: rows{{1.3482698511467367e+308}}, Costs: []float64{inf}}, "the scaled sum is rounded, from the first point"},
		{rows{{largest}, {largest}, {-1}}, rows{{largest}, {-1}}, 9, pointwise.Result{
			Y: []int{0, 0, 1}, M: rows{{largest}, {-1}}, Costs: []float64{0, 0}, Converged: true}, "points as large as can be"},
		{rows{{-largest}, {largest}, {-largest}, {largest}}, rows{{largest}, {-largest}}, 9, pointwise.Result{
			Y: []int{1, 0, 1, 0}, M: rows{{largest}, {-largest}}, Costs: []float64{0, 0}, Converged: true}, "points as large as can be, at both ends"},
	})
}

// An error says what is wrong, and where.
func TestFitErrors(t *testing.T) {
	X, M := rows{{1, 6}, {0, 7}, {1, 4}}, rows{{1, 6}, {0, 7}}
	for _, c := range []struct {
		X, M  rows
		steps int
		want  []string
	}{
		{rows{}, M, 1, []string{"no points", "X"}},
		{rows{{}, {}}, rows{{}}, 1, []string{"coordinates", "X[0]"}},
		{X, nil, 1, []string{"no centers", "M"}},
		{M, X, 1, []string{"more centers than points", "X has 2", "M has 3"}},
		{X, M, 0, []string{"steps", "0"}},
		{X, M, -7, []string{"steps", "-7"}},
		{rows{{1, 2}, {1, 2}, {1}}, M, 1, []string{"X[2] has 1 column", "X[0] has 2"}},
		{rows{{1, 2}, {1, 2, 3}}, M, 1, []string{"X[1] has 3 columns", "X[0] has 2"}},
		{X, rows{{1, 2}, {}}, 1, []string{"M[1] has 0 columns", "X[0] has 2"}},
		{X, rows{{1, 2, 3}}, 1, []string{"M[0] has 3 columns", "X[0] has 2"}},
		{rows{{1, 2}, {nan, 4}}, M, 1, []string{"X[1][0] is NaN"}},
		{rows{{1, inf}, {3, 4}}, M, 1, []string{"X[0][1] is +Inf"}},
		{X, rows{{1, 2}, {3, -inf}}, 1, []string{"M[1][1] is -Inf"}},
		{nil, nil, 0, []string{"no points"}},
	} {
		r, err := pointwise.Fit(c.X, c.M, c.steps)
		if nothing := (pointwise.Result{}); err == nil || fmt.Sprint(r) != fmt.Sprint(nothing) {
			t.Errorf("Fit(%v, %v, %d) = %v, %v, want no result and an error that says %q", c.X, c.M, c.steps, r, err, c.want)
			continue
		}
		for _, want := range append(c.want, "pointwise: Fit: ") {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("Fit(%v, %v, %d): the error says %q, want %q in it", c.X, c.M, c.steps, err, want)
			}
		}
	}
}
