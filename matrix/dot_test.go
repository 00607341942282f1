package matrix

import (
	"slices"
	"testing"
)

func TestDot(t *testing.T) {
	for _, c := range []struct{ A, B, want, why string }{
		{"1 2; 3 4", "5 6; 7 8", "19 22; 43 50", "rows times columns"},
		{"1 2 3; 4 5 6", "1 2; 3 4; 5 6", "22 28; 49 64", "2×3 times 3×2"},
		{"1; 2; 3", "4 5", "4 5; 8 10; 12 15", "a column times a row"},
		{"1 2 3", "4; 5; 6", "32", "a row times a column: the inner product"},
		{"1 1e16 -1e16", "1; 1; 1", "0", "from the first term: 1 + 1e16 rounds to 1e16"},
		{"1e16 -1e16 1", "1; 1; 1", "1", "from the first term: nothing is lost"},
		{"1e16 1 0 0 -1e16 0 0 0; 1 0 0 0 1e16 -1e16 0 0", "1; 1; 1; 1; 1; 1; 1; 1", "0; 0", "from the first, with many terms too"},
		{"-1 0.1", "1; 10", "0", "0.1·10 is rounded to 1 before it is added"},
		{"0.1 0.3", "0.1; 0.3", "0.1", "each product is rounded, and then each sum"},
		{"1e308 1e308 -1e308", "1; 1; 1", "Inf", "a sum that is too large is Inf and stays so"},
		{"-1", "0", "0", "the sum begins with 0, and 0 + −0 is 0"},
		{"0 1", "Inf NaN 1; 2 3 4", "NaN NaN 4", "0·∞ and 0·NaN are NaN: no term is skipped"},
		{"Inf; NaN", "0 1", "NaN Inf; NaN NaN", "∞·0 and NaN·0 are NaN: no term is skipped"},
		{"2×0", "0×3", "0 0 0; 0 0 0", "a sum without terms is 0"},
		{"0×2", "1 2 3; 4 5 6", "0×3", "no rows"},
		{"1 2 3; 4 5 6", "3×0", "2×0", "no columns"},
	} {
		A, B := mat(c.A), mat(c.B)
		check(t, "A.Dot(B)", func() *Matrix { return A.Dot(B) }, c.want, c.why, A, B)
	}
	A := mat("1 2 3; 4 5 6")
	for _, B := range []*Matrix{A, mat("1 2; 3 4"), mat("1; 2; 3; 4"), mat("1 2 3"), mat("0×3")} {
		wantPanic(t, "A.Dot(B)", func() { A.Dot(B) }, "Dot: 2×3 times "+B.shape())
	}
}

func TestRowwiseArgmin(t *testing.T) {
	for _, c := range []struct {
		A    string
		want []int
		why  string
	}{
		{"5 3 4; 1 2 3", []int{1, 0}, "an index for each row, from 0"},
		{"-1 -3 2 -2", []int{1}, "the smallest, not the nearest to 0"},
		{"2 3 1", []int{2}, "after a larger one too"},
		{"1000 5e-324 0", []int{2}, "however large, however close"},
		{"2 1 1; 3 3 3; Inf Inf Inf", []int{1, 0, 0}, "of equals the first wins"},
		{"0 -0; -0 0", []int{0, 0}, "−0 equals 0"},
		{"Inf 1; 1 -Inf", []int{1, 1}, "∞ is a number like any other"},
		{"Inf 1.7976931348623157e308", []int{1}, "and so is the largest float64"},
		{"1 NaN 0; 1 0 NaN; -Inf NaN -Inf", []int{1, 2, 1}, "NaN is smaller than any number"},
		{"NaN 1 0; 0 NaN NaN; NaN NaN 1", []int{0, 1, 0}, "and the first NaN wins"},
		{"0×2", []int{}, "no rows"},
	} {
		A := mat(c.A)
		if got := A.RowwiseArgmin(); !slices.Equal(got, c.want) {
			t.Errorf("A.RowwiseArgmin() = %v, want %v (%s), A = %s", got, c.want, c.why, c.A)
		}
		if show(A) != show(mat(c.A)) {
			t.Errorf("A.RowwiseArgmin() must leave A = %s alone, and made it %s", c.A, show(A))
		}
	}
	for _, shape := range []string{"2×0", "0×0"} {
		wantPanic(t, "A.RowwiseArgmin()", func() { mat(shape).RowwiseArgmin() }, "RowwiseArgmin: "+shape)
	}
}
