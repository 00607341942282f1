package matrix

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestRowwiseArgmin(t *testing.T) {
	for _, c := range []struct {
		A    *Matrix
		want []int
		why  string
	}{
		{mat(1, 1, 9), []int{0}, "indices count from 0"},
		{mat(1, 3, 5, 3, 4), []int{1}, "indices count from 0"},
		{mat(3, 1, 5, 3, 4), []int{0, 0, 0}, "a row of one element has its smallest at 0"},
		{mat(2, 3, 1, 2, 3, 6, 5, 4), []int{0, 2}, "one index for each row"},
		{mat(3, 2, 1, 2, 4, 3, 6, 5), []int{0, 1, 1}, "one index for each row"},
		{mat(2, 2, 2, 1, 4, 3), []int{1, 1}, "rows, not columns"},
		{mat(2, 2, 3, 4, 1, 2), []int{0, 0}, "rows, not columns"},
		{mat(1, 4, -1, -3, 2, -2), []int{1}, "the smallest, not the one nearest to 0"},
		{mat(1, 3, 1, 2, 3), []int{0}, "the smallest, not the largest"},
		{mat(1, 3, 1, 5e-324, 0), []int{2}, "the smallest, however close the others"},
		{mat(1, 3, 2, 1, 1), []int{1}, "of equals the first wins"},
		{mat(2, 4, 3, 3, 3, 3, 4, 0, 4, 0), []int{0, 1}, "of equals the first wins"},
		{mat(2, 2, 0, minusZero, minusZero, 0), []int{0, 0}, "−0 equals 0, and of equals the first wins"},
		{mat(1, 3, inf, inf, inf), []int{0}, "of equals the first wins, +Inf too"},
		{mat(1, 3, inf, 1e308, inf), []int{1}, "a number is smaller than +Inf"},
		{mat(1, 3, -1e308, -inf, -inf), []int{1}, "−Inf is smaller than a number"},
		{mat(1, 3, 1, nan, 2), []int{1}, "a NaN is smaller than every number"},
		{mat(1, 3, nan, 1, 2), []int{0}, "a NaN is smaller than every number"},
		{mat(1, 3, 2, 1, nan), []int{2}, "a NaN is smaller than every number, after a smaller one too"},
		{mat(1, 4, 1, nan, 0, nan), []int{1}, "the first NaN wins"},
		{mat(1, 3, -inf, nan, -inf), []int{1}, "a NaN is smaller even than −Inf"},
		{mat(1, 2, inf, nan), []int{1}, "a NaN is smaller than +Inf"},
		{mat(2, 2, nan, nan, 2, 1), []int{0, 1}, "a NaN in one row says nothing of the next"},
		{mat(0, 2), []int{}, "no rows, no indices"},
	} {
		A := clone(c.A)
		got := A.RowwiseArgmin()
		call := show(c.A) + ".RowwiseArgmin()"
		if !slices.Equal(got, c.want) {
			t.Errorf("%s = %v, want %v: %s", call, got, c.want, c.why)
		}
		wantOwn(t, call, nil, A, c.A)
	}

	wantLarge(t, "A.RowwiseArgmin(), as a column,", func(m, n int) (got, want *Matrix) {
		smallest := func(i int) int { return i % n }
		A := made(m, n, func(i, j int) float64 { return math.Abs(float64(j - smallest(i))) })
		Y := A.RowwiseArgmin()
		return made(len(Y), 1, func(i, _ int) float64 { return float64(Y[i]) }),
			made(m, 1, func(i, _ int) float64 { return float64(smallest(i)) })
	})

	for _, A := range []*Matrix{mat(2, 0), mat(1, 0), mat(0, 0)} {
		wantPanic(t, show(A)+".RowwiseArgmin()", func() { A.RowwiseArgmin() },
			"matrix: RowwiseArgmin: ", fmt.Sprintf("%d×%d", A.rows, A.cols))
	}
}
