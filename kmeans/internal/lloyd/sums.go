package lloyd

import (
	"math"
	"math/bits"
	"slices"
)

// Sums are ZᵀX and Zᵀ1 without rounding. Every number of a column of X is a whole number
// times one power of two, its unit. So a sum is a whole number, too, of a few words of 64
// bits: the lowest word first, two's complement. Whole numbers can be added in any order,
// and taken away again.
type sums struct {
	units  []int    // n, the exponent of each column's unit, as split has it
	width  int      // words in a sum
	words  []uint64 // k×n×width
	counts []int    // k
	room   []uint64 // for one sum
}

// exponents returns the smallest and the largest exponent of each column, as split has
// them. Zeros count for neither.
func exponents(A table) (smallest, largest []int) {
	smallest, largest = slices.Repeat([]int{2046}, A.n), slices.Repeat([]int{1}, A.n)
	for i := range A.rows() {
		for l, v := range A.row(i) {
			if _, e := split(v); v != 0 {
				smallest[l], largest[l] = min(smallest[l], e), max(largest[l], e)
			}
		}
	}
	return smallest, largest
}

// split returns the whole number s < 2⁵³ and the e ≥ 1 with |v| = s·2^(e−1075).
func split(v float64) (s uint64, e int) {
	b := math.Float64bits(v)
	e = int(b >> 52 & 0x7ff)
	return uint64(min(e, 1))<<52 | b<<12>>12, max(e, 1) // subnormals have no hidden bit
}

// newSums returns sums for k clusters of m points in all, with these exponents.
func newSums(m, k int, smallest, largest []int) *sums {
	width := 1
	for l := range smallest { // m times a number of 53 bits and the exponents between, and a sign
		width = max(width, (53+largest[l]-smallest[l]+bits.Len(uint(m))+1+63)/64)
	}
	return &sums{smallest, width, make([]uint64, k*len(smallest)*width), make([]int, k), make([]uint64, width)}
}

// of returns the sum of column l in cluster j.
func (s *sums) of(j, l int) []uint64 { return s.words[(j*len(s.units)+l)*s.width:][:s.width] }

// add adds point x to cluster j, or with sign −1 takes it away.
func (s *sums) add(sign, j int, x []float64) {
	s.counts[j] += sign
	width, units := s.width, s.units[:len(x)]
	rest := s.words[j*len(x)*width:]
	for l, v := range x {
		significand, e := split(v)
		shift := uint(max(e, units[l]) - units[l]) // e is less for zero alone
		low, high := significand<<(shift%64), significand>>1>>(63-shift%64)
		// −w is ^w + 1: the 1 is the first carry.
		negative := (math.Float64bits(v) ^ uint64(sign)) >> 63
		sum := rest[:width]
		rest = rest[width:]
		at := int(shift / 64)
		word, carry := bits.Add64(sum[at], low^-negative, negative)
		sum[at] = word
		for at++; at < len(sum); at++ {
			sum[at], carry = bits.Add64(sum[at], high^-negative, carry)
			if high = 0; carry == negative { // the other words stay what they are
				break
			}
		}
	}
}

// merge adds the sums of another core, and makes those 0.
func (s *sums) merge(other *sums) {
	for j, count := range other.counts {
		s.counts[j] += count
	}
	carry := uint64(0)
	for i, word := range other.words {
		if i%s.width == 0 {
			carry = 0
		}
		s.words[i], carry = bits.Add64(s.words[i], word, carry)
	}
	clear(other.counts)
	clear(other.words)
}

// mean returns the mean of column l in cluster j, which has points, rounded once: to the
// nearest float64, ties to even.
func (s *sums) mean(j, l int) float64 {
	size, sum := s.room, s.of(j, l)
	negative := sum[len(sum)-1] >> 63
	carry := negative
	for i, word := range sum {
		size[i], carry = bits.Add64(word^-negative, 0, carry)
	}
	// Long division, word by word, gives the first two words of the mean, and whether
	// there is any more. A mean of less than two words has words after the point.
	var high, low, more, remainder uint64
	e := s.units[l] - 1075 // of the unit of low
	for i := len(size) - 1; i >= 0 || i >= -2 && high == 0; i-- {
		digit := uint64(0)
		if i >= 0 {
			digit = size[i]
		}
		digit, remainder = bits.Div64(remainder, digit, uint64(s.counts[j]))
		if high == 0 {
			high, low, e = low, digit, s.units[l]-1075+64*i
		} else {
			more |= digit
		}
	}
	if high == 0 {
		return 0
	}
	zeros := bits.LeadingZeros64(high)
	top := high<<zeros | low>>(64-zeros) // the first 64 bits, the last one a 1 if there are more
	if low<<zeros|more|remainder != 0 {
		top |= 1
	}
	e += 64 - zeros
	// Of these, 53 are kept, or as many as are not below the smallest subnormal number.
	drop := uint(max(11, -1074-e))
	kept := top >> (drop - 2)
	if top<<(66-drop) != 0 {
		kept |= 1
	}
	mean := math.Ldexp(float64((kept+1+kept>>2&1)>>2), e+int(drop))
	if negative != 0 {
		mean = -mean
	}
	return mean
}
