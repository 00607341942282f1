package matrix

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestNew(t *testing.T) {
	for _, c := range []struct {
		m, n int
		want *Matrix
	}{
		{2, 3, mat(2, 3, 0, 0, 0, 0, 0, 0)},
		{0, 3, mat(0, 3)},
		{math.MaxInt, 0, mat(math.MaxInt, 0)},
		{0, math.MaxInt, mat(0, math.MaxInt)},
	} {
		check(t, fmt.Sprintf("New(%d, %d)", c.m, c.n), func() *Matrix { return New(c.m, c.n) }, c.want, "zeros")
	}
	for _, c := range [][2]int{
		{-1, 2}, {2, -1}, {-1, -1}, {-1, 0}, {0, -1},
		{math.MaxInt, 2},
		{math.MaxInt/2 + 1, 4}, {4, math.MaxInt/2 + 1}, // the product overflows to 0
	} {
		wantPanic(t, fmt.Sprintf("New(%d, %d)", c[0], c[1]), func() { New(c[0], c[1]) },
			"New", fmt.Sprintf("%d×%d", c[0], c[1]))
	}
}

func TestFromRows(t *testing.T) {
	for _, c := range []struct {
		rows [][]float64
		want *Matrix
		why  string
	}{
		{[][]float64{{1, 2, 3}, {4, 5, 6}}, mat(2, 3, 1, 2, 3, 4, 5, 6), "a row is a row"},
		{[][]float64{{nan}, {-inf}, {neg0}}, mat(3, 1, nan, -inf, neg0), "any float64"},
		{[][]float64{{}, nil}, mat(2, 0), "rows without columns"},
		{nil, mat(0, 0), "no rows"},
	} {
		call := fmt.Sprintf("FromRows(%v)", c.rows)
		check(t, call, func() *Matrix { return FromRows(c.rows) }, c.want, c.why)
		if after := fmt.Sprintf("FromRows(%v)", c.rows); after != call {
			t.Errorf("%s must copy its rows: writing to the result made them %s", call, after)
		}
	}
	wantPanic(t, "FromRows([[1 2] [3 4] [5]])", func() { FromRows([][]float64{{1, 2}, {3, 4}, {5}}) }, "FromRows", "row 0 ", "2", "row 2 ", "1")
	wantPanic(t, "FromRows([[] [1]])", func() { FromRows([][]float64{{}, {1}}) }, "FromRows", "row 0 ", "0", "row 1 ", "1")
}

func TestOnes(t *testing.T) {
	check(t, "Ones(2, 3)", func() *Matrix { return Ones(2, 3) }, mat(2, 3, 1, 1, 1, 1, 1, 1), "ones everywhere")
	check(t, "Ones(0, 3)", func() *Matrix { return Ones(0, 3) }, mat(0, 3), "no rows")
	wantPanic(t, "Ones(2, -1)", func() { Ones(2, -1) }, "New", "2×-1")
}

func TestEye(t *testing.T) {
	check(t, "Eye(3)", func() *Matrix { return Eye(3) }, mat(3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1), "ones on the diagonal")
	check(t, "Eye(0)", func() *Matrix { return Eye(0) }, mat(0, 0), "no rows")
	wantPanic(t, "Eye(-1)", func() { Eye(-1) }, "New", "-1×-1")
}

func TestDims(t *testing.T) {
	for _, A := range []*Matrix{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(0, 2), mat(2, 0), {}} {
		if m, n := A.Dims(); m != A.rows || n != A.cols {
			t.Errorf("%s.Dims() = %d, %d, want %d, %d", show(A), m, n, A.rows, A.cols)
		}
	}
}

// outside lists places that are not in a 2×3 matrix. Counted along the rows, five of
// them would be places of other elements.
var outside = [][2]int{{0, 3}, {1, -1}, {-1, 3}, {-1, 5}, {2, -1}, {2, 0}, {0, -1}, {-1, 0}, {1, 3}}

func TestAt(t *testing.T) {
	A := mat(2, 3, 11, 12, 13, 21, 22, 23)
	for p, want := range A.data {
		if i, j := p/3, p%3; A.At(i, j) != want {
			t.Errorf("%s.At(%d, %d) = %v, want %v: row %d and column %d, from 0", show(A), i, j, A.At(i, j), want, i, j)
		}
	}
	for _, c := range outside {
		wantPanic(t, fmt.Sprintf("%s.At(%d, %d)", show(A), c[0], c[1]), func() { A.At(c[0], c[1]) },
			"At", fmt.Sprintf("(%d, %d)", c[0], c[1]), "2×3")
	}
}

func TestSet(t *testing.T) {
	for p := range 6 {
		A, want := mat(2, 3, 11, 12, 13, 21, 22, 23), mat(2, 3, 11, 12, 13, 21, 22, 23)
		want.data[p] = neg0
		call := fmt.Sprintf("A := %s; A.Set(%d, %d, −0); A", show(A), p/3, p%3)
		check(t, call, func() *Matrix { A.Set(p/3, p%3, neg0); return A }, want, "one element changes")
	}
	for _, c := range outside {
		A := mat(2, 3, 11, 12, 13, 21, 22, 23)
		wantPanic(t, fmt.Sprintf("%s.Set(%d, %d, 7)", show(A), c[0], c[1]), func() { A.Set(c[0], c[1], 7) },
			"Set", fmt.Sprintf("(%d, %d)", c[0], c[1]), "2×3")
	}
}

