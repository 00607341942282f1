package matrix

import (
	"fmt"
	"math"
	"testing"
)

func TestT(t *testing.T) {
	for _, c := range []struct{ A, want *Matrix }{
		{mat(1, 1, 9), mat(1, 1, 9)},
		{mat(1, 3, 1, 2, 3), mat(3, 1, 1, 2, 3)},
		{mat(3, 1, 1, 2, 3), mat(1, 3, 1, 2, 3)},
		{mat(2, 2, 11, 12, 21, 22), mat(2, 2, 11, 21, 12, 22)},
		{mat(3, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33), mat(3, 3, 11, 21, 31, 12, 22, 32, 13, 23, 33)},
		{mat(2, 3, 11, 12, 13, 21, 22, 23), mat(3, 2, 11, 21, 12, 22, 13, 23)},
		{mat(3, 2, 11, 12, 21, 22, 31, 32), mat(2, 3, 11, 21, 31, 12, 22, 32)},
		{mat(2, 2, nan, minusZero, inf, -inf), mat(2, 2, nan, inf, minusZero, -inf)},
		{mat(0, 2), mat(2, 0)},
		{mat(2, 0), mat(0, 2)},
		{mat(0, 0), mat(0, 0)},
	} {
		A := clone(c.A)
		got := A.T()
		call := show(c.A) + ".T()"
		wantMatrix(t, call, got, c.want,
			slip{&Matrix{c.A.cols, c.A.rows, c.A.data}, "a reshape: the same elements in the same order, cut into other rows"},
			slip{c.A, "A itself"})
		wantOwn(t, call, got, A, c.A)
	}

	wantLarge(t, "A.T()", func(m, n int) (got, want *Matrix) {
		return made(m, n, number).T(), made(n, m, func(i, j int) float64 { return number(j, i) })
	})
}

// number gives every element of a large matrix another value.
func number(i, j int) float64 { return float64(i) + float64(j)/0x1p20 }

func TestSquare(t *testing.T) {
	for _, c := range []struct {
		A, want *Matrix
		slips   []slip
	}{
		{mat(1, 1, 3), mat(1, 1, 9), nil},
		{mat(1, 1, -3), mat(1, 1, 9), nil},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 2, 1, 4, 9, 16), []slip{{mat(2, 2, 7, 10, 15, 22), "the product AA"}}},
		{mat(3, 3, 1, 0, 2, 0, -1, 0, 0, 5, 0), mat(3, 3, 1, 0, 4, 0, 1, 0, 0, 25, 0), nil},
		{mat(2, 3, 1, 6, 0, 7, 1, 4), mat(2, 3, 1, 36, 0, 49, 1, 16), nil},
		{mat(1, 3, 0.5, -0.5, 1.5), mat(1, 3, 0.25, 0.25, 2.25), nil},
		{mat(3, 1, 5, 6, -7), mat(3, 1, 25, 36, 49), nil},
		{mat(1, 1, 0.1), mat(1, 1, 0.010000000000000002), nil},
		{mat(1, 3, minusZero, 1e200, 1e-200), mat(1, 3, 0, inf, 0), nil},
		{mat(1, 3, inf, -inf, nan), mat(1, 3, inf, inf, nan), nil},
		{mat(0, 2), mat(0, 2), nil},
		{mat(2, 0), mat(2, 0), nil},
		{mat(0, 0), mat(0, 0), nil},
	} {
		A := clone(c.A)
		got := A.Square()
		call := show(c.A) + ".Square()"
		wantMatrix(t, call, got, c.want, c.slips...)
		wantOwn(t, call, got, A, c.A)
	}

	wantLarge(t, "A.Square()", func(m, n int) (got, want *Matrix) {
		return made(m, n, number).Square(), made(m, n, func(i, j int) float64 { return number(i, j) * number(i, j) })
	})
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		A    *Matrix
		s    float64
		want *Matrix
	}{
		{mat(1, 1, 3), -2, mat(1, 1, -6)},
		{mat(2, 3, 1, 6, 0, 7, 1, -4), -2, mat(2, 3, -2, -12, minusZero, -14, -2, 8)},
		{mat(3, 2, 1, 6, 0, 7, 1, 4), 0.5, mat(3, 2, 0.5, 3, 0, 3.5, 0.5, 2)},
		{mat(1, 3, 1, -2, nan), 1, mat(1, 3, 1, -2, nan)},
		{mat(3, 1, 1, -2, 3), 0, mat(3, 1, 0, minusZero, 0)},
		{mat(1, 2, inf, -inf), 0, mat(1, 2, nan, nan)},
		{mat(1, 3, 1, -1, 0), inf, mat(1, 3, inf, -inf, nan)},
		{mat(1, 2, 1, 0), nan, mat(1, 2, nan, nan)},
		{mat(1, 2, 0.1, 1e308), 3, mat(1, 2, 0.30000000000000004, inf)},
		{mat(0, 2), 3, mat(0, 2)},
		{mat(2, 0), 3, mat(2, 0)},
		{mat(0, 0), 3, mat(0, 0)},
	} {
		A := clone(c.A)
		got := A.Scale(c.s)
		call := fmt.Sprintf("%s.Scale(%v)", show(c.A), c.s)
		wantMatrix(t, call, got, c.want)
		wantOwn(t, call, got, A, c.A)
	}

	wantLarge(t, "A.Scale(-2)", func(m, n int) (got, want *Matrix) {
		return made(m, n, number).Scale(-2), made(m, n, func(i, j int) float64 { return -2 * number(i, j) })
	})
}

