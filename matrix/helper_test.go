package matrix

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// The tests make and compare matrices with the helpers in this file, never with
// the operations of the package, so that a mistake in FromRows or Equal fails the
// test of FromRows or Equal and no other.

var (
	inf       = math.Inf(1)
	nan       = math.NaN()
	minusZero = math.Copysign(0, -1)
)

// mat returns the m×n matrix of the given elements, row after row.
func mat(m, n int, data ...float64) *Matrix {
	if len(data) != m*n {
		panic(fmt.Sprintf("mat: %d elements for a %d×%d matrix", len(data), m, n))
	}
	return &Matrix{m, n, data}
}

func clone(A *Matrix) *Matrix {
	return &Matrix{A.rows, A.cols, slices.Clone(A.data)}
}

// same reports whether A and B have the same shape and the same bits, where any
// NaN is the same as any other.
func same(A, B *Matrix) bool {
	return A != nil && B != nil && A.rows == B.rows && A.cols == B.cols && slices.EqualFunc(A.data, B.data, sameBits)
}

func sameBits(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

// show writes a matrix on a line, all digits and the sign of a zero included:
// 2×3 [1 2 3; 4 5 6].
func show(A *Matrix) string {
	if A == nil {
		return "nil"
	}
	if len(A.data) != A.rows*A.cols {
		return fmt.Sprintf("%d×%d with %d elements %v", A.rows, A.cols, len(A.data), A.data)
	}
	var rows []string
	for data := A.data; len(data) > 0; data = data[A.cols:] {
		rows = append(rows, strings.Trim(fmt.Sprint(data[:A.cols]), "[]"))
	}
	return fmt.Sprintf("%d×%d [%s]", A.rows, A.cols, strings.Join(rows, "; "))
}

// made returns the m×n matrix whose element (i, j) is element(i, j).
func made(m, n int, element func(i, j int) float64) *Matrix {
	A := &Matrix{m, n, make([]float64, m*n)}
	for p := range A.data {
		A.data[p] = element(p/n, p%n)
	}
	return A
}

// wantLarge calls f for shapes m×n that are worth sharing among cores and some that
// are close to 16×16, under several numbers of cores, and fails the test unless
// what f got is what it wanted.
func wantLarge(t *testing.T, call string, f func(m, n int) (got, want *Matrix)) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, procs := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(procs)
		for _, shape := range [][2]int{
			{15, 16}, {16, 17}, {17, 15}, {33, 7}, {7, 33},
			{1000, 65}, {65, 1000}, {3, 30000}, {30000, 3}, {1, 50000}, {50000, 1},
		} {
			m, n := shape[0], shape[1]
			if got, want := f(m, n); !same(got, want) {
				t.Errorf("%s, A a %d×%d matrix, GOMAXPROCS = %d: %s", call, m, n, procs, difference(got, want))
			}
		}
	}
}

// difference says where two matrices that are not the same differ first.
func difference(got, want *Matrix) string {
	if got == nil || got.rows != want.rows || got.cols != want.cols || len(got.data) != len(want.data) {
		return fmt.Sprintf("the result should be %d×%d", want.rows, want.cols)
	}
	p := 0
	for sameBits(got.data[p], want.data[p]) {
		p++
	}
	return fmt.Sprintf("element (%d, %d) is %v, want %v", p/want.cols, p%want.cols, got.data[p], want.data[p])
}

// A slip is a wrong answer that is known, and what made it.
type slip struct {
	gives *Matrix
	looks string
}

// wantMatrix fails the test unless got is want, bit for bit.
func wantMatrix(t *testing.T, call string, got, want *Matrix, slips ...slip) {
	t.Helper()
	if same(got, want) {
		return
	}
	looks := ""
	for _, s := range slips {
		if same(got, s.gives) {
			looks = ": that looks like " + s.looks
		}
	}
	t.Errorf("%s = %s, want %s%s", call, show(got), show(want), looks)
}

// wantOwn fails the test if an operand A is no longer what it was before the
// call, or if writing to the result writes to A. It takes pairs A, before.
func wantOwn(t *testing.T, call string, got *Matrix, operands ...*Matrix) {
	t.Helper()
	for i := 0; i < len(operands); i += 2 {
		if A, before := operands[i], operands[i+1]; !same(A, before) {
			t.Errorf("%s made its operand %s %s: an operation leaves its operands alone", call, show(before), show(A))
			copy(A.data, before.data)
		}
	}
	if got == nil {
		return
	}
	for i := range got.data[:cap(got.data)] {
		got.data[:cap(got.data)][i] = 12345
	}
	for i := 0; i < len(operands); i += 2 {
		if A, before := operands[i], operands[i+1]; !same(A, before) {
			t.Errorf("after %s, writing to the result changes the operand %s: the result must have elements of its own", call, show(before))
		}
	}
}

// wantPanic fails the test unless f panics with a message that begins with the
// first of parts and has the others after it, in this order.
func wantPanic(t *testing.T, call string, f func(), parts ...string) {
	t.Helper()
	want := strings.Join(parts, "…")
	message, panicked := panicOf(f)
	if !panicked {
		t.Errorf("%s does not panic, want a panic that says %q", call, want)
		return
	}
	rest, ok := message, strings.HasPrefix(message, parts[0])
	for _, part := range parts {
		_, after, found := strings.Cut(rest, part)
		rest, ok = after, ok && found
	}
	if !ok {
		t.Errorf("%s panics with %q, want %q", call, message, want)
	}
}

func panicOf(f func()) (message string, panicked bool) {
	defer func() {
		if r := recover(); r != nil {
			message, panicked = fmt.Sprint(r), true
		}
	}()
	f()
	return "", false
}
