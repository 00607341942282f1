package kmeans_test

import (
	"math"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

var (
	nan = math.NaN()
	inf = math.Inf(1)
)

// The worked example: six points, the first two of them the initial centers.
var worked = [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}

// same reports whether a and b are the same number, bit for bit, or both NaN.
func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

// isRows reports whether A is the m×n matrix with these rows, bit for bit.
func isRows(A *matrix.Matrix, rows [][]float64) bool {
	m, n := A.Dims()
	if m != len(rows) {
		return false
	}
	for i, row := range rows {
		if n != len(row) {
			return false
		}
		for l, v := range row {
			if !same(A.At(i, l), v) {
				return false
			}
		}
	}
	return true
}

// rows returns a copy of A's rows.
func rows(A *matrix.Matrix) [][]float64 {
	m, _ := A.Dims()
	R := make([][]float64, m)
	for i := range R {
		R[i] = append([]float64{}, A.Row(i)...)
	}
	return R
}

func panics(f func()) (panicked bool) {
	defer func() { panicked = recover() != nil }()
	f()
	return false
}

// slideSteps runs the slide's own functions for a number of steps, with one
// difference: an empty cluster keeps its center, as in Fit. It returns the labels and
// centers after every step, and stops after a step that changes no label.
func slideSteps(X, M *matrix.Matrix, steps int) (Ys [][]int, Ms []*matrix.Matrix) {
	for step := range steps {
		Y, Z := kmeans.Expectation(X, M)
		next := kmeans.Maximization(X, Z)
		counts := Z.ColumnSums().Row(0)
		for j, c := range counts {
			if c == 0 {
				copy(next.Row(j), M.Row(j))
			}
		}
		M = next
		Ys, Ms = append(Ys, Y), append(Ms, M)
		if step > 0 && slices.Equal(Y, Ys[step-1]) {
			break
		}
	}
	return Ys, Ms
}

// shifted reports whether Fit shifts a column of X and M: one whose values have all
// one sign, and the largest magnitude at most twice the smallest.
func shifted(X, M *matrix.Matrix) bool {
	_, n := X.Dims()
	for l := range n {
		small, large, positive, negative := inf, 0.0, false, false
		for _, row := range append(rows(X), rows(M)...) {
			v := row[l]
			positive, negative = positive || v >= 0, negative || v <= 0
			small, large = min(small, math.Abs(v)), max(large, math.Abs(v))
		}
		if positive != negative && large <= 2*small {
			return true
		}
	}
	return false
}

// costOf is Cost in one plain loop.
func costOf(X, M *matrix.Matrix, Y []int) float64 {
	sum := 0.0
	for i, y := range Y {
		for l, v := range X.Row(i) {
			d := v - M.At(y, l)
			sum += float64(d * d)
		}
	}
	return sum
}

// near reports whether got is want up to a relative error, and both are numbers.
func near(got, want, relative float64) bool {
	return math.Abs(got-want) <= relative*math.Abs(want)
}

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

// squared returns ‖x − μ‖².
func squared(x, mu []float64) float64 {
	d := make([]float64, len(x))
	for l := range x {
		d[l] = x[l] - mu[l]
	}
	return dot(d, d)
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

func backwards[E any](a []E) []E {
	b := slices.Clone(a)
	slices.Reverse(b)
	return b
}
