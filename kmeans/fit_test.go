package kmeans_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

func TestFit(t *testing.T) {
	huge := 1e200
	for _, c := range []struct {
		name      string
		X, M      [][]float64
		steps     int
		Y         []int
		want      [][]float64
		costs     []float64
		converged bool
	}{
		{"worked example, 1 step", worked, worked[:2], 1,
			[]int{0, 1, 0, 0, 0, 0}, [][]float64{{3, 6}, {0, 7}}, []float64{32}, false},
		{"worked example, 2 steps", worked, worked[:2], 2,
			[]int{1, 1, 0, 0, 0, 0}, [][]float64{{3.5, 6}, {0.5, 6.5}}, []float64{32, 28}, false},
		{"worked example, 3 steps", worked, worked[:2], 3,
			[]int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{32, 28, 13}, false},
		{"worked example, 4 steps", worked, worked[:2], 4,
			[]int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{32, 28, 13, 13}, true},
		{"worked example, 50 steps", worked, worked[:2], 50,
			[]int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{32, 28, 13, 13}, true},
		// No label changes after step 1, but step 1 cannot know.
		{"from the final centers", worked, [][]float64{{5.5, 6.5}, {1, 6}}, 50,
			[]int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{13, 13}, true},
		{"all labels 0 at step 1", [][]float64{{-1}, {2}, {5}}, [][]float64{{1}}, 1,
			[]int{0, 0, 0}, [][]float64{{2}}, []float64{18}, false},
		{"all labels 0 at step 2", [][]float64{{-1}, {2}, {5}}, [][]float64{{1}}, 2,
			[]int{0, 0, 0}, [][]float64{{2}}, []float64{18, 18}, true},
		{"a tie goes to the first", [][]float64{{-1}, {0}, {1}}, [][]float64{{-1}, {1}}, 9,
			[]int{0, 0, 1}, [][]float64{{-0.5}, {1}}, []float64{0.5, 0.5}, true},
		{"a tie goes to the first of six", [][]float64{{0}, {0}, {0}, {-1}, {1}, {9}, {-9}}, [][]float64{{9}, {-9}, {-1}, {1}, {-1}, {1}}, 1,
			[]int{2, 2, 2, 2, 3, 0, 1}, [][]float64{{9}, {-9}, {-0.25}, {1}, {-1}, {1}}, []float64{0.75}, false},
		{"center 1 loses its points at step 2 and stays", [][]float64{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}}, [][]float64{{2, 0}, {3, 2}, {0, 7}}, 50,
			[]int{0, 0, 2, 2, 2}, [][]float64{{2.5, 1}, {4.5, 4.5}, {5, 8}}, []float64{62, 50.5, 50.5}, true},
		{"center 1 never has a point and stays", [][]float64{{0, 0}, {1, 0}}, [][]float64{{0, 1}, {9, 9}}, 50,
			[]int{0, 0}, [][]float64{{0.5, 0}, {9, 9}}, []float64{0.5, 0.5}, true},
		{"equal centers: the second stays, and is nearest at step 2", [][]float64{{3}, {3}, {9}}, [][]float64{{3}, {3}}, 50,
			[]int{1, 1, 0}, [][]float64{{9}, {3}}, []float64{24, 0, 0}, true},
		// One column is far from the origin, and moved there exactly.
		{"worked example at 1e8", added(worked, 1e8, 0), added(worked[:2], 1e8, 0), 50,
			[]int{1, 1, 1, 0, 1, 0}, added([][]float64{{5.5, 6.5}, {1, 6}}, 1e8, 0), []float64{32, 28, 13, 13}, true},
		{"worked example at -1e8, 1e9", added(worked, -1e8, 1e9), added(worked[:2], -1e8, 1e9), 2,
			[]int{1, 1, 0, 0, 0, 0}, added([][]float64{{3.5, 6}, {0.5, 6.5}}, -1e8, 1e9), []float64{32, 28}, false},
		// A center without points is no mean, and comes back as it was.
		{"a center stays at 1e8", [][]float64{{1e8 + 1}, {1e8 + 1.5}}, [][]float64{{1e8 + 1}, {1.7e8 + 0.3}}, 50,
			[]int{0, 0}, [][]float64{{1e8 + 1.25}, {1.7e8 + 0.3}}, []float64{0.125, 0.125}, true},
		// An outlier keeps the column from being shifted, and the scores are only good to 2.
		{"to and fro at 1e8", [][]float64{{-1}, {1e8 + 17}, {1e8 + 18}, {1e8 + 19}, {1e8 + 16}}, [][]float64{{1e8 + 19}, {1e8 + 18}, {1e8 + 17}}, 5,
			[]int{2, 0, 0, 1, 0}, [][]float64{{1e8 + 17}, {1e8 + 19}, {-1}}, []float64{5000001700000146, 5, 2, 5, 2}, false},
		// Squares too large or too small for a float64.
		{"near 2^600", scaled(worked, 0x1p600), scaled(worked[:2], 0x1p600), 50,
			[]int{1, 1, 1, 0, 1, 0}, scaled([][]float64{{5.5, 6.5}, {1, 6}}, 0x1p600), []float64{inf, inf, inf, inf}, true},
		{"near 2^-600", scaled(worked, 0x1p-600), scaled(worked[:2], 0x1p-600), 50,
			[]int{1, 1, 1, 0, 1, 0}, scaled([][]float64{{5.5, 6.5}, {1, 6}}, 0x1p-600), []float64{0, 0, 0, 0}, true},
		{"near 2^500", scaled(worked, 0x1p500), scaled(worked[:2], 0x1p500), 50,
			[]int{1, 1, 1, 0, 1, 0}, scaled([][]float64{{5.5, 6.5}, {1, 6}}, 0x1p500), []float64{0x1p1005, 28 * 0x1p1000, 13 * 0x1p1000, 13 * 0x1p1000}, true},
		{"near 1e200", [][]float64{{-huge}, {huge}, {3 * huge}}, [][]float64{{-huge}, {huge}}, 50,
			[]int{0, 1, 1}, [][]float64{{-huge}, {(huge + 3*huge) / 2}}, []float64{inf, inf}, true},
		{"the largest numbers", [][]float64{{-math.MaxFloat64}, {math.MaxFloat64}, {math.MaxFloat64}}, [][]float64{{-1}, {1}}, 50,
			[]int{0, 1, 1}, [][]float64{{-math.MaxFloat64}, {math.MaxFloat64}}, []float64{0, 0}, true},
		{"the smallest numbers", [][]float64{{-0x1p-1074}, {0x1p-1074}, {0x1p-1074}}, [][]float64{{-0x1p-1074}, {0x1p-1074}}, 50,
			[]int{0, 1, 1}, [][]float64{{-0x1p-1074}, {0x1p-1074}}, []float64{0, 0}, true},
		{"nothing but zeros", [][]float64{{0, 0}, {0, 0}}, [][]float64{{0, 0}, {0, 0}}, 50,
			[]int{0, 0}, [][]float64{{0, 0}, {0, 0}}, []float64{0, 0}, true},
	} {
		X, M := matrix.FromRows(c.X), matrix.FromRows(c.M)
		r, err := kmeans.Fit(X, M, c.steps)
		if err != nil {
			t.Errorf("%s: Fit(%v, %v, %d): %v", c.name, c.X, c.M, c.steps, err)
			continue
		}
		if !slices.Equal(r.Y, c.Y) || !isRows(r.M, c.want) || !slices.Equal(r.Costs, c.costs) || r.Converged != c.converged {
			t.Errorf("%s: Fit(%v, %v, %d) = %+v, want Y %v, M %v, Costs %v, Converged %v",
				c.name, c.X, c.M, c.steps, r, c.Y, c.want, c.costs, c.converged)
		}
		if !isRows(X, c.X) || !isRows(M, c.M) {
			t.Errorf("%s: Fit(%v, %v, %d) changed X or M to\n%v\n%v", c.name, c.X, c.M, c.steps, X, M)
		}
	}
}

