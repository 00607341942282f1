package matrix

import (
	"fmt"
	"testing"
)

func TestDot(t *testing.T) {
	for _, c := range []struct {
		A, B, want *Matrix
		slips      []slip
	}{
		{mat(1, 1, 3), mat(1, 1, 4), mat(1, 1, 12), nil},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 2, 5, 6, 7, 8), mat(2, 2, 19, 22, 43, 50), []slip{
			{mat(2, 2, 5, 12, 21, 32), "A times B element by element"},
			{mat(2, 2, 23, 34, 31, 46), "BA"},
			{mat(2, 2, 19, 43, 22, 50), "the transpose (AB)ᵀ"},
			{mat(2, 2, 17, 23, 39, 53), "ABᵀ"},
			{mat(2, 2, 26, 30, 38, 44), "AᵀB"}}},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 2, 22, 28, 49, 64), nil},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), mat(2, 3, 1, 2, 3, 4, 5, 6), mat(3, 3, 9, 12, 15, 19, 26, 33, 29, 40, 51), nil},
		{mat(1, 3, 1, 2, 3), mat(3, 1, 4, 5, 6), mat(1, 1, 32), nil},
		{mat(3, 1, 1, 2, 3), mat(1, 2, 4, 5), mat(3, 2, 4, 5, 8, 10, 12, 15), nil},
		{mat(1, 2, 1, 2), mat(2, 3, 1, 2, 3, 4, 5, 6), mat(1, 3, 9, 12, 15), nil},
		// XMᵀ, for the centers (1,6) and (0,7).
		{mat(6, 2, 1, 6, 0, 7, 1, 4, 7, 6, 2, 7, 4, 7), mat(2, 2, 1, 0, 6, 7),
			mat(6, 2, 37, 42, 42, 49, 25, 28, 43, 42, 44, 49, 46, 49), nil},
		// ZᵀX: the sum of points 0, 2, 3, 4 and 5, and point 1.
		{mat(2, 6, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0), mat(6, 2, 1, 6, 0, 7, 1, 4, 7, 6, 2, 7, 4, 7),
			mat(2, 2, 15, 30, 0, 7), nil},
		// M_* = 1(Mᵀ)²: one row, again and again.
		{mat(3, 2, 1, 1, 1, 1, 1, 1), mat(2, 2, 1, 0, 36, 49), mat(3, 2, 37, 49, 37, 49, 37, 49), nil},
		// Rows that are equal, nearly equal, or equal to a row further up.
		{mat(6, 2, 1, 2, 1, 3, 1, 3, 1, 2, nan, 2, 4, 2), mat(2, 1, 10, 1), mat(6, 1, 12, 13, 13, 12, nan, 42), nil},
		{mat(3, 2, 0, 0.3, 0, 0.30000000000000004, 0, 0.3), mat(2, 1, 1, 1), mat(3, 1, 0.3, 0.30000000000000004, 0.3), nil},
		// Ten terms: 1 + 2 + … + 10 and its squares.
		{mat(1, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), mat(10, 2, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7, 1, 8, 1, 9, 1, 10),
			mat(1, 2, 55, 385), nil},

		// The terms from the first to the last: 1 is lost in 1e16 before 1e16 goes away.
		{mat(1, 3, 1e16, 1, -1e16), mat(3, 1, 1, 1, 1), mat(1, 1, 0), []slip{
			{mat(1, 1, 1), "terms added in another order"}}},
		{mat(1, 3, 1, 1e16, -1e16), mat(3, 1, 1, 1, 1), mat(1, 1, 0), []slip{
			{mat(1, 1, 1), "terms added from the last to the first"}}},
		{mat(1, 3, 1e16, -1e16, 1), mat(3, 1, 1, 1, 1), mat(1, 1, 1), []slip{
			{mat(1, 1, 0), "terms added in another order"}}},
		// Each product rounded: 0.1·10 is 1, although the float64 0.1 is a little more than 1/10.
		{mat(1, 2, -1, 0.1), mat(2, 1, 1, 10), mat(1, 1, 0), []slip{
			{mat(1, 1, 0x1p-54), "a·b + c fused into one rounding; write float64(a*b)"}}},
		{mat(1, 2, 0.1, 0.3), mat(2, 1, 0.1, 0.3), mat(1, 1, 0.1), []slip{
			{mat(1, 1, 0.09999999999999999), "a·b + c fused into one rounding; write float64(a*b)"}}},
		{mat(1, 2, 0.1, 0.1), mat(2, 2, 0.2, 0.5, 0.5, 0.2), mat(1, 2, 0.07, 0.07), nil}, // a tie
		// Each sum is rounded as a float64 and too large is +Inf, even if the sum of all is not.
		{mat(1, 3, 1e308, 1e308, -1e308), mat(3, 1, 1, 1, 1), mat(1, 1, inf), nil},

		// The sum begins with +0, so it is never −0.
		{mat(1, 1, -1), mat(1, 1, 0), mat(1, 1, 0), nil},
		{mat(1, 2, -1, minusZero), mat(2, 1, 0, 1), mat(1, 1, 0), nil},
		{mat(1, 1, -5e-324), mat(1, 1, 5e-324), mat(1, 1, 0), nil},
		// 0·Inf and 0·NaN are NaN. A zero in A does not let one skip a row of B.
		{mat(1, 2, 0, 1), mat(2, 2, inf, 1, 2, 3), mat(1, 2, nan, 3), nil},
		{mat(1, 2, 0, 1), mat(2, 2, nan, 1, 2, 3), mat(1, 2, nan, 3), nil},
		{mat(2, 2, inf, 1, 0, 1), mat(2, 2, 0, 1, 2, 3), mat(2, 2, nan, inf, 2, 3), nil},
		{mat(2, 2, inf, 1, 1, nan), mat(2, 1, 1, -inf), mat(2, 1, nan, nan), nil},
		{mat(5, 8, make([]float64, 40)...), mat(8, 1, 1, 2, 3, inf, 5, 6, 7, 8), mat(5, 1, nan, nan, nan, nan, nan), []slip{
			{mat(5, 1, 0, 0, 0, 0, 0), "zeros left out; 0·Inf is NaN"}}},
		{mat(5, 8, make([]float64, 40)...), mat(8, 1, 1, 2, 3, 4, 5, 6, 7, nan), mat(5, 1, nan, nan, nan, nan, nan), []slip{
			{mat(5, 1, 0, 0, 0, 0, 0), "zeros left out; 0·NaN is NaN"}}},
		// Equal rows of A, but for a zero's sign.
		{mat(2, 2, 0, 1, minusZero, 1), mat(2, 1, 5, -1), mat(2, 1, -1, -1), nil},

		// Without terms the sum is 0, and without elements there is nothing to sum.
		{mat(2, 0), mat(0, 3), mat(2, 3, 0, 0, 0, 0, 0, 0), nil},
		{mat(1, 0), mat(0, 1), mat(1, 1, 0), nil},
		{mat(0, 2), mat(2, 3, 1, 2, 3, 4, 5, 6), mat(0, 3), nil},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(3, 0), mat(2, 0), nil},
		{mat(0, 0), mat(0, 3), mat(0, 3), nil},
		{mat(0, 0), mat(0, 0), mat(0, 0), nil},
	} {
		A, B := clone(c.A), clone(c.B)
		got := A.Dot(B)
		call := fmt.Sprintf("%s.Dot(%s)", show(c.A), show(c.B))
		wantMatrix(t, call, got, c.want, c.slips...)
		wantOwn(t, call, got, A, c.A, B, c.B)
	}

	// The same order and the same roundings wherever in a long row they matter. The
	// other terms are 0·1 or 1·0.
	for _, c := range []struct {
		a, b [3]float64
		want float64
		slip string
	}{
		{[3]float64{1e16, 1, -1e16}, [3]float64{1, 1, 1}, 0, "the order of the terms"},
		{[3]float64{1, 1e16, -1e16}, [3]float64{1, 1, 1}, 0, "the order of the terms"},
		{[3]float64{1e16, -1e16, 1}, [3]float64{1, 1, 1}, 1, "the order of the terms"},
		{[3]float64{-1, 0.1, 0}, [3]float64{1, 10, 0}, 0, "fused a·b + c"},
		{[3]float64{3, -3, 7}, [3]float64{5, 4, 6}, 45, "a term that is left out, or counted twice"},
	} {
		for p := 3; p <= 35; p++ {
			for at := 0; at+3 <= p; at++ {
				for _, pad := range []float64{0, 1} {
					A := made(1, p, func(_, _ int) float64 { return pad })
					B := made(p, 1, func(_, _ int) float64 { return 1 - pad })
					copy(A.data[at:], c.a[:])
					copy(B.data[at:], c.b[:])
					if got := A.Dot(B); !same(got, mat(1, 1, c.want)) {
						t.Fatalf("%s.Dot(%s) = %s, want %v: mind %s", show(A), show(B), show(got), c.want, c.slip)
					}
				}
			}
		}
	}

	for _, c := range []struct {
		m, p, q, n int
	}{
		{200, 2, 4, 2}, {2, 3, 2, 3}, {3, 2, 3, 2}, {1, 2, 1, 2}, {2, 1, 2, 1}, {2, 2, 1, 2},
		{1, 1, 2, 1}, {2, 3, 4, 2}, {2, 0, 1, 2}, {2, 1, 0, 2}, {0, 2, 3, 0}, {0, 0, 1, 1},
	} {
		A, B := mat(c.m, c.p, make([]float64, c.m*c.p)...), mat(c.q, c.n, make([]float64, c.q*c.n)...)
		wantPanic(t, fmt.Sprintf("a %d×%d matrix .Dot( a %d×%d matrix )", c.m, c.p, c.q, c.n), func() { A.Dot(B) },
			fmt.Sprintf("matrix: Dot: %d×%d times %d×%d: %d columns against %d rows", c.m, c.p, c.q, c.n, c.p, c.q))
	}
}
