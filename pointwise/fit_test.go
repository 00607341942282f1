package pointwise_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		name  string
		X, M  [][]float64
		steps int
		want  pointwise.Result
	}{
		{"worked example, 1 step", worked, worked[:2], 1, pointwise.Result{
			Y: []int{0, 1, 0, 0, 0, 0}, M: [][]float64{{3, 6}, {0, 7}}, Costs: []float64{32}}},
		{"worked example, 2 steps", worked, worked[:2], 2, pointwise.Result{
			Y: []int{1, 1, 0, 0, 0, 0}, M: [][]float64{{3.5, 6}, {0.5, 6.5}}, Costs: []float64{32, 28}}},
		{"worked example, 3 steps", worked, worked[:2], 3, pointwise.Result{
			Y: []int{1, 1, 1, 0, 1, 0}, M: [][]float64{{5.5, 6.5}, {1, 6}}, Costs: []float64{32, 28, 13}}},
		{"worked example, 4 steps", worked, worked[:2], 4, pointwise.Result{
			Y: []int{1, 1, 1, 0, 1, 0}, M: [][]float64{{5.5, 6.5}, {1, 6}}, Costs: []float64{32, 28, 13, 13}, Converged: true}},
		{"worked example, 50 steps", worked, worked[:2], 50, pointwise.Result{
			Y: []int{1, 1, 1, 0, 1, 0}, M: [][]float64{{5.5, 6.5}, {1, 6}}, Costs: []float64{32, 28, 13, 13}, Converged: true}},
		// No label changes after step 1, but step 1 cannot know.
		{"from the final centers", worked, [][]float64{{5.5, 6.5}, {1, 6}}, 50, pointwise.Result{
			Y: []int{1, 1, 1, 0, 1, 0}, M: [][]float64{{5.5, 6.5}, {1, 6}}, Costs: []float64{13, 13}, Converged: true}},
		{"one center, 1 step", [][]float64{{1}, {2}, {6}}, [][]float64{{1}}, 1, pointwise.Result{
			Y: []int{0, 0, 0}, M: [][]float64{{3}}, Costs: []float64{14}}},
		{"one center, 9 steps", [][]float64{{1}, {2}, {6}}, [][]float64{{1}}, 9, pointwise.Result{
			Y: []int{0, 0, 0}, M: [][]float64{{3}}, Costs: []float64{14, 14}, Converged: true}},
		{"a tie goes to the first", [][]float64{{-1}, {0}, {1}}, [][]float64{{-1}, {1}}, 9, pointwise.Result{
			Y: []int{0, 0, 1}, M: [][]float64{{-0.5}, {1}}, Costs: []float64{0.5, 0.5}, Converged: true}},
		// 1 + 2⁻⁵² is more than 1, but their roots are both 1.
		{"the root merges two distances", [][]float64{{0, 0}, {1, 0x1p-26}, {1, 0}}, [][]float64{{1, 0x1p-26}, {1, 0}}, 1, pointwise.Result{
			Y: []int{0, 0, 1}, M: [][]float64{{0.5, 0x1p-27}, {1, 0}}, Costs: []float64{0.5 + 0x1p-53}}},
		{"center 1 loses its points at step 2 and stays", [][]float64{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}}, [][]float64{{2, 0}, {3, 2}, {0, 7}}, 50, pointwise.Result{
			Y: []int{0, 0, 2, 2, 2}, M: [][]float64{{2.5, 1}, {4.5, 4.5}, {5, 8}}, Costs: []float64{62, 50.5, 50.5}, Converged: true}},
		{"center 1 never has a point and stays", [][]float64{{0, 0}, {1, 0}}, [][]float64{{0, 1}, {9, 9}}, 50, pointwise.Result{
			Y: []int{0, 0}, M: [][]float64{{0.5, 0}, {9, 9}}, Costs: []float64{0.5, 0.5}, Converged: true}},
		{"equal centers: the second stays, and is nearest at step 2", [][]float64{{3}, {3}, {6}}, [][]float64{{3}, {3}}, 50, pointwise.Result{
			Y: []int{1, 1, 0}, M: [][]float64{{6}, {3}}, Costs: []float64{6, 0, 0}, Converged: true}},
		{"a cost too large", [][]float64{{-1e200}, {1e200}}, [][]float64{{0}}, 1, pointwise.Result{
			Y: []int{0, 0}, M: [][]float64{{0}}, Costs: []float64{inf}}},
	} {
		X, M := copyOf(c.X), copyOf(c.M)
		got, err := pointwise.Fit(X, M, c.steps)
		if err != nil {
			t.Errorf("%s: Fit(%v, %v, %d): %v", c.name, c.X, c.M, c.steps, err)
			continue
		}
		for j := range got.M { // first, so that got is not looked at after it
			mu := slices.Clone(got.M[j])
			for l := range mu {
				got.M[j][l] = nan
			}
			if !sameRows(X, c.X) || !sameRows(M, c.M) {
				t.Fatalf("%s: after Fit, writing to the result wrote to X or M", c.name)
			}
			copy(got.M[j], mu)
		}
		if !sameResult(got, c.want) {
			t.Errorf("%s: Fit(%v, %v, %d) = %+v, want %+v", c.name, c.X, c.M, c.steps, got, c.want)
		}
	}
}