func TestAdd(t *testing.T) {
	for _, c := range []struct {
		A, B, want *Matrix
		slips      []slip
	}{
		{mat(1, 1, 3), mat(1, 1, 4), mat(1, 1, 7), nil},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(2, 3, 10, 20, 30, 40, 50, 60), mat(2, 3, 11, 22, 33, 44, 55, 66), []slip{
			{mat(2, 3, -9, -18, -27, -36, -45, -54), "A − B"}, {mat(2, 3, 10, 40, 90, 160, 250, 360), "A times B"}}},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(3, 2, 6, 5, 4, 3, 2, 1), mat(3, 2, 7, 7, 7, 7, 7, 7), nil},
		{mat(1, 3, 1, 2, 3), mat(1, 3, 4, 5, 6), mat(1, 3, 5, 7, 9), nil},
		{mat(3, 1, 1, 2, 3), mat(3, 1, 4, 5, 6), mat(3, 1, 5, 7, 9), nil},
		// A row is added to every row, a column to every column.
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 2, 10, 20), mat(3, 2, 11, 22, 13, 24, 15, 26), nil},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(3, 1, 10, 20, 30), mat(3, 2, 11, 12, 23, 24, 35, 36), nil},
		{mat(2, 2, 1, 2, 3, 4), mat(1, 2, 10, 20), mat(2, 2, 11, 22, 13, 24), []slip{
			{mat(2, 2, 11, 12, 23, 24), "the row taken for a column"}}},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 1, 10, 20), mat(2, 2, 11, 12, 23, 24), []slip{
			{mat(2, 2, 11, 22, 13, 24), "the column taken for a row"}}},
		{mat(1, 3, 1, 2, 3), mat(1, 1, 10), mat(1, 3, 11, 12, 13), nil},
		{mat(3, 1, 1, 2, 3), mat(1, 1, 10), mat(3, 1, 11, 12, 13), nil},
		{mat(1, 2, 0.1, 1e308), mat(1, 2, 0.2, 1e308), mat(1, 2, 0.30000000000000004, inf), nil},
		{mat(1, 4, inf, -inf, inf, nan), mat(1, 4, inf, 1, -inf, 1), mat(1, 4, inf, -inf, nan, nan), nil},
		// −0 + −0 is −0 and every other sum of zeros is 0, broadcast or not.
		{mat(1, 4, 0, 0, minusZero, minusZero), mat(1, 4, 0, minusZero, 0, minusZero), mat(1, 4, 0, 0, 0, minusZero), nil},
		{mat(2, 2, minusZero, 0, 0, minusZero), mat(1, 2, minusZero, minusZero), mat(2, 2, minusZero, 0, 0, minusZero), nil},
		{mat(2, 2, minusZero, 0, 0, minusZero), mat(2, 1, minusZero, minusZero), mat(2, 2, minusZero, 0, 0, minusZero), nil},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 1, inf, nan), mat(2, 2, inf, inf, nan, nan), nil},
		{mat(0, 2), mat(0, 2), mat(0, 2), nil},
		{mat(2, 0), mat(2, 0), mat(2, 0), nil},
		{mat(0, 0), mat(0, 0), mat(0, 0), nil},
		{mat(0, 2), mat(1, 2, 1, 2), mat(0, 2), nil},
		{mat(0, 2), mat(0, 1), mat(0, 2), nil},
		{mat(2, 0), mat(2, 1, 1, 2), mat(2, 0), nil},
		{mat(2, 0), mat(1, 0), mat(2, 0), nil},
	} {
		A, B := clone(c.A), clone(c.B)
		got := A.Add(B)
		call := fmt.Sprintf("%s.Add(%s)", show(c.A), show(c.B))
		wantMatrix(t, call, got, c.want, c.slips...)
		wantOwn(t, call, got, A, c.A, B, c.B)
	}

	other := func(i, j int) float64 { return 1 + number(j, i) }
	for _, c := range []struct {
		what       string
		rows, cols int // at most, of B
	}{{"B", math.MaxInt, math.MaxInt}, {"a row", 1, math.MaxInt}, {"a column", math.MaxInt, 1}} {
		wantLarge(t, "A.Add("+c.what+")", func(m, n int) (got, want *Matrix) {
			B := made(min(m, c.rows), min(n, c.cols), other)
			return made(m, n, number).Add(B), made(m, n, func(i, j int) float64 {
				return number(i, j) + other(min(i, c.rows-1), min(j, c.cols-1))
			})
		})
	}

	A := mat(2, 2, 1, 2, 3, 4)
	wantMatrix(t, "A := "+show(A)+"; A.Add(A)", A.Add(A), mat(2, 2, 2, 4, 6, 8))

	for _, c := range unfit {
		wantPanic(t, fmt.Sprintf("%s.Add(%s)", show(c.A), show(c.B)), func() { c.A.Add(c.B) },
			"matrix: Add: ", fmt.Sprintf("%d×%d", c.A.rows, c.A.cols), fmt.Sprintf("%d×%d", c.B.rows, c.B.cols))
	}
}

