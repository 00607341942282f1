package kmeans

import (
	"fmt"

	"example.com/kmeans-by-hand/kmeans/internal/lloyd"
	"example.com/kmeans-by-hand/matrix"
)

// Certain tells for each of the m points of X whether its label is certain: whether
// exact arithmetic, the score form of the slides in float64 (each of its two sums in
// any order, fused or not), and the direct distance in float64 with or without the
// root all pick the same one of the k centers of M, and no other ties with it. X is
// m×n, M is k×n.
//
// True means that no form can differ there. False means that this bound cannot tell:
// an exact tie is never certain, and neither is a point that is, or may be, too large
// to compute with. With k = 1, every point that is not too large is certain.
// It panics if X and M differ in width or there is no center.
//
// Source: docs/numerics.md, with the proof for n ≤ 2²⁴; the rounding model is that of
// Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., SIAM 2002,
// chapter 3.
func Certain(X, M *matrix.Matrix) []bool {
	m, n := X.Dims()
	k, width := M.Dims()
	if n != width || k == 0 {
		panic(fmt.Sprintf("kmeans: Certain: %d×%d points, %d×%d centers", m, n, k, width))
	}
	return lloyd.Certain(X, M)
}