func sameResult(a, b pointwise.Result) bool {
	return slices.Equal(a.Y, b.Y) && sameRows(a.M, b.M) && sameRows([][]float64{a.Costs}, [][]float64{b.Costs}) &&
		a.Converged == b.Converged
}

// The message of an error names what is wrong, and where.
func TestFitErrors(t *testing.T) {
	X, M := worked, worked[:2]
	for _, c := range []struct {
		X, M  [][]float64
		steps int
		want  []string
	}{
		{nil, M, 1, []string{"no points", "X"}},
		{[][]float64{}, M, 1, []string{"no points", "X"}},
		{[][]float64{{}, {}}, [][]float64{{}}, 1, []string{"X[0]", "coordinates"}},
		{[][]float64{{1, 2}, {1, 2}, {1}}, M, 1, []string{"X[2]", "1 column", "has 2"}},
		{[][]float64{{1, 2}, {1, 2, 3}}, M, 1, []string{"X[1]", "3 columns", "has 2"}},
		{[][]float64{{1, 2}, {}}, M, 1, []string{"X[1]", "0 columns", "has 2"}},
		{X, nil, 1, []string{"no centers", "M"}},
		{X, [][]float64{{1, 2}, {1}}, 1, []string{"M[1]", "1 column", "has 2"}},
		{X, [][]float64{{1, 2, 3}, {1, 2, 3}}, 1, []string{"M[0]", "3 columns", "has 2"}},
		{X, [][]float64{{}, {}}, 1, []string{"M[0]", "0 columns", "has 2"}},
		{[][]float64{{1, 2}, {3, nan}}, M, 1, []string{"X[1][1]", "NaN"}},
		{[][]float64{{1, 2}, {inf, 4}}, M, 1, []string{"X[1][0]", "+Inf"}},
		{[][]float64{{1, -inf}, {3, 4}}, M, 1, []string{"X[0][1]", "-Inf"}},
		{X, [][]float64{{1, 2}, {nan, 4}}, 1, []string{"M[1][0]", "NaN"}},
		{X, [][]float64{{1, inf}}, 1, []string{"M[0][1]", "+Inf"}},
		{X, [][]float64{{1, 2}, {3, -inf}}, 1, []string{"M[1][1]", "-Inf"}},
		{X[:2], X[:3], 1, []string{"more centers than points", "X has 2", "M has 3"}},
		{X, M, 0, []string{"steps", "0"}},
		{X, M, -7, []string{"steps", "-7"}},
	} {
		r, err := pointwise.Fit(c.X, c.M, c.steps)
		if err == nil {
			t.Errorf("Fit(%v, %v, %d) = %+v, want an error with %q", c.X, c.M, c.steps, r, c.want)
			continue
		}
		for _, want := range append(c.want, "pointwise: Fit: ") {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("Fit(%v, %v, %d): %q; want an error with %q", c.X, c.M, c.steps, err, want)
			}
		}
		if !sameResult(r, pointwise.Result{}) {
			t.Errorf("Fit(%v, %v, %d) = %+v beside an error, want nothing", c.X, c.M, c.steps, r)
		}
	}
}

// However many things are wrong at once, it is an error and not a panic.
func TestFitNeverPanics(t *testing.T) {
	inputs := [][][]float64{
		{{1, 2}, {3, 4}}, {{1, 2}}, // the only good ones
		nil, {}, {{}}, {{}, {}}, {nil, {1, 2}}, {{1, 2}, nil}, {{1, 2}, {3}}, {{1}, {2, 3}},
		{{nan, 2}, {3, 4}}, {{1, 2}, {3, inf}}, {{-inf, 2}, {3}}, {{1, 2}, {3, nan}, {5}},
		{{1}}, {{1, 2, 3}}, {{math.MaxFloat64, 2, 3}, {4, 5, 6}, {7, 8}},
	}
	for i, X := range inputs {
		for j, M := range inputs {
			for _, steps := range []int{math.MinInt, -1, 0, 1} {
				call := fmt.Sprintf("Fit(%v, %v, %d)", X, M, steps)
				good := i <= 1 && j <= 1 && len(M) <= len(X) && steps == 1 || i == j && len(X) == 1 && len(X[0]) > 0 && steps == 1
				func() {
					defer func() {
						if p := recover(); p != nil {
							t.Errorf("%s panics: %v", call, p)
						}
					}()
					if r, err := pointwise.Fit(copyOf(X), copyOf(M), steps); (err == nil) != good {
						t.Errorf("%s = %+v, %v; want an error: %v", call, r, err, !good)
					}
				}()
			}
		}
	}
}