func TestRow(t *testing.T) {
	A := mat(2, 3, 11, 12, 13, 21, 22, 23)
	for i, want := range []string{"[11 12 13]", "[21 22 23]"} {
		if got := fmt.Sprint(A.Row(i)); got != want {
			t.Errorf("%s.Row(%d) = %s, want %s", show(A), i, got, want)
		}
	}
	if got := mat(2, 0).Row(1); len(got) != 0 {
		t.Errorf("%s.Row(1) = %v, want [], a row without elements", show(mat(2, 0)), got)
	}
	A.Row(1)[0] = 7
	_ = append(A.Row(0), 8)
	if want := mat(2, 3, 11, 12, 13, 7, 22, 23); show(A) != show(want) {
		t.Errorf("after A.Row(1)[0] = 7 and append(A.Row(0), 8), A = %s, want %s: a row is a view, and ends with the row", show(A), show(want))
	}
	for _, c := range []struct {
		A *Matrix
		i int
	}{{A, -1}, {A, 2}, {A, math.MinInt}, {A, math.MaxInt}, {mat(2, 0), 2}, {mat(0, 2), 0}} {
		wantPanic(t, fmt.Sprintf("%s.Row(%d)", show(c.A), c.i), func() { c.A.Row(c.i) },
			"Row", fmt.Sprintf("row %d ", c.i), fmt.Sprintf("%d×%d", c.A.rows, c.A.cols))
	}
}

func TestIndex(t *testing.T) {
	for _, c := range []struct {
		A       *Matrix
		indices []int
		want    *Matrix
		why     string
	}{
		{mat(3, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33), []int{1, 2, 0}, mat(3, 3, 21, 22, 23, 31, 32, 33, 11, 12, 13), "row i of the result is row indices[i]"},
		{mat(3, 2, 11, 12, 21, 22, 31, 32), []int{2, 2, 0, 2}, mat(4, 2, 31, 32, 31, 32, 11, 12, 31, 32), "a row repeats, a row is missing"},
		{mat(2, 2, 11, 12, 21, 22), []int{0, 1}, mat(2, 2, 11, 12, 21, 22), "a copy, row for row"},
		{mat(2, 2, 11, 12, 21, 22), nil, mat(0, 2), "no indices"},
		{mat(2, 0), []int{1, 1, 1}, mat(3, 0), "no columns"},
	} {
		call := fmt.Sprintf("%s.Index(%v)", show(c.A), c.indices)
		before := slices.Clone(c.indices)
		check(t, call, func() *Matrix { return c.A.Index(c.indices) }, c.want, c.why, c.A)
		if !slices.Equal(c.indices, before) {
			t.Errorf("%s must leave the indices alone, and made them %v", call, c.indices)
		}
	}
	A := mat(3, 2, 11, 12, 21, 22, 31, 32)
	wantPanic(t, show(A)+".Index([-1])", func() { A.Index([]int{-1}) }, "Index", "row -1 ", "indices[0]", "3×2")
	wantPanic(t, show(A)+".Index([2 1 3])", func() { A.Index([]int{2, 1, 3}) }, "Index", "row 3 ", "indices[2]", "3×2")
}

func TestEqual(t *testing.T) {
	justNaN := mat(1, 1, nan)
	for _, c := range []struct {
		A, B *Matrix
		want bool
		why  string
	}{
		{mat(2, 2, 1, 2, 3, 4), mat(2, 2, 1, 2, 3, 4), true, "the same elements"},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 2, 0, 2, 3, 4), false, "the first element differs"},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 2, 1, 2, 3, math.Nextafter(4, 5)), false, "the last element differs in its last bit"},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(3, 2, 1, 2, 3, 4, 5, 6), false, "the shapes differ"},
		{mat(1, 2, 1, 2), mat(2, 2, 1, 2, 1, 2), false, "the shapes differ, and nothing is broadcast"},
		{mat(0, 2), mat(0, 3), false, "the shapes differ, without elements"},
		{mat(2, 0), mat(3, 0), false, "the shapes differ, without elements"},
		{mat(0, 0), &Matrix{}, true, "the zero value is 0×0"},
		{mat(1, 2, 0, inf), mat(1, 2, neg0, inf), true, "−0 equals 0"},
		{mat(1, 1, inf), mat(1, 1, -inf), false, "−Inf is not +Inf"},
		{mat(1, 1, nan), mat(1, 1, nan), false, "NaN does not equal NaN"},
		{justNaN, justNaN, false, "NaN does not even equal itself"},
	} {
		for _, pair := range [][2]*Matrix{{c.A, c.B}, {c.B, c.A}} {
			if got := pair[0].Equal(pair[1]); got != c.want {
				t.Errorf("%s.Equal(%s) = %v, want %v (this case: %s)", show(pair[0]), show(pair[1]), got, c.want, c.why)
			}
		}
	}
}

func TestString(t *testing.T) {
	for _, c := range []struct {
		A         *Matrix
		want, why string
	}{
		{mat(3, 2, 1, -6.25, 100, 7, -1, 0.5), "" +
			"  1  -6.25\n" +
			"100      7\n" +
			" -1    0.5", "each column is as wide as its widest number"},
		{mat(1, 4, nan, inf, -inf, neg0), "NaN  +Inf  -Inf  -0", "any float64"},
		{mat(1, 3, 1./3, -200./3, 0.1+0.2), "0.33333333  -66.666667  0.3", "up to eight digits"},
		{mat(1, 3, 12345678, 123456789, 1e-300), "12345678  1.2345679e+08  1e-300", "exponents where numbers get long"},
		{mat(0, 2), "(0×2)", "no elements"},
		{mat(2, 0), "(2×0)", "no elements"},
	} {
		if got := c.A.String(); got != c.want {
			t.Errorf("%s.String() =\n%s\nwant\n%s\n(this case: %s)", show(c.A), got, c.want, c.why)
		}
	}
}
