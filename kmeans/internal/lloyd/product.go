package lloyd

import (
	"fmt"

	"example.com/kmeans-by-hand/matrix"
)

// addRowDot adds the row aB to c: c_j becomes ((c_j + a_1·b_1j) + a_2·b_2j) + …,
// each product and each sum rounded once. It is one row of [Matrix.Dot] without
// a new matrix. For a p×n matrix B, a has p elements and c has n; it panics if
// they have not.
func addRowDot(c, a []float64, B *matrix.Matrix) {
	n := len(c)
	if rows, cols := B.Dims(); len(a) != rows || n != cols {
		panic(fmt.Sprintf("lloyd: addRowDot: 1×%d times %d×%d into 1×%d", len(a), rows, cols, n))
	}
	if len(a) == 0 || n == 0 {
		return
	}
	b := make([]float64, 0, len(a)*n)
	for l := range a {
		b = append(b, B.Row(l)...)
	}
	for len(a) >= 8 {
		a0, a1, a2, a3, a4, a5, a6, a7 := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]
		b0, b1, b2, b3 := b[0*n:][:n], b[1*n:][:n], b[2*n:][:n], b[3*n:][:n]
		b4, b5, b6, b7 := b[4*n:][:n], b[5*n:][:n], b[6*n:][:n], b[7*n:][:n]
		for j, s := range c {
			s += float64(a0 * b0[j])
			s += float64(a1 * b1[j])
			s += float64(a2 * b2[j])
			s += float64(a3 * b3[j])
			s += float64(a4 * b4[j])
			s += float64(a5 * b5[j])
			s += float64(a6 * b6[j])
			s += float64(a7 * b7[j])
			c[j] = s
		}
		a, b = a[8:], b[8*n:]
	}
	for len(a) >= 2 {
		a0, a1 := a[0], a[1]
		b0, b1 := b[0*n:][:n], b[1*n:][:n]
		for j, s := range c {
			s += float64(a0 * b0[j])
			s += float64(a1 * b1[j])
			c[j] = s
		}
		a, b = a[2:], b[2*n:]
	}
	if len(a) > 0 {
		for j, s := range c {
			c[j] = s + float64(a[0]*b[j])
		}
	}
}
