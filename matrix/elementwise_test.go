package matrix

import (
	"math"
	"testing"
)

func TestOneOperand(t *testing.T) {
	operations := map[string]func(A *Matrix) *Matrix{
		"T": (*Matrix).T, "Square": (*Matrix).Square, "ColumnSums": (*Matrix).ColumnSums,
		"Scale by −2": func(A *Matrix) *Matrix { return A.Scale(-2) },
		"Scale by 1":  func(A *Matrix) *Matrix { return A.Scale(1) },
		"Scale by 3":  func(A *Matrix) *Matrix { return A.Scale(3) },
		"Scale by 0":  func(A *Matrix) *Matrix { return A.Scale(0) },
		"Scale by ∞":  func(A *Matrix) *Matrix { return A.Scale(math.Inf(1)) },
	}
	for _, c := range []struct{ operation, A, want, why string }{
		{"T", "11 12 13; 21 22 23", "11 21; 12 22; 13 23", "rows become columns"},
		{"T", "1; NaN; -0", "1 NaN -0", "a column becomes a row"},
		{"T", "1 NaN -0", "1; NaN; -0", "a row becomes a column"},
		{"T", "11 12; 21 22", "11 21; 12 22", "a square"},
		{"T", "0×2", "2×0", "no elements"},

		{"Square", "1 -2; 3 4", "1 4; 9 16", "each element times itself, not the product AA"},
		{"Square", "0.1 -0", "0.010000000000000002 0", "rounded once"},
		{"Square", "1e200 1e-200 -Inf NaN", "Inf 0 Inf NaN", "too large, too small, ±Inf and NaN"},
		{"Square", "5e-155", "2.5e-309", "rounded once, where it is subnormal"},

		{"Scale by −2", "1 6 0; 7 1 -4", "-2 -12 -0; -14 -2 8", "every element times −2"},
		{"Scale by 3", "1; -2; 0.1", "3; -6; 0.30000000000000004", "every element times 3, rounded once"},
		{"Scale by 1", "1 -0", "1 -0", "a copy"},
		{"Scale by 0", "1 -1 Inf NaN", "0 -0 NaN NaN", "0·∞ is NaN, and 0·(−1) is −0"},
		{"Scale by ∞", "1 -1 0", "Inf -Inf NaN", "∞·0 is NaN"},

		{"ColumnSums", "1 2; 3 4; 5 6", "9 12", "down the columns; the sums are a row"},
		{"ColumnSums", "1e16 1; 1 1e16; -1e16 -1e16", "0 0", "from the first row: 1e16 + 1 rounds to 1e16"},
		{"ColumnSums", "-1e16; 1e16; 1", "1", "from the first row: nothing is lost"},
		{"ColumnSums", "1e16 1e16; 0 1; -1e16 1; 1 -1e16", "1 0", "from the first row, with many rows too"},
		{"ColumnSums", "-0 Inf NaN", "0 Inf NaN", "from 0, and 0 + −0 is 0"},
		{"ColumnSums", "0×2", "0 0", "no rows: the sums are 0"},
		{"ColumnSums", "2×0", "1×0", "no columns: no sums"},
	} {
		A := mat(c.A)
		check(t, c.operation, func() *Matrix { return operations[c.operation](A) }, c.want, c.why, A)
	}
}

func TestAddAndDiv(t *testing.T) {
	for _, c := range []struct{ A, B, sum, quotient, why string }{
		{"1 2 3; 4 5 6", "2 4 8; 2 4 8", "3 6 11; 6 9 14", "0.5 0.5 0.375; 2 1.25 0.75", "element by element"},
		{"1 2; 3 4", "2 4", "3 6; 5 8", "0.5 0.5; 1.5 1", "a row goes with every row"},
		{"1 2; 3 4", "2; 4", "3 4; 7 8", "0.5 1; 0.75 1", "a column goes with every column"},
		{"1 2; 3 4; 5 6", "2 4", "3 6; 5 8; 7 10", "0.5 0.5; 1.5 1; 2.5 1.5", "a row goes with every row"},
		{"1 2; 3 4; 5 6", "1; 2; 4", "2 3; 5 6; 9 10", "1 2; 1.5 2; 1.25 1.5", "a column goes with every column"},
		{"1 2 3", "2", "3 4 5", "0.5 1 1.5", "a 1×1 column goes with every column"},
		{"1; 2; 3", "2", "3; 4; 5", "0.5; 1; 1.5", "a 1×1 row goes with every row"},
		{"5 7", "3", "8 10", "1.6666666666666667 2.3333333333333335", "a column divides, no 1/3 multiplies"},
		{"5; 7", "3", "8; 10", "1.6666666666666667; 2.3333333333333335", "a row divides, no 1/3 multiplies"},
		{"0.1 5 1e308", "0.2 3 1e308", "0.30000000000000004 8 Inf", "0.5 1.6666666666666667 1", "rounded once"},
		{"-0 0; 0 -0", "-0 -0", "-0 0; 0 -0", "NaN NaN; NaN NaN", "−0 + −0 is −0, any other sum of zeros 0"},
		{"1 -1 1 -1", "0 0 -0 -0", "1 -1 1 -1", "Inf -Inf -Inf Inf", "1/0 is Inf"},
		{"0 0; 4 6", "0; 2", "0 0; 6 8", "NaN NaN; 2 3", "an empty cluster, above one of two points"},
		{"1 Inf NaN", "Inf -Inf 1", "Inf NaN NaN", "0 NaN NaN", "∞ − ∞ and ∞/∞ are NaN"},
		{"0×2", "1 2", "0×2", "0×2", "a row and no rows"},
		{"2×0", "1; 2", "2×0", "2×0", "a column and no columns"},
		{"0×2", "0×1", "0×2", "0×2", "a column without rows"},
		{"2×0", "1×0", "2×0", "2×0", "a row without columns"},
	} {
		A, B := mat(c.A), mat(c.B)
		check(t, "A.Add(B)", func() *Matrix { return A.Add(B) }, c.sum, c.why, A, B)
		check(t, "A.Div(B)", func() *Matrix { return A.Div(B) }, c.quotient, c.why, A, B)
	}

	// B must be like A, or one whole row, or one whole column; and A is never repeated.
	for _, c := range [][2]string{
		{"3×0", "2×0"},
		{"1 2; 3 4; 5 6", "1 2 3; 4 5 6"},
		{"1 2; 3 4; 5 6", "1 2 3"},
		{"1 2; 3 4; 5 6", "1; 2"},
		{"1 2; 3 4; 5 6", "1; 2; 3; 4"},
		{"1 2; 3 4; 5 6; 7 8", "1 2; 3 4"},
		{"1 2 3 4; 5 6 7 8", "1 2; 3 4"},
		{"1 2; 3 4; 5 6", "1"},
		{"1 2; 3 4; 5 6", "0×2"},
		{"1 2", "1 2; 3 4; 5 6"},
		{"1; 2; 3", "1 2; 3 4; 5 6"},
		{"1; 2; 3", "1 2"},
	} {
		A, B := mat(c[0]), mat(c[1])
		wantPanic(t, "A.Add(B)", func() { A.Add(B) }, "Add: "+A.shape()+" plus "+B.shape())
		wantPanic(t, "A.Div(B)", func() { A.Div(B) }, "Div: "+A.shape()+" by "+B.shape())
	}
}
