package matrix

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestNew(t *testing.T) {
	check(t, "New(2, 3)", func() *Matrix { return New(2, 3) }, "0 0 0; 0 0 0", "zeros")
	check(t, "New(0, 3)", func() *Matrix { return New(0, 3) }, "0×3", "no rows")
	New(math.MaxInt, 0)
	New(0, math.MaxInt) // no elements do not overflow
	for _, c := range [][2]int{
		{-1, 2}, {2, -1}, {-1, -1}, {-1, 0}, {0, -1},
		{math.MaxInt, 2},
		{math.MaxInt/2 + 1, 4}, {4, math.MaxInt/2 + 1}, // the product overflows to 0
	} {
		shape := fmt.Sprintf("%d×%d", c[0], c[1])
		wantPanic(t, "New of "+shape, func() { New(c[0], c[1]) }, "New: "+shape)
	}
}

func TestFromRows(t *testing.T) {
	for _, c := range []struct {
		rows      [][]float64
		want, why string
	}{
		{[][]float64{{1, 2, 3}, {4, 5, 6}}, "1 2 3; 4 5 6", "a row is a row"},
		{[][]float64{{1, 2}}, "1 2", "a single row"},
		{[][]float64{{math.NaN()}, {math.Inf(-1)}, {math.Copysign(0, -1)}}, "NaN; -Inf; -0", "any float64"},
		{[][]float64{{}, nil}, "2×0", "rows without columns"},
		{nil, "0×0", "no rows"},
		{[][]float64{}, "0×0", "no rows"},
	} {
		call := fmt.Sprintf("FromRows(%v)", c.rows)
		check(t, call, func() *Matrix { return FromRows(c.rows) }, c.want, c.why)
		if after := fmt.Sprintf("FromRows(%v)", c.rows); after != call {
			t.Errorf("%s must copy its rows: writing to the result made them %s", call, after)
		}
	}
	wantPanic(t, "FromRows([[1 2] [3 4] [5]])", func() { FromRows([][]float64{{1, 2}, {3, 4}, {5}}) },
		"FromRows: row 0 has 2 columns, row 2 has 1")
	wantPanic(t, "FromRows([[] [1]])", func() { FromRows([][]float64{{}, {1}}) },
		"FromRows: row 0 has 0 columns, row 1 has 1")
}

func TestOnesAndEye(t *testing.T) {
	if m, n := Ones(2, 3).Dims(); m != 2 || n != 3 {
		t.Errorf("Ones(2, 3).Dims() = %d, %d", m, n)
	}
	check(t, "Ones(2, 3)", func() *Matrix { return Ones(2, 3) }, "1 1 1; 1 1 1", "ones everywhere")
	check(t, "Eye(3)", func() *Matrix { return Eye(3) }, "1 0 0; 0 1 0; 0 0 1", "ones on the diagonal")
	check(t, "Ones(0, 3)", func() *Matrix { return Ones(0, 3) }, "0×3", "no rows")
	check(t, "Eye(0)", func() *Matrix { return Eye(0) }, "0×0", "no rows")
	wantPanic(t, "Ones(2, -1)", func() { Ones(2, -1) }, "New: 2×-1")
	wantPanic(t, "Eye(-1)", func() { Eye(-1) }, "New: -1×-1")
}

func TestAtAndSet(t *testing.T) {
	for p := range 6 {
		i, j := p/3, p%3
		A, want := mat("11 12 13; 21 22 23"), mat("11 12 13; 21 22 23")
		if got := A.At(i, j); got != want.data[p] {
			t.Errorf("A.At(%d, %d) = %v, want %v, A = %s", i, j, got, want.data[p], show(A))
		}
		want.data[p] = math.Copysign(0, -1)
		A.Set(i, j, want.data[p])
		if show(A) != show(want) {
			t.Errorf("A.Set(%d, %d, −0) makes A = %s, want %s", i, j, show(A), show(want))
		}
	}
	// There are no such elements. Counted along the rows, five of them would be others.
	for _, c := range [][2]int{{0, 3}, {1, -1}, {-1, 3}, {-1, 5}, {2, -1}, {2, 0}, {0, -1}, {-1, 0}, {1, 3}} {
		A, place := mat("11 12 13; 21 22 23"), fmt.Sprintf("(%d, %d)", c[0], c[1])
		wantPanic(t, "At"+place, func() { A.At(c[0], c[1]) }, "At: no element "+place+" in a 2×3")
		wantPanic(t, "Set"+place, func() { A.Set(c[0], c[1], 7) }, "Set: no element "+place+" in a 2×3")
	}
}

func TestRow(t *testing.T) {
	A := mat("11 12 13; 21 22 23")
	if fmt.Sprint(A.Row(0), A.Row(1), mat("2×0").Row(1)) != "[11 12 13] [21 22 23] []" {
		t.Errorf("rows %v and %v of %s, and %v of a 2×0 matrix", A.Row(0), A.Row(1), show(A), mat("2×0").Row(1))
	}
	A.Row(1)[0] = 7
	_ = append(A.Row(0), 8)
	if want := show(mat("11 12 13; 7 22 23")); show(A) != want { // a view, that ends with the row
		t.Errorf("after A.Row(1)[0] = 7 and append(A.Row(0), 8), A = %s, want %s", show(A), want)
	}
	for _, c := range []struct {
		A *Matrix
		i int
	}{{A, -1}, {A, 2}, {A, math.MinInt}, {A, math.MaxInt}, {mat("2×0"), 2}, {mat("0×2"), 0}} {
		want := fmt.Sprintf("Row: no row %d in a %s", c.i, c.A.shape())
		wantPanic(t, fmt.Sprintf("Row(%d)", c.i), func() { c.A.Row(c.i) }, want)
	}
}

