package pointwise_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/pointwise"
)

func TestFit(t *testing.T) {
	six := rows{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}
	for _, c := range []struct {
		X, M      rows
		steps     int
		want, why string // want is a Result: labels, centers, costs, converged
	}{
		{six, six[:2], 1, "{[0 1 0 0 0 0] [[3 6] [0 7]] [32] false}", "one step"},
		{six, six[:2], 3, "{[1 1 1 0 1 0] [[5.5 6.5] [1 6]] [32 28 13] false}", "change in step 3"},
		{six, six[:2], 50, "{[1 1 1 0 1 0] [[5.5 6.5] [1 6]] [32 28 13 13] true}", "no change in step 4"},
		{rows{{1}, {2}, {6}}, rows{{1}}, 1, "{[0 0 0] [[3]] [14] false}", "there is no step before the first"},
		{rows{{-1}, {0}, {1}}, rows{{-1}, {1}}, 9, "{[0 0 1] [[-0.5] [1]] [0.5 0.5] true}", "a tie goes to the first"},
		{rows{{0, 0}, {1, 0x1p-26}, {1, 0}}, rows{{1, 0x1p-26}, {1, 0}}, 1,
			"{[0 0 1] [[0.5 7.450580596923828e-09] [1 0]] [0.5000000000000001] false}",
			"labels by Distance: the roots of 1 and 1 + 2⁻⁵² are both 1"},
		{rows{{0.1, 0.1}, {0.1, 0.1}}, rows{{0.1, 0.1}, {math.Nextafter(0.1, 0), 0.1}}, 1,
			"{[0 0] [[0.1 0.1] [0.09999999999999999 0.1]] [0] false}",
			"labels by Distance: the expanded one is NaN for the second center"},
		{rows{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}}, rows{{2, 0}, {3, 2}, {0, 7}}, 50,
			"{[0 0 2 2 2] [[2.5 1] [4.5 4.5] [5 8]] [62 50.5 50.5] true}",
			"center 1 loses its points in step 2, and stays"},
		{rows{{3}, {3}, {6}}, rows{{3}, {3}}, 1, "{[0 0 0] [[4] [3]] [6] false}", "of equal centers the second stays"},
		{rows{{1e300}, {1e300}, {-1e300}}, rows{{1e300}}, 1, "{[0 0 0] [[3.3333333333333335e+299]] [+Inf] false}",
			"as large as can be, and a cost that overflows"},
		{rows{{1e200}, {3e200}, {0}, {1}, {5}, {6}}, rows{{1e200}, {0}, {1}}, 9,
			"{[0 0 1 1 2 2] [[2e+200] [0.5] [5.5]] [+Inf +Inf +Inf] true}", "labels change where the cost does not"},
	} {
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

// An error says what is wrong, and where.
func TestFitErrors(t *testing.T) {
	X, M := rows{{1, 6}, {0, 7}, {1, 4}}, rows{{1, 6}, {0, 7}}
	for _, c := range []struct {
		X, M  rows
		steps int
		want  string
	}{
		{nil, nil, 0, "no points: X"},
		{rows{}, M, 1, "no points: X"},
		{rows{{}, {}}, rows{{}}, 1, "points without coordinates: X[0]"},
		{X, nil, 1, "no centers: M"},
		{M, X, 1, "more centers than points: X has 2 rows, M has 3"},
		{X, M, 0, "steps must be at least 1, not 0"},
		{X, M, -7, "steps must be at least 1, not -7"},
		{rows{{1, 2}, {1, 2}, {1}}, M, 1, "rows must be equally long: X[2] has 1 columns, X[0] has 2"},
		{rows{{1, 2}, {1, 2, 3}}, M, 1, "rows must be equally long: X[1] has 3 columns, X[0] has 2"},
		{X, rows{{1, 2}, {}}, 1, "rows must be equally long: M[1] has 0 columns, X[0] has 2"},
		{X, rows{{1, 2, 3}}, 1, "rows must be equally long: M[0] has 3 columns, X[0] has 2"},
		{rows{{1, 2}, {nan, 4}}, M, 1, "not a finite number: X[1][0] is NaN"},
		{rows{{1, inf}, {3, 4}}, M, 1, "not a finite number: X[0][1] is +Inf"},
		{X, rows{{1, 2}, {3, -inf}}, 1, "not a finite number: M[1][1] is -Inf"},
		{rows{{1, 2}, {3, -1.1e300}}, M, 1, "beyond ±1e300: X[1][1] is -1.1e+300"},
		{X, rows{{1.1e300, 2}}, 1, "beyond ±1e300: M[0][0] is 1.1e+300"},
	} {
		r, err := pointwise.Fit(c.X, c.M, c.steps)
		nothing := fmt.Sprint(pointwise.Result{})
		if err == nil || !strings.HasPrefix(err.Error(), "pointwise: Fit: "+c.want) || fmt.Sprint(r) != nothing {
			t.Errorf("Fit(%v, %v, %d) = %v, %v, want no result and the error %q", c.X, c.M, c.steps, r, err, c.want)
		}
	}
}
