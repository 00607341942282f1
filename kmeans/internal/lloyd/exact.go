package lloyd

import (
	"math"
	"math/big"
	"math/bits"
	"slices"

	"example.com/kmeans-by-hand/matrix"
)

// exactLabel returns the first of the rows of M that are nearest to x in real
// arithmetic.
func exactLabel(x []float64, M *matrix.Matrix) int {
	k, _ := M.Dims()
	y, dy := 0, squaredDistance(x, M.Row(0))
	for j := 1; j < k; j++ {
		if dj := squaredDistance(x, M.Row(j)); nearer(x, M.Row(j), M.Row(y), dj, dy) {
			y, dy = j, dj
		}
	}
	return y
}

// nearer reports whether ‖x − a‖ < ‖x − b‖ in real arithmetic, given the squares as
// squaredDistance computes them. Their errors are relative; so they settle it in all but
// near ties.
func nearer(x, a, b []float64, da, db float64) bool {
	n := float64(len(x))
	if math.Abs(da-db) > float64(2*(n+4)*u*(da+db))+float64(4*(n+1)*eta) {
		return da < db
	}
	if math.IsInf(max(da, db), 1) && min(da, db) < math.MaxFloat64/2 { // one is more than about MaxFloat64
		return da < db
	}
	if slices.Equal(a, b) {
		return false
	}
	if sign, exact := compare(x, a, b); exact {
		return sign < 0
	}
	return compareBig(x, a, b) < 0
}

// compare returns a number with the sign of
//
//	‖x − a‖² − ‖x − b‖² = Σ_l (a_l − b_l)(a_l + b_l − 2x_l)
//
// and whether it is exact: whether no operation was rounded, as none is for small
// integers, the data on which ties are common.
func compare(x, a, b []float64) (sum float64, exact bool) {
	exact = true
	add := func(a, b float64) float64 { // Knuth's TwoSum tells what rounding takes off
		s := a + b
		c := s - a
		exact = exact && (a-(s-c))+(b-c) == 0
		return s
	}
	for l, v := range x {
		s, t := add(a[l], -b[l]), add(add(a[l], b[l]), float64(-2*v))
		p := float64(s * t)
		exact = exact && (s == 0 || t == 0 || math.Abs(p) > 0x1p-900 && length(s)+length(t) <= 53)
		sum = add(sum, p)
	}
	return sum, exact
}

// length returns how many bits v has from its first to its last one, for a normal v.
func length(v float64) int {
	return 53 - bits.TrailingZeros64(1<<52|math.Float64bits(v))
}

// compareBig returns the sign of compare's sum. Sums and products of float64s have
// less than 4400 bits, so nothing is rounded.
func compareBig(x, a, b []float64) int {
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(4400).SetFloat64(v) }
	sum := number(0)
	for l := range x {
		al, bl, s, t := number(a[l]), number(b[l]), number(0), number(-2)
		t.Mul(t, number(x[l])).Add(t, al).Add(t, bl)
		sum.Add(sum, s.Sub(al, bl).Mul(s, t))
	}
	return sum.Sign()
}
