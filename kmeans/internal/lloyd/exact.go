package lloyd

import (
	"math"

	"example.com/kmeans-by-hand/matrix"
)

// A motion moves data x to (x − shift)·2^scale, column by column, without
// rounding, so that the moved problem is the same problem: the same ties, the
// same nearest centers. (Only scaling down can round, and only values 2¹⁰⁰⁰ times
// smaller than the largest.) It takes data far from the origin back to it, where the
// score −2⟨x,μ⟩ + ‖μ‖² does not cancel, and values whose squares would overflow
// or vanish to where they do not.
type motion struct {
	shift []float64 // one number a column
	scale int
	reach float64 // no moved row is longer than this; NaN if the data are not all finite
}

// Data whose largest magnitude is within 2^±safe stays as it is; other data is
// scaled to 2^safe. At 2^safe, (2x)² summed over 2⁶⁰ elements is still below
// 2¹⁰²⁴, and the square of a value 2¹⁰⁰⁰ times smaller is still above 2⁻¹⁰⁷⁴.
const safe = 480

// motionFor finds the motion for matrices of equal width. A column is shifted by
// its value c nearest to 0 if all its values have the sign of c and magnitudes up
// to 2|c|: then every x − c is exact (Sterbenz's lemma). A column that fails this
// reaches or surrounds the origin already, compared with its spread.
func motionFor(As ...*matrix.Matrix) motion {
	_, n := As[0].Dims()
	t := motion{shift: make([]float64, n)}
	largest, squares := 0.0, 0.0
	span := make([]float64, 2*n)
	low, high := span[:n], span[n:]
	for l := range n {
		low[l], high[l] = math.Inf(1), math.Inf(-1)
	}
	spoiled := 0.0
	for _, A := range As {
		m, _ := A.Dims()
		for i := range m {
			for l, v := range A.Row(i)[:len(low)] {
				if v < low[l] {
					low[l] = v
				}
				if v > high[l] {
					high[l] = v
				}
				spoiled += v - v // 0, but NaN if v is NaN or ±Inf
			}
		}
	}
	for l := range n {
		switch {
		case low[l] > 0 && high[l]-low[l] <= low[l]:
			t.shift[l] = low[l]
		case high[l] < 0 && high[l]-low[l] <= -high[l]:
			t.shift[l] = high[l]
		}
		largest = max(largest, high[l]-t.shift[l], t.shift[l]-low[l])
	}
	if _, e := math.Frexp(largest); largest > 0 && (e > safe || e < -safe) {
		t.scale = safe - e
	}
	for l := range n {
		far := math.Ldexp(max(high[l]-t.shift[l], t.shift[l]-low[l]), t.scale)
		squares += float64(far * far)
	}
	t.reach = math.Sqrt(squares) + spoiled
	return t
}

// still reports whether t leaves everything where it is.
func (t motion) still() bool {
	for _, c := range t.shift {
		if c != 0 {
			return false
		}
	}
	return t.scale == 0
}

// do returns A moved: A itself if t moves nothing.
func (t motion) do(A *matrix.Matrix) *matrix.Matrix {
	return t.each(A, func(v, c float64) float64 { return math.Ldexp(v-c, t.scale) })
}

// undo returns A moved back. It is exact for what do returned, but for the sign of a
// zero; the mean of moved points is rounded once more. A mean that rounds to more than
// the largest float64 is the largest float64.
func (t motion) undo(A *matrix.Matrix) *matrix.Matrix {
	return t.each(A, func(v, c float64) float64 {
		return max(-math.MaxFloat64, min(math.Ldexp(v, -t.scale)+c, math.MaxFloat64))
	})
}

func (t motion) each(A *matrix.Matrix, f func(v, c float64) float64) *matrix.Matrix {
	if t.still() {
		return A
	}
	m, n := A.Dims()
	B := matrix.New(m, n)
	for i := range m {
		b := B.Row(i)
		for l, v := range A.Row(i) {
			b[l] = f(v, t.shift[l])
		}
	}
	return B
}
