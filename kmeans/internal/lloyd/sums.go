package lloyd

import (
	"math"
	"math/bits"
)

// Sums are ZᵀX and Zᵀ1 without rounding. Every number of a column of X is a whole number
// times one power of two, its unit. So a sum is a whole number, too, of a few words of 64
// bits: the lowest word first, two's complement. Whole numbers can be added in any order,
// and taken away again.
type sums struct {
	columns []span   // n
	width   int      // words in a sum
	words   []uint64 // k×n×width
	counts  []int    // k
	size    []uint64 // room for one sum
}

// A span has the smallest and the largest exponent of some numbers, as split has them.
// The zeros among them do not count.
type span struct{ least, most int }

// largest returns the largest exponent.
func largest(columns []span) (e int) {
	for _, c := range columns {
		e = max(e, c.most)
	}
	return e
}

// spans returns the span of each column.
func spans(A table) []span {
	columns := make([]span, A.n)
	for l := range columns {
		columns[l] = span{0x7ff, 0}
	}
	for i := range A.rows() {
		for l, v := range A.row(i) {
			if v != 0 {
				_, e := split(v)
				c := &columns[l]
				c.least, c.most = min(c.least, e), max(c.most, e)
			}
		}
	}
	return columns
}

// split returns the whole number s < 2⁵³ and the e ≥ 1 with |v| = s·2^(e−1075).
func split(v float64) (s uint64, e int) {
	b := math.Float64bits(v)
	e = int(b >> 52 & 0x7ff)
	return uint64(min(e, 1))<<52 | b<<12>>12, max(e, 1) // subnormals have no hidden bit
}

// newSums returns sums for k clusters of m points in all.
func newSums(m, k int, columns []span) *sums {
	width := 1
	for _, c := range columns { // m times a number of 53 bits and the span, and a sign
		width = max(width, (53+c.most-c.least+bits.Len(uint(m))+1+63)/64)
	}
	return &sums{columns, width, make([]uint64, k*len(columns)*width), make([]int, k), make([]uint64, width)}
}

// of returns the sum of column l in cluster j.
func (s *sums) of(j, l int) []uint64 { return s.words[(j*len(s.columns)+l)*s.width:][:s.width] }

// add adds point x to cluster j, or with sign −1 takes it away.
func (s *sums) add(sign, j int, x []float64) {
	s.counts[j] += sign
	width := s.width
	row := s.words[j*len(x)*width:][:len(x)*width]
	columns := s.columns[:len(x)]
	for l, v := range x {
		significand, e := split(v)
		unit := columns[l].least
		shift := uint(max(e, unit) - unit) // e < unit for zero alone
		low, high := significand<<(shift%64), significand>>1>>(63-shift%64)
		// −w is ^w + 1: the 1 is the first carry.
		negative := (math.Float64bits(v) ^ uint64(sign)) >> 63
		sum := row[l*width:][:width][shift/64:]
		w, carry := bits.Add64(sum[0], low^-negative, negative)
		sum[0] = w
		for i := 1; i < len(sum); i++ {
			sum[i], carry = bits.Add64(sum[i], high^-negative, carry)
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
	size, sum := s.size, s.of(j, l)
	negative := sum[len(sum)-1] >> 63
	carry := negative
	for i, word := range sum {
		size[i], carry = bits.Add64(word^-negative, 0, carry)
	}
	// Long division, word by word, gives the first two words of the mean, and whether
	// there is any more. A mean of less than two words has words after the point.
	var high, low, more, remainder uint64
	e := s.columns[l].least - 1075 // of the unit of low
	for i := len(size) - 1; i >= 0 || i >= -2 && high == 0; i-- {
		digit := uint64(0)
		if i >= 0 {
			digit = size[i]
		}
		digit, remainder = bits.Div64(remainder, digit, uint64(s.counts[j]))
		if high == 0 {
			high, low, e = low, digit, s.columns[l].least-1075+64*i
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
