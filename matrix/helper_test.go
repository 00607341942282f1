package matrix

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The tests write matrices as text: "1 2; 3 4" has the rows 1 2 and 3 4, and "2×0" has no
// elements. They read, write and compare them without the operations of the package, so
// that a mistake in FromRows or Equal fails the test of FromRows or Equal alone.

// mat reads a matrix.
func mat(text string) *Matrix {
	A := &Matrix{}
	if strings.Contains(text, "×") {
		fmt.Sscanf(text, "%d×%d", &A.rows, &A.cols)
		return A
	}
	for _, row := range strings.Split(text, "; ") {
		fields := strings.Split(row, " ")
		A.rows, A.cols = A.rows+1, len(fields)
		for _, field := range fields {
			v, err := strconv.ParseFloat(field, 64)
			if err != nil {
				panic(err)
			}
			A.data = append(A.data, v)
		}
	}
	return A
}

// show writes a matrix with every bit of every number, and −0 as −0; any NaN is like any
// other.
func show(A *Matrix) string {
	return fmt.Sprint(A.shape(), " ", slices.Collect(slices.Chunk(A.data, max(1, A.cols))))
}

// check fails the test unless f returns want, with elements of its own, and leaves its
// operands alone. Call is f as it stands in a program.
func check(t *testing.T, call string, f func() *Matrix, want, why string, operands ...*Matrix) {
	t.Helper()
	var before []string
	for _, A := range operands {
		before = append(before, show(A))
	}
	got := f()
	if want := show(mat(want)); show(got) != want {
		t.Errorf("%s = %s, want %s (%s), operands %v", call, show(got), want, why, before)
	}
	for i := range got.data {
		got.data[i] = 12345
	}
	for i, A := range operands {
		if show(A) != before[i] {
			t.Errorf("%s must leave its operands %v alone, and return elements of its own", call, before)
		}
	}
}

// wantPanic fails the test unless f panics, and the message begins with want.
func wantPanic(t *testing.T, call string, f func(), want string) {
	t.Helper()
	defer func() {
		t.Helper()
		if r := recover(); !strings.HasPrefix(fmt.Sprint(r), "matrix: "+want) {
			t.Errorf("%s panics with %v, want %q", call, r, "matrix: "+want+"…")
		}
	}()
	f()
}
