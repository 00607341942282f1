package matrix

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
)

// multiply is textbook with three things left out, none of which changes a bit:
//
//   - Loads and stores. AddRowDot takes eight rows of B at a time, so c_j is
//     fetched and stored once for eight terms. They are added in the same order.
//   - Terms that are zero. A finite b makes 0·b = ±0, and c + ±0 = c: c starts as
//     +0, and no sum of c and a number other than −0 can be −0. Zᵀ is mostly zeros.
//   - Rows that repeat. Equal rows of A give equal rows of C; M_* = 1(Mᵀ)² is one
//     row, m times.
//
// And it shares the rows of C among the cores.
func multiply(C, A, B *Matrix) {
	finite := B.finite()
	share(A.rows, A.rows*A.cols*B.cols, func(lo, hi int) {
		var aboveA, aboveC []float64
		for i := lo; i < hi; i++ {
			a, c := A.Row(i), C.Row(i)
			switch {
			case i > lo && slices.Equal(a, aboveA):
				copy(c, aboveC)
			case finite && mostlyZero(a):
				addNonzero(c, a, B)
			default:
				AddRowDot(c, a, B)
			}
			aboveA, aboveC = a, c
		}
	})
}

// mostlyZero reports whether more than half of a is zero, judging a long row by about
// 64 of its elements: either answer is right, one is faster.
func mostlyZero(a []float64) bool {
	zeros, step := 0, 1+len(a)/64
	for l := 0; l < len(a); l += step {
		if a[l] == 0 {
			zeros++
		}
	}
	return 2*zeros*step > len(a)
}

// finite reports whether no element is NaN or ±Inf.
func (A *Matrix) finite() bool {
	for _, v := range A.data {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// addNonzero is AddRowDot for a finite B, without the terms that are zero.
func addNonzero(c, a []float64, B *Matrix) {
	for l, a := range a {
		if a != 0 {
			for j, b := range B.Row(l)[:len(c)] {
				c[j] += float64(a * b)
			}
		}
	}
}

// AddRowDot adds the row aB to c: c_j becomes ((c_j + a_1·b_1j) + a_2·b_2j) + …,
// each product and each sum rounded once. It is one row of [Matrix.Dot] without
// a new matrix. For a p×n matrix B, a has p elements and c has n; it panics if
// they have not.
func AddRowDot(c, a []float64, B *Matrix) {
	n := len(c)
	if len(a) != B.rows || n != B.cols {
		panic(fmt.Sprintf("matrix: AddRowDot: 1×%d times %s into 1×%d", len(a), B.shape(), n))
	}
	b := B.data
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

// share calls f for pieces lo ≤ i < hi that together are 0 ≤ i < n, and returns
// when all are done. Where there is work for it, counted in multiplications or the
// like, the pieces are one for each core and run at once; a small job is one
// piece, and no goroutine is started. For n = 0 f is not called.
func share(n, work int, f func(lo, hi int)) {
	p := min(runtime.GOMAXPROCS(0), n, work>>14)
	if p <= 1 {
		if n > 0 {
			f(0, n)
		}
		return
	}
	var wg sync.WaitGroup
	for t := range p {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f(t*n/p, (t+1)*n/p)
		}()
	}
	wg.Wait()
}