func added(rows [][]float64, offset ...float64) [][]float64 {
	R := make([][]float64, len(rows))
	for i, row := range rows {
		for l, v := range row {
			R[i] = append(R[i], v+offset[l])
		}
	}
	return R
}

func scaled(rows [][]float64, s float64) [][]float64 {
	R := make([][]float64, len(rows))
	for i, row := range rows {
		for _, v := range row {
			R[i] = append(R[i], s*v)
		}
	}
	return R
}

// The message of an error names what is wrong, and where.
func TestFitErrors(t *testing.T) {
	of := matrix.FromRows
	X, M := of(worked), of(worked[:2])
	for _, c := range []struct {
		X, M  *matrix.Matrix
		steps int
		want  []string
	}{
		{nil, M, 1, []string{"nil"}},
		{X, nil, 1, []string{"nil"}},
		{matrix.New(0, 2), M, 1, []string{"no points", "X is 0×2"}},
		{&matrix.Matrix{}, M, 1, []string{"no points", "X is 0×0"}},
		{matrix.New(3, 0), matrix.New(2, 0), 1, []string{"coordinates", "X is 3×0"}},
		{X, matrix.New(0, 2), 1, []string{"no centers", "M is 0×2"}},
		{X, matrix.New(2, 3), 1, []string{"columns", "X is 6×2", "M is 2×3"}},
		{X, matrix.New(2, 1), 1, []string{"columns", "X is 6×2", "M is 2×1"}},
		{of(worked[:1]), M, 1, []string{"more centers than points", "X is 1×2", "M is 2×2"}},
		{of([][]float64{{1, 2}, {3, nan}}), M, 1, []string{"X[1, 1]", "NaN"}},
		{of([][]float64{{1, 2}, {inf, 4}}), M, 1, []string{"X[1, 0]", "+Inf"}},
		{of([][]float64{{1, -inf}, {3, 4}}), M, 1, []string{"X[0, 1]", "-Inf"}},
		{X, of([][]float64{{1, 2}, {nan, 4}}), 1, []string{"M[1, 0]", "NaN"}},
		{X, of([][]float64{{1, inf}}), 1, []string{"M[0, 1]", "+Inf"}},
		{X, of([][]float64{{1, 2}, {3, -inf}}), 1, []string{"M[1, 1]", "-Inf"}},
		{X, M, 0, []string{"steps", "0"}},
		{X, M, -7, []string{"steps", "-7"}},
	} {
		call := fmt.Sprintf("Fit(%v, %v, %d)", c.X, c.M, c.steps)
		r, err := kmeans.Fit(c.X, c.M, c.steps)
		if err == nil {
			t.Errorf("%s = %+v, want an error with %q", call, r, c.want)
			continue
		}
		for _, want := range append(c.want, "kmeans: Fit: ") {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q; want an error with %q", call, err, want)
			}
		}
		if r.Y != nil {
			t.Errorf("%s = %+v beside an error, want nil", call, r)
		}
	}
}

