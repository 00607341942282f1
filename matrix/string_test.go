package matrix

import (
	"strings"
	"testing"
)

func TestString(t *testing.T) {
	for _, c := range []struct {
		A    *Matrix
		want string
	}{
		{mat(1, 1, 5), "5"},
		{mat(1, 3, 1, -2, 3.5), "1  -2  3.5"},
		{mat(3, 1, 1, -20, 300), "" +
			"  1\n" +
			"-20\n" +
			"300"},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), "" +
			"1  2  3\n" +
			"4  5  6"},
		// Each column is as wide as its widest number.
		{mat(3, 2, 1, -6.25, 100, 7, -1, 0.5), "" +
			"  1  -6.25\n" +
			"100      7\n" +
			" -1    0.5"},
		{mat(2, 4, nan, inf, -inf, minusZero, 1, 2, 3, 4), "" +
			"NaN  +Inf  -Inf  -0\n" +
			"  1     2     3   4"},
		// Up to eight significant digits.
		{mat(1, 3, 1./3, -200./3, 0.1), "0.33333333  -66.666667  0.1"},
		{mat(1, 2, 0.30000000000000004, 5.5), "0.3  5.5"},
		{mat(1, 2, 12345678, 123456789), "12345678  1.2345679e+08"},
		{mat(1, 2, 1e-300, -1e300), "1e-300  -1e+300"},
		{mat(0, 2), "(0×2)"},
		{mat(2, 0), "(2×0)"},
		{mat(0, 0), "(0×0)"},
		{&Matrix{}, "(0×0)"},
	} {
		A := clone(c.A)
		got := A.String()
		if got != c.want {
			looks := ""
			if strings.Join(strings.Fields(got), " ") == strings.Join(strings.Fields(c.want), " ") {
				looks = "\nThe numbers are right, the blanks or the lines are not."
			}
			t.Errorf("%s.String() =\n%s\nwant\n%s%s", show(c.A), got, c.want, looks)
		}
		wantOwn(t, "String()", nil, A, c.A)
	}
}