// unfit lists operands that can be neither added nor divided. Only B is ever
// broadcast, and only a whole row or a whole column.
var unfit = []struct{ A, B *Matrix }{
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 3, 1, 2, 3, 4, 5, 6)}, // the transpose
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 3, 1, 2, 3)},          // a row of m
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 1, 1, 2)},             // a column of n
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 2, 1, 2, 3, 4)},
	{mat(2, 2, 1, 2, 3, 4), mat(3, 2, 1, 2, 3, 4, 5, 6)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(6, 1, 1, 2, 3, 4, 5, 6)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 1, 1)}, // a number
	{mat(1, 2, 1, 2), mat(3, 2, 1, 2, 3, 4, 5, 6)},
	{mat(3, 1, 1, 2, 3), mat(3, 2, 1, 2, 3, 4, 5, 6)},
	{mat(3, 1, 1, 2, 3), mat(1, 2, 1, 2)},
	{mat(1, 2, 1, 2), mat(3, 1, 1, 2, 3)},
	{mat(1, 1, 1), mat(2, 2, 1, 2, 3, 4)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(0, 2)},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(3, 0)},
	{mat(0, 2), mat(2, 0)},
	{mat(0, 0), mat(1, 1, 1)},
}

func TestDiv(t *testing.T) {
	for _, c := range []struct {
		A, B, want *Matrix
		slips      []slip
	}{
		{mat(1, 1, 3), mat(1, 1, 4), mat(1, 1, 0.75), nil},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(2, 3, 2, 4, 8, 2, 4, 8), mat(2, 3, 0.5, 0.5, 0.375, 2, 1.25, 0.75), []slip{
			{mat(2, 3, 2, 2, 8./3, 0.5, 0.8, 8./6), "B/A"}}},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(3, 2, 1, 1, 2, 2, -4, -4), mat(3, 2, 1, 2, 1.5, 2, -1.25, -1.5), nil},
		{mat(1, 3, 1, 2, 3), mat(1, 3, 2, 4, 8), mat(1, 3, 0.5, 0.5, 0.375), nil},
		{mat(3, 1, 1, 2, 3), mat(3, 1, 2, 4, 8), mat(3, 1, 0.5, 0.5, 0.375), nil},
		// A row divides every row, a column every column.
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 2, 2, 4), mat(3, 2, 0.5, 0.5, 1.5, 1, 2.5, 1.5), nil},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(3, 1, 2, 4, 8), mat(3, 2, 0.5, 1, 0.75, 1, 0.625, 0.75), nil},
		{mat(2, 2, 1, 2, 3, 4), mat(1, 2, 2, 4), mat(2, 2, 0.5, 0.5, 1.5, 1), []slip{
			{mat(2, 2, 0.5, 1, 0.75, 1), "the row taken for a column"}}},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 1, 2, 4), mat(2, 2, 0.5, 1, 0.75, 1), []slip{
			{mat(2, 2, 0.5, 0.5, 1.5, 1), "the column taken for a row"}}},
		{mat(1, 3, 1, 2, 3), mat(1, 1, 2), mat(1, 3, 0.5, 1, 1.5), nil},
		{mat(3, 1, 1, 2, 3), mat(1, 1, 2), mat(3, 1, 0.5, 1, 1.5), nil},
		{mat(1, 3, 1, 5, 7), mat(1, 3, 3, 3, 5), mat(1, 3, 0.3333333333333333, 1.6666666666666667, 1.4), []slip{
			{mat(1, 3, 0.3333333333333333, 1.6666666666666665, 1.4000000000000001), "A times 1/B, which is rounded twice"}}},
		// A division by zero is no error.
		{mat(1, 6, 1, -1, 1, -1, 0, 0), mat(1, 6, 0, 0, minusZero, minusZero, 0, minusZero), mat(1, 6, inf, -inf, -inf, inf, nan, nan), nil},
		{mat(2, 2, 1, -1, 0, 1), mat(1, 2, minusZero, minusZero), mat(2, 2, -inf, inf, nan, -inf), nil},
		{mat(2, 2, 1, -1, 0, 1), mat(2, 1, minusZero, minusZero), mat(2, 2, -inf, inf, nan, -inf), nil},
		{mat(2, 2, 0, 0, 4, 6), mat(2, 1, 0, 2), mat(2, 2, nan, nan, 2, 3), nil}, // an empty cluster
		{mat(1, 5, inf, 1, -1, inf, nan), mat(1, 5, 2, inf, inf, inf, 1), mat(1, 5, inf, 0, minusZero, nan, nan), nil},
		{mat(0, 2), mat(0, 2), mat(0, 2), nil},
		{mat(2, 0), mat(2, 0), mat(2, 0), nil},
		{mat(0, 0), mat(0, 0), mat(0, 0), nil},
		{mat(0, 2), mat(1, 2, 1, 2), mat(0, 2), nil},
		{mat(0, 2), mat(0, 1), mat(0, 2), nil},
		{mat(2, 0), mat(2, 1, 1, 2), mat(2, 0), nil},
		{mat(2, 0), mat(1, 0), mat(2, 0), nil},
	} {
		A, B := clone(c.A), clone(c.B)
		got := A.Div(B)
		call := fmt.Sprintf("%s.Div(%s)", show(c.A), show(c.B))
		wantMatrix(t, call, got, c.want, c.slips...)
		wantOwn(t, call, got, A, c.A, B, c.B)
	}

	other := func(i, j int) float64 { return 1 + number(j, i) }
	for _, c := range []struct {
		what       string
		rows, cols int // at most, of B
	}{{"B", math.MaxInt, math.MaxInt}, {"a row", 1, math.MaxInt}, {"a column", math.MaxInt, 1}} {
		wantLarge(t, "A.Div("+c.what+")", func(m, n int) (got, want *Matrix) {
			B := made(min(m, c.rows), min(n, c.cols), other)
			return made(m, n, number).Div(B), made(m, n, func(i, j int) float64 {
				return number(i, j) / other(min(i, c.rows-1), min(j, c.cols-1))
			})
		})
	}

	for _, c := range unfit {
		wantPanic(t, fmt.Sprintf("%s.Div(%s)", show(c.A), show(c.B)), func() { c.A.Div(c.B) },
			"matrix: Div: ", fmt.Sprintf("%d×%d", c.A.rows, c.A.cols), fmt.Sprintf("%d×%d", c.B.rows, c.B.cols))
	}
}