func TestRows(t *testing.T) {
	A := mat("11 12 13; 21 22 23")
	rows := A.Rows()
	if fmt.Sprint(rows) != "[[11 12 13] [21 22 23]]" || len(mat("0×2").Rows()) != 0 || len(mat("2×0").Rows()) != 2 {
		t.Errorf("A.Rows() = %v, A = %s", rows, show(A))
	}
	rows[1][0] = 7
	_ = append(rows[0], 8)
	if want := show(mat("11 12 13; 7 22 23")); show(A) != want {
		t.Errorf("after A.Rows()[1][0] = 7 and append(A.Rows()[0], 8), A = %s, want %s", show(A), want)
	}
}

func TestIndex(t *testing.T) {
	for _, c := range []struct {
		A         string
		indices   []int
		want, why string
	}{
		{"11 12 13; 21 22 23; 31 32 33", []int{1, 2, 0}, "21 22 23; 31 32 33; 11 12 13", "row i is A's row indices[i]"},
		{"11 12; 21 22; 31 32", []int{2, 2, 0, 2}, "31 32; 31 32; 11 12; 31 32", "a row repeats, a row is missing"},
		{"11 12; 21 22", []int{0, 1}, "11 12; 21 22", "a copy, row for row"},
		{"11 12; 21 22", []int{1}, "21 22", "a copy of one row"},
		{"11 12; 21 22", nil, "0×2", "no indices"},
		{"2×0", []int{1, 1, 1}, "3×0", "no columns"},
	} {
		A, before := mat(c.A), slices.Clone(c.indices)
		check(t, fmt.Sprintf("A.Index(%v)", before), func() *Matrix { return A.Index(c.indices) }, c.want, c.why, A)
		if !slices.Equal(c.indices, before) {
			t.Errorf("A.Index(%v) must leave the indices alone, and made them %v", before, c.indices)
		}
	}
	A := mat("11 12; 21 22; 31 32")
	wantPanic(t, "A.Index([-1])", func() { A.Index([]int{-1}) }, "Index: no row -1 (indices[0]) in a 3×2")
	wantPanic(t, "A.Index([2 1 3])", func() { A.Index([]int{2, 1, 3}) }, "Index: no row 3 (indices[2]) in a 3×2")
}

func TestEqual(t *testing.T) {
	justNaN := mat("NaN")
	for _, c := range []struct {
		A, B *Matrix
		want bool
		why  string
	}{
		{mat("1 2; 3 4"), mat("1 2; 3 4"), true, "the same elements"},
		{mat("1 2; 3 4"), mat("0 2; 3 4"), false, "the first element differs"},
		{mat("1 2; 3 4"), mat("1 2; 3 4.000000000000001"), false, "the last element differs in its last bit"},
		{mat("1 2 3; 4 5 6"), mat("1 2; 3 4; 5 6"), false, "the shapes differ"},
		{mat("1 2"), mat("1 2; 1 2"), false, "the shapes differ, and nothing is broadcast"},
		{mat("0×2"), mat("0×3"), false, "the shapes differ, without elements"},
		{mat("2×0"), mat("3×0"), false, "the shapes differ, without elements"},
		{mat("0×0"), &Matrix{}, true, "the zero value is 0×0"},
		{mat("0 Inf"), mat("-0 Inf"), true, "−0 equals 0"},
		{mat("Inf"), mat("-Inf"), false, "−Inf is not +Inf"},
		{justNaN, justNaN, false, "NaN does not even equal itself"},
	} {
		if c.A.Equal(c.B) != c.want || c.B.Equal(c.A) != c.want {
			t.Errorf("A.Equal(B) or B.Equal(A) is not %v (%s), A = %s, B = %s", c.want, c.why, show(c.A), show(c.B))
		}
	}
}

func TestString(t *testing.T) {
	for _, c := range []struct{ A, want, why string }{
		{"1 -6.25; 100 7; -1 0.5", "" +
			"  1  -6.25\n" +
			"100      7\n" +
			" -1    0.5", "each column is as wide as its widest number"},
		{"NaN Inf -Inf -0", "NaN  +Inf  -Inf  -0", "any float64"},
		{"0.3333333333333333 -66.66666666666667 0.3000000004", "0.33333333  -66.666667  0.3", "up to eight digits"},
		{"12345678 123456789 1e-300", "12345678  1.2345679e+08  1e-300", "exponents where numbers get long"},
		{"0×2", "(0×2)", "no elements"},
		{"2×0", "(2×0)", "no elements"},
	} {
		if got := mat(c.A).String(); got != c.want {
			t.Errorf("A.String() =\n%s\nwant\n%s\n(%s), A = %s", got, c.want, c.why, c.A)
		}
	}
}
