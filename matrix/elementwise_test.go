package matrix

import (
	"fmt"
	"testing"
)

type unary struct {
	A, want *Matrix
	why     string
}

type binary struct {
	A, B, want *Matrix
	why        string
}

func TestT(t *testing.T) {
	for _, c := range []unary{
		{mat(2, 3, 11, 12, 13, 21, 22, 23), mat(3, 2, 11, 21, 12, 22, 13, 23), "rows become columns"},
		{mat(3, 1, 1, nan, neg0), mat(1, 3, 1, nan, neg0), "a column becomes a row"},
		{mat(2, 2, 11, 12, 21, 22), mat(2, 2, 11, 21, 12, 22), "a square"},
		{mat(0, 2), mat(2, 0), "no elements"},
		{mat(2, 0), mat(0, 2), "no elements"},
	} {
		check(t, show(c.A)+".T()", func() *Matrix { return c.A.T() }, c.want, c.why, c.A)
	}
}

func TestSquare(t *testing.T) {
	for _, c := range []unary{
		{mat(2, 2, 1, -2, 3, 4), mat(2, 2, 1, 4, 9, 16), "each element times itself, not the product AA"},
		{mat(2, 3, 1, 6, 0, 7, 1, 4), mat(2, 3, 1, 36, 0, 49, 1, 16), "any shape"},
		{mat(1, 2, 0.1, neg0), mat(1, 2, 0.010000000000000002, 0), "rounded once"},
		{mat(1, 4, 1e200, 1e-200, -inf, nan), mat(1, 4, inf, 0, inf, nan), "too large, too small, ±Inf and NaN"},
		{mat(2, 0), mat(2, 0), "no elements"},
	} {
		check(t, show(c.A)+".Square()", func() *Matrix { return c.A.Square() }, c.want, c.why, c.A)
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		A    *Matrix
		s    float64
		want *Matrix
		why  string
	}{
		{mat(2, 3, 1, 6, 0, 7, 1, -4), -2, mat(2, 3, -2, -12, neg0, -14, -2, 8), "every element times −2"},
		{mat(3, 1, 1, -2, 0.1), 3, mat(3, 1, 3, -6, 0.30000000000000004), "every element times 3, rounded once"},
		{mat(1, 4, 1, -1, inf, nan), 0, mat(1, 4, 0, neg0, nan, nan), "0·∞ is NaN, and 0·(−1) is −0"},
		{mat(1, 3, 1, -1, 0), inf, mat(1, 3, inf, -inf, nan), "∞·0 is NaN"},
		{mat(0, 2), 3, mat(0, 2), "no elements"},
	} {
		check(t, fmt.Sprintf("%s.Scale(%v)", show(c.A), c.s), func() *Matrix { return c.A.Scale(c.s) }, c.want, c.why, c.A)
	}
}

// unfit lists operands of Add and Div that do not go together: B must be like A, or
// one whole row, or one whole column, and A is never repeated.
var unfit = [][2]*Matrix{
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 3, 1, 2, 3, 4, 5, 6)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 3, 1, 2, 3)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 1, 1, 2)},
	{mat(4, 2, 1, 2, 3, 4, 5, 6, 7, 8), mat(2, 2, 1, 2, 3, 4)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 1, 1)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(0, 2)},
	{mat(1, 2, 1, 2), mat(3, 2, 1, 2, 3, 4, 5, 6)},
	{mat(3, 1, 1, 2, 3), mat(3, 2, 1, 2, 3, 4, 5, 6)},
	{mat(3, 1, 1, 2, 3), mat(1, 2, 1, 2)},
}