// However many things are wrong at once, it is an error and not a panic.
func TestFitNeverPanics(t *testing.T) {
	inputs := []*matrix.Matrix{
		matrix.FromRows([][]float64{{1, 2}, {3, 4}}), matrix.FromRows([][]float64{{1, 2}}), // the only good ones
		nil, {}, matrix.New(0, 2), matrix.New(2, 0), matrix.New(0, 7),
		matrix.FromRows([][]float64{{nan, 2}, {3, 4}}), matrix.FromRows([][]float64{{1, 2}, {3, inf}}),
		matrix.FromRows([][]float64{{nan}}), matrix.FromRows([][]float64{{1, -inf, 3}, {4, 5, 6}, {7, 8, 9}}),
	}
	for i, X := range inputs {
		for j, M := range inputs {
			for _, steps := range []int{math.MinInt, -1, 0, 1, math.MaxInt} {
				call := fmt.Sprintf("Fit(inputs[%d], inputs[%d], %d)", i, j, steps)
				good := i <= 1 && j <= 1 && i <= j && steps > 0
				func() {
					defer func() {
						if p := recover(); p != nil {
							t.Errorf("%s panics: %v", call, p)
						}
					}()
					if r, err := kmeans.Fit(X, M, steps); (err == nil) != good {
						t.Errorf("%s = %+v, %v; want an error: %v", call, r, err, !good)
					}
				}()
			}
		}
	}
}
