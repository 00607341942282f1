package lloyd

import (
	"math"

	"example.com/kmeans-by-hand/matrix"
)

// A few is up to four centers in a shape that the processor likes: a row of XMᵀ is
// four numbers that never leave its registers.
type few struct {
	MT    [][4]float64 // n×4, Mᵀ and columns of zeros
	mStar [4]float64   // a row of M_*, and +Inf: a missing center is never the nearest
}

// set makes f the k×n centers M.
func (f *few) set(M *matrix.Matrix) {
	k, _ := M.Dims()
	for j := range f.mStar {
		f.mStar[j] = math.Inf(1)
		if j < k {
			f.mStar[j] = squaredNorm(M.Row(j))
			for l, v := range M.Row(j) {
				f.MT[l][j] = v
			}
		}
	}
}

// dot returns xMᵀ.
func (f *few) dot(x []float64) (p0, p1, p2, p3 float64) {
	MT := f.MT[:len(x)]
	for l, v := range x {
		mu := &MT[l]
		p0 += float64(v * mu[0])
		p1 += float64(v * mu[1])
		p2 += float64(v * mu[2])
		p3 += float64(v * mu[3])
	}
	return p0, p1, p2, p3
}

// argmin returns the index of the smallest of four, the first of equals. It plays
// them like a tournament, because two at a time can be compared at once.
func argmin(s0, s1, s2, s3 float64) int {
	y, z := 0, 2
	if s1 < s0 {
		y = 1
	}
	if s3 < s2 {
		z = 3
	}
	if min(s2, s3) < min(s0, s1) {
		y = z
	}
	return y
}

// gap returns how much the second smallest score of x exceeds the smallest.
func (f *few) gap(x []float64) float64 {
	p0, p1, p2, p3 := f.dot(x)
	q := &f.mStar
	s0, s1 := float64(-2*p0)+q[0], float64(-2*p1)+q[1]
	s2, s3 := float64(-2*p2)+q[2], float64(-2*p3)+q[3]
	y, z := min(s0, s1), min(s2, s3)
	return min(max(y, z), max(s0, s1), max(s2, s3)) - min(y, z)
}

// relabelFew is costBlocks and relabelRows in one pass over blocks of rows, for k ≤ 4,
// where looking at a point is cheaper than asking whether to look.
func (r *run) relabelFew(_, lo, hi int) {
	f, X, M := r.few, r.X, r.M
	q0, q1, q2, q3 := f.mStar[0], f.mStar[1], f.mStar[2], f.mStar[3]
	changed := 0
	for b := lo; b < hi; b++ {
		cost := 0.0
		from := b * block
		Y := r.Y[from:min(from+block, len(r.Y))]
		for i, old := range Y {
			x := X.Row(from + i)
			cost += squaredDistance(x, M.Row(old))
			p0, p1, p2, p3 := f.dot(x)
			y := argmin(float64(-2*p0)+q0, float64(-2*p1)+q1, float64(-2*p2)+q2, float64(-2*p3)+q3)
			Y[i] = y // whether it changed or not: a processor guesses branches, and labels are hard to guess
			if y != old {
				changed++
			}
		}
		r.costs[b] = cost
	}
	r.changed.Add(int64(changed))
}
