package matrix

import "fmt"

// Dot returns the product AB, m×n for an m×p matrix A and a p×n matrix B
// (A.dot(B)). With p = 0 it is zeros. It panics if A does not have as many columns
// as B has rows.
//
// Element (i, j) is (((0 + a_i1·b_1j) + a_i2·b_2j) + …) + a_ip·b_pj: the terms in
// this order, each product and each sum rounded once. A product that is added is
// written float64(a*b), because Go may otherwise fuse the two roundings into one
// on some machines, and the last bit would depend on the machine.
//
// The loops run i, l, j and not i, j, l: the innermost one then goes along a row of B
// and a row of C, whose elements lie side by side in memory. Each element still gets
// its terms in the order above.
//
// NaN and ±Inf follow floating point: 0·Inf is NaN.
func (A *Matrix) Dot(B *Matrix) *Matrix {
	if A.cols != B.rows {
		panic(fmt.Sprintf("matrix: Dot: %s times %s: %d columns against %d rows",
			A.shape(), B.shape(), A.cols, B.rows))
	}
	C := New(A.rows, B.cols)
	for i := range A.rows {
		c := C.Row(i)
		for l, a := range A.Row(i) {
			for j, b := range B.Row(l) {
				c[j] += float64(a * b)
			}
		}
	}
	return C
}