func TestAdd(t *testing.T) {
	for _, c := range []binary{
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(2, 3, 10, 20, 30, 40, 50, 60), mat(2, 3, 11, 22, 33, 44, 55, 66), "element by element"},
		{mat(2, 2, 1, 2, 3, 4), mat(1, 2, 10, 20), mat(2, 2, 11, 22, 13, 24), "a row is added to every row"},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 1, 10, 20), mat(2, 2, 11, 12, 23, 24), "a column is added to every column"},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 2, 10, 20), mat(3, 2, 11, 22, 13, 24, 15, 26), "a row is added to every row"},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(3, 1, 10, 20, 30), mat(3, 2, 11, 12, 23, 24, 35, 36), "a column is added to every column"},
		{mat(1, 3, 1, 2, 3), mat(1, 1, 10), mat(1, 3, 11, 12, 13), "a 1×1 column is added to every column"},
		{mat(3, 1, 1, 2, 3), mat(1, 1, 10), mat(3, 1, 11, 12, 13), "a 1×1 row is added to every row"},
		{mat(1, 3, 0.1, 1e308, inf), mat(1, 3, 0.2, 1e308, -inf), mat(1, 3, 0.30000000000000004, inf, nan), "rounded once; too large is Inf; ∞ − ∞ is NaN"},
		{mat(2, 2, neg0, 0, 0, neg0), mat(1, 2, neg0, neg0), mat(2, 2, neg0, 0, 0, neg0), "−0 + −0 is −0, any other sum of zeros 0"},
		{mat(0, 2), mat(1, 2, 1, 2), mat(0, 2), "a row, added to no rows"},
		{mat(2, 0), mat(2, 1, 1, 2), mat(2, 0), "a column, added to no columns"},
	} {
		check(t, fmt.Sprintf("%s.Add(%s)", show(c.A), show(c.B)), func() *Matrix { return c.A.Add(c.B) }, c.want, c.why, c.A, c.B)
	}
	for _, c := range unfit {
		A, B := c[0], c[1]
		wantPanic(t, fmt.Sprintf("%s.Add(%s)", show(A), show(B)), func() { A.Add(B) }, "Add", A.shape(), B.shape())
	}
}

func TestDiv(t *testing.T) {
	for _, c := range []binary{
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(2, 3, 2, 4, 8, 2, 4, 8), mat(2, 3, 0.5, 0.5, 0.375, 2, 1.25, 0.75), "element by element"},
		{mat(2, 2, 1, 2, 3, 4), mat(1, 2, 2, 4), mat(2, 2, 0.5, 0.5, 1.5, 1), "a row divides every row"},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 1, 2, 4), mat(2, 2, 0.5, 1, 0.75, 1), "a column divides every column"},
		{mat(1, 3, 1, 2, 3), mat(1, 1, 2), mat(1, 3, 0.5, 1, 1.5), "a 1×1 column divides every column"},
		{mat(1, 2, 5, 7), mat(1, 2, 3, 5), mat(1, 2, 1.6666666666666667, 1.4), "rounded once, not as A times 1/B"},
		{mat(1, 6, 1, -1, 1, -1, 0, 0), mat(1, 6, 0, 0, neg0, neg0, 0, neg0), mat(1, 6, inf, -inf, -inf, inf, nan, nan), "1/0 is Inf, 0/0 is NaN"},
		{mat(2, 2, 0, 0, 4, 6), mat(2, 1, 0, 2), mat(2, 2, nan, nan, 2, 3), "an empty cluster, above one of two points"},
		{mat(1, 3, 1, inf, nan), mat(1, 3, inf, inf, 1), mat(1, 3, 0, nan, nan), "1/∞ is 0, ∞/∞ is NaN"},
		{mat(0, 2), mat(0, 1), mat(0, 2), "no rows"},
		{mat(2, 0), mat(1, 0), mat(2, 0), "no columns"},
	} {
		check(t, fmt.Sprintf("%s.Div(%s)", show(c.A), show(c.B)), func() *Matrix { return c.A.Div(c.B) }, c.want, c.why, c.A, c.B)
	}
	for _, c := range unfit {
		A, B := c[0], c[1]
		wantPanic(t, fmt.Sprintf("%s.Div(%s)", show(A), show(B)), func() { A.Div(B) }, "Div", A.shape(), B.shape())
	}
}

func TestColumnSums(t *testing.T) {
	for _, c := range []unary{
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 2, 9, 12), "down the columns; the sums are a row"},
		{mat(2, 2, 1, 2, 3, 4), mat(1, 2, 4, 6), "down the columns, in a square too"},
		{mat(3, 2, 1e16, 1, 1, 1e16, -1e16, -1e16), mat(1, 2, 0, 0), "from the first row: 1e16 + 1 rounds to 1e16"},
		{mat(3, 1, -1e16, 1e16, 1), mat(1, 1, 1), "from the first row: nothing is lost"},
		{mat(1, 3, neg0, inf, nan), mat(1, 3, 0, inf, nan), "from 0, and 0 + −0 is 0"},
		{mat(0, 2), mat(1, 2, 0, 0), "no rows: the sums are 0"},
		{mat(2, 0), mat(1, 0), "no columns: no sums"},
	} {
		check(t, show(c.A)+".ColumnSums()", func() *Matrix { return c.A.ColumnSums() }, c.want, c.why, c.A)
	}
}
