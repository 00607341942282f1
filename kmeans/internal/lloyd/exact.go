package lloyd

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
)

const eta = 0x1p-1074 // smallest subnormal

// exactLabel returns the first of the k rows of M that are nearest to x in real arithmetic.
// Direct distances, whose errors are relative, leave only near ties. It needs room for k
// numbers.
func (f *filter) exactLabel(x []float64, M table, squares []float64) int {
	for j := range squares {
		squares[j] = f.squaredDistance(x, M.row(j))
	}
	least, n, label := slices.Min(squares), float64(len(x)), -1
	for j, square := range squares {
		if square-least > float64(2*(n+4)*u*(square+least))+float64(4*(n+1)*eta) {
			continue // farther than the center with the least
		}
		if label < 0 || f.nearer(x, M.row(j), M.row(label)) {
			label = j
		}
	}
	return label
}

// nearer reports whether ‖x − a‖ < ‖x − b‖ in real arithmetic.
func (f *filter) nearer(x, a, b []float64) bool {
	if difference, exact := f.difference(x, a, b); exact {
		return difference < 0
	}
	return bigDifference(x, a, b) < 0
}

// difference returns
//
//	‖x − a‖² − ‖x − b‖² = Σ_l (a_l − b_l)(a_l + b_l − 2x_l),
//
// scaled, and whether it is exact: whether no operation was rounded, as none is for small
// integers, the data on which ties are common.
func (f *filter) difference(x, a, b []float64) (sum float64, exact bool) {
	exact = true
	scaled := func(v float64) float64 {
		s := float64(v * f.scale)
		exact = exact && s/f.scale == v
		return s
	}
	add := func(a, b float64) float64 { // Knuth's TwoSum tells what rounding takes off
		s := a + b
		c := s - a
		exact = exact && (a-(s-c))+(b-c) == 0
		return s
	}
	for l, v := range x {
		if a[l] == b[l] {
			continue
		}
		al, bl := scaled(a[l]), scaled(b[l])
		s, t := add(al, -bl), add(add(al, bl), float64(-2*scaled(v)))
		p := float64(s * t)
		exact = exact && (t == 0 || math.Abs(p) > 0x1p-900 && length(s)+length(t) <= 53)
		sum = add(sum, p)
	}
	return sum, exact
}

// length returns how many bits v has from its first to its last one, for a normal v.
func length(v float64) int {
	return 53 - bits.TrailingZeros64(1<<52|math.Float64bits(v))
}

// bigDifference returns the sign of the same sum. Sums and products of float64s have
// less than 4400 bits, so nothing is rounded.
func bigDifference(x, a, b []float64) int {
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(4400).SetFloat64(v) }
	sum := number(0)
	for l := range x {
		al, bl, s, t := number(a[l]), number(b[l]), number(0), number(-2)
		t.Mul(t, number(x[l])).Add(t, al).Add(t, bl)
		sum.Add(sum, s.Sub(al, bl).Mul(s, t))
	}
	return sum.Sign()
}