func TestColumnSums(t *testing.T) {
	for _, c := range []struct {
		A, want *Matrix
		slips   []slip
	}{
		{mat(1, 1, 3), mat(1, 1, 3), nil},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(1, 2, 9, 12), []slip{
			{mat(3, 1, 3, 7, 11), "the sums of the rows"},
			{mat(1, 3, 3, 7, 11), "the sums of the rows"},
			{mat(2, 1, 9, 12), "the sums as a column; they must be a 1×n row"},
			{mat(1, 2, 3, 4), "the means of the columns"},
			{mat(1, 1, 21), "the sum of all elements"}}},
		{mat(2, 2, 1, 2, 3, 4), mat(1, 2, 4, 6), []slip{{mat(1, 2, 3, 7), "the sums of the rows"}}},
		{mat(1, 3, 1, -2, 3), mat(1, 3, 1, -2, 3), nil},
		{mat(3, 1, 1, -2, 3), mat(1, 1, 2), nil},
		{mat(4, 3, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1), mat(1, 3, 1, 0, 3), nil}, // Z, and how many points each center has
		// In the order of the rows: 1 is lost in 1e16 before 1e16 goes away.
		{mat(3, 2, 1, 1e16, 1e16, 1, -1e16, -1e16), mat(1, 2, 0, 0), []slip{
			{mat(1, 2, 1, 0), "the rows added from the last to the first"}}},
		{mat(1, 1, minusZero), mat(1, 1, 0), nil}, // from 0, and 0 + −0 is 0
		{mat(2, 4, inf, inf, nan, 1e308, 1, -inf, 1, 1e308), mat(1, 4, inf, nan, nan, inf), nil},
		{mat(0, 2), mat(1, 2, 0, 0), nil},
		{mat(2, 0), mat(1, 0), nil},
		{mat(0, 0), mat(1, 0), nil},
	} {
		A := clone(c.A)
		got := A.ColumnSums()
		call := show(c.A) + ".ColumnSums()"
		wantMatrix(t, call, got, c.want, c.slips...)
		wantOwn(t, call, got, A, c.A)
	}

	wantLarge(t, "A.ColumnSums(), with roots for elements,", func(m, n int) (got, want *Matrix) {
		A := made(m, n, func(i, j int) float64 { return math.Sqrt(number(i, j)) })
		want = made(1, n, func(_, j int) float64 {
			sum := 0.0
			for i := range m {
				sum += A.data[i*n+j]
			}
			return sum
		})
		return A.ColumnSums(), want
	})
}
