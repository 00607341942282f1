package matrix

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// The tests make, copy and compare matrices without the operations of the package,
// so that a mistake in FromRows or Equal fails the test of FromRows or Equal alone.

var (
	inf  = math.Inf(1)
	nan  = math.NaN()
	neg0 = math.Copysign(0, -1)
)

// mat returns the m×n matrix of the given elements, row after row.
func mat(m, n int, data ...float64) *Matrix { return &Matrix{m, n, data} }

// show writes a matrix so that two of them look the same only if they are, bit for
// bit: fmt tells any two floats apart, −0 from 0 too, but not a NaN from a NaN.
func show(A *Matrix) string {
	return fmt.Sprintf("%d×%d %v", A.rows, A.cols, slices.Collect(slices.Chunk(A.data, max(1, A.cols))))
}

// check fails the test unless f returns want, with elements of its own, and leaves
// its operands as they were. Call is f as it stands in a program.
func check(t *testing.T, call string, f func() *Matrix, want *Matrix, why string, operands ...*Matrix) {
	t.Helper()
	var before []string
	for _, A := range operands {
		before = append(before, show(A))
	}
	got := f()
	if show(got) != show(want) {
		t.Errorf("%s = %s, want %s (this case: %s)", call, show(got), show(want), why)
	}
	for i := range got.data {
		got.data[i] = 12345
	}
	for i, A := range operands {
		if show(A) != before[i] {
			t.Errorf("%s must leave its operands alone, and return elements of its own", call)
		}
	}
}

// wantPanic fails the test unless f panics with a message that names the operation
// and has all the parts in it.
func wantPanic(t *testing.T, call string, f func(), operation string, parts ...string) {
	t.Helper()
	defer func() {
		t.Helper()
		r := recover()
		if r == nil {
			t.Errorf("%s does not panic, want a panic that names %s and says %q", call, operation, parts)
			return
		}
		for _, part := range append(parts, "matrix: "+operation+": ") {
			if !strings.Contains(fmt.Sprint(r), part) {
				t.Errorf("%s panics with %q, want %q in it", call, r, part)
			}
		}
	}()
	f()
}
