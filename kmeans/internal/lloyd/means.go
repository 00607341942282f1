package lloyd

import (
	"math"
	"sync"

	"example.com/kmeans-by-hand/matrix"
)

// Sums are some columns of ZᵀX and, next to them, the column of counts, Zᵀ1. Z is 0 and
// 1, so row j of ZᵀX is the sum of the rows of X with label j, in their order from +0.
// Columns do not depend on each other, so cores can share them.
type sums struct {
	sync.Mutex
	lo, hi int         // which columns
	next   int         // which block is next
	rows   [][]float64 // k rows: the sums, then the count
}

const apart = 16 // so many float64s keep two cores from writing to one cache line

// newSums returns sums for all n columns in so many parts.
func newSums(k, n, parts int) []*sums {
	all := make([]*sums, parts)
	for p := range all {
		s := &sums{lo: p * n / parts, hi: (p + 1) * n / parts, rows: make([][]float64, k)}
		width := s.hi - s.lo + 1
		elements := make([]float64, k*width+apart)
		for j := range s.rows {
			s.rows[j] = elements[j*width:][:width]
		}
		all[p] = s
	}
	return all
}

func (s *sums) clear() {
	s.next = 0
	for _, row := range s.rows {
		clear(row)
	}
}

// add adds block b of X.
func (s *sums) add(X *matrix.Matrix, Y []int, b int) {
	lo, hi := rows(b, len(Y))
	left, right, sums := s.lo, s.hi, s.rows
	for i, y := range Y[lo:hi] {
		x := X.Row(lo + i)[left:right]
		sum := sums[y]
		sum[len(x)]++
		sum = sum[:len(x)]
		for l, v := range x {
			sum[l] += v
		}
	}
}

// means sets next to ZᵀX / Zᵀ1. A cluster without points keeps its center, and the mean of
// finite numbers is finite.
func (r *run) means() {
	for _, s := range r.sums {
		for j, sum := range s.rows {
			mean, count := r.next.Row(j)[s.lo:s.hi], sum[s.hi-s.lo]
			if count == 0 {
				copy(mean, r.M.Row(j)[s.lo:s.hi])
				continue
			}
			for l := range mean {
				mean[l] = sum[l] / count
				if math.IsInf(mean[l], 0) { // the sum overflowed
					mean[l] = r.scaledSum(j, s.lo+l) / count * 0x1p64
				}
			}
		}
	}
}

// scaledSum returns the sum of coordinate l in cluster j at 2⁻⁶⁴ of its size, where
// nothing overflows: see pointwise.Fit, which does the same.
func (r *run) scaledSum(j, l int) (sum float64) {
	for i, y := range r.Y {
		if y == j {
			sum += float64(r.X.Row(i)[l] * 0x1p-64)
		}
	}
	return sum
}
