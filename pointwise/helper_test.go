package pointwise_test

import (
	"math"
	"slices"
	"testing"
)

// A slip is a wrong version of a function that is easily written, and what is wrong
// with it. The tests say which slip a wrong answer looks like.
type slip[F any] struct {
	says string
	f    F
}

// looksLike returns the end of the message about case i: the slip that gives what
// came, gives(f, j), in case i and in more of the n cases than any other. In one case
// alone, many slips look alike.
func looksLike[F any](slips []slip[F], n, i int, gives func(f F, j int) bool) string {
	most, says := 0, ""
	for _, s := range slips {
		count := 0
		for j := range n {
			if gives(s.f, j) {
				count++
			}
		}
		if count > most {
			most, says = count, ""
			if gives(s.f, i) {
				says = ": it looks as if " + s.says
			}
		}
	}
	return says
}

// checkNoticed holds a table of cases to its purpose: every slip must fail one.
func checkNoticed[F, C any](t *testing.T, slips []slip[F], cases []C, passes func(f F, c C) bool) {
	t.Helper()
	for _, s := range slips {
		if !slices.ContainsFunc(cases, func(c C) bool { return !passes(s.f, c) }) {
			t.Errorf("no case here would notice that %s", s.says)
		}
	}
}

// The worked example: six points, the first two of them the initial centers.
var worked = [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}

var (
	nan  = math.NaN()
	inf  = math.Inf(1)
	tiny = 0.1 - math.Nextafter(0.1, 0) // from 0.1 to the next float64
)

// same reports whether a and b are the same number, bit for bit, or both NaN.
func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

func sameRows(A, B [][]float64) bool {
	if len(A) != len(B) {
		return false
	}
	for i := range A {
		if len(A[i]) != len(B[i]) {
			return false
		}
		for j := range A[i] {
			if !same(A[i][j], B[i][j]) {
				return false
			}
		}
	}
	return true
}

func copyOf(A [][]float64) [][]float64 {
	B := make([][]float64, len(A))
	for i, row := range A {
		B[i] = slices.Clone(row)
	}
	return B
}

func transposed(A [][]float64) [][]float64 {
	if len(A) == 0 {
		return nil
	}
	B := make([][]float64, len(A[0]))
	for j := range B {
		for i := range A {
			B[j] = append(B[j], A[i][j])
		}
	}
	return B
}

func panics(f func()) (panicked bool) {
	defer func() { panicked = recover() != nil }()
	f()
	return false
}

// dot returns ⟨a,b⟩, each product and each sum rounded once, from the left.
func dot(a, b []float64) float64 {
	sum := 0.0
	for l := range a {
		sum += float64(a[l] * b[l])
	}
	return sum
}

// fusedDot is dot as a compiler writes it that rounds a product and the sum it goes
// into together.
func fusedDot(a, b []float64) float64 {
	sum := 0.0
	for l := range a {
		sum = math.FMA(a[l], b[l], sum)
	}
	return sum
}

func backwards[E any](a []E) []E {
	b := slices.Clone(a)
	slices.Reverse(b)
	return b
}

func minus(a, b []float64) []float64 {
	d := make([]float64, len(a))
	for l := range a {
		d[l] = a[l] - b[l]
	}
	return d
}
