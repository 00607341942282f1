package matrix

import (
	"fmt"
	"slices"
	"testing"
)

func TestDot(t *testing.T) {
	for _, c := range []binary{
		{mat(2, 2, 1, 2, 3, 4), mat(2, 2, 5, 6, 7, 8), mat(2, 2, 19, 22, 43, 50), "rows times columns"},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 2, 22, 28, 49, 64), "2×3 times 3×2"},
		{mat(3, 1, 1, 2, 3), mat(1, 2, 4, 5), mat(3, 2, 4, 5, 8, 10, 12, 15), "a column times a row"},
		{mat(1, 3, 1, 2, 3), mat(3, 1, 4, 5, 6), mat(1, 1, 32), "a row times a column: the inner product"},
		{mat(1, 3, 1, 1e16, -1e16), mat(3, 1, 1, 1, 1), mat(1, 1, 0), "from the first term: 1 + 1e16 rounds to 1e16"},
		{mat(1, 3, 1e16, 1, -1e16), mat(3, 1, 1, 1, 1), mat(1, 1, 0), "from the first term: 1e16 + 1 rounds to 1e16"},
		{mat(1, 3, 1e16, -1e16, 1), mat(3, 1, 1, 1, 1), mat(1, 1, 1), "from the first term: nothing is lost"},
		{mat(1, 2, -1, 0.1), mat(2, 1, 1, 10), mat(1, 1, 0), "0.1·10 is rounded to 1 before it is added"},
		{mat(1, 2, 0.1, 0.3), mat(2, 1, 0.1, 0.3), mat(1, 1, 0.1), "each product is rounded, and then each sum"},
		{mat(1, 3, 1e308, 1e308, -1e308), mat(3, 1, 1, 1, 1), mat(1, 1, inf), "a sum that is too large is Inf and stays so"},
		{mat(1, 1, -1), mat(1, 1, 0), mat(1, 1, 0), "the sum begins with 0, and 0 + −0 is 0"},
		{mat(1, 2, 0, 1), mat(2, 3, inf, nan, 1, 2, 3, 4), mat(1, 3, nan, nan, 4), "0·∞ and 0·NaN are NaN: no term is skipped"},
		{mat(2, 1, inf, nan), mat(1, 2, 0, 1), mat(2, 2, nan, inf, nan, nan), "∞·0 and NaN·0 are NaN: no term is skipped"},
		{mat(2, 0), mat(0, 3), mat(2, 3, 0, 0, 0, 0, 0, 0), "a sum without terms is 0"},
		{mat(0, 2), mat(2, 3, 1, 2, 3, 4, 5, 6), mat(0, 3), "no rows"},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(3, 0), mat(2, 0), "no columns"},
	} {
		check(t, fmt.Sprintf("%s.Dot(%s)", show(c.A), show(c.B)), func() *Matrix { return c.A.Dot(c.B) }, c.want, c.why, c.A, c.B)
	}
	A := mat(2, 3, 1, 2, 3, 4, 5, 6)
	for _, B := range []*Matrix{A, mat(2, 2, 1, 2, 3, 4), mat(4, 1, 1, 2, 3, 4), mat(1, 3, 1, 2, 3), mat(0, 3)} {
		wantPanic(t, fmt.Sprintf("%s.Dot(%s)", show(A), show(B)), func() { A.Dot(B) }, "Dot", "2×3", B.shape())
	}
}

func TestRowwiseArgmin(t *testing.T) {
	for _, c := range []struct {
		A    *Matrix
		want []int
		why  string
	}{
		{mat(2, 3, 5, 3, 4, 1, 2, 3), []int{1, 0}, "an index for each row, from 0"},
		{mat(2, 2, 2, 1, 4, 3), []int{1, 1}, "along the rows, not the columns"},
		{mat(1, 4, -1, -3, 2, -2), []int{1}, "the smallest, not the nearest to 0"},
		{mat(1, 3, 1000, 5e-324, 0), []int{2}, "however large, however close"},
		{mat(2, 3, 2, 1, 1, 3, 3, 3), []int{1, 0}, "of equals the first wins"},
		{mat(2, 2, 0, neg0, neg0, 0), []int{0, 0}, "−0 equals 0"},
		{mat(3, 2, inf, inf, inf, 1, 1, -inf), []int{0, 1, 1}, "∞ is a number like any other"},
		{mat(5, 3, 1, nan, 0, nan, 1, 0, 0, 1, nan, -inf, nan, nan, nan, nan, 1), []int{1, 0, 2, 1, 0}, "NaN is smaller than any number, and the first NaN wins"},
		{mat(0, 2), []int{}, "no rows"},
	} {
		before := show(c.A)
		if got := c.A.RowwiseArgmin(); !slices.Equal(got, c.want) {
			t.Errorf("%s.RowwiseArgmin() = %v, want %v (this case: %s)", before, got, c.want, c.why)
		}
		if show(c.A) != before {
			t.Errorf("%s.RowwiseArgmin() must leave the matrix alone, and made it %s", before, show(c.A))
		}
	}
	wantPanic(t, "2×0 [].RowwiseArgmin()", func() { mat(2, 0).RowwiseArgmin() }, "RowwiseArgmin", "2×0")
	wantPanic(t, "0×0 [].RowwiseArgmin()", func() { mat(0, 0).RowwiseArgmin() }, "RowwiseArgmin", "0×0")
}
