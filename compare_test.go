// Package compare_test is the lecture as a program: four lines of matrix algebra give
// every point the same label as loops over distances do, except where rounding decides.
// Run
//
//	go test -v .
//
// and read what it prints beside this file, from top to bottom.
//
// A rung is a step of the slides' derivation: E1 to E5 measure distances, U1 and U2
// update the centers to means, M1 to M5 do both in matrices, P1 and P2 are programs.
// docs/derivation.md has them all.
package compare_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// TestIdenticalAssignments is the claim, on real data: from every start, in every step,
// loops and matrices give every point the same label.
func TestIdenticalAssignments(t *testing.T) {
	run(t, "slide, k=4", func(t *testing.T) {
		eachDifference(t, "docs/data/slide.csv", 2, 4, func(difference string, _ bool) { t.Fatal(difference) })
	})
	run(t, "faithful, k=2", func(t *testing.T) {
		eachDifference(t, "docs/data/faithful.csv", 2, 2, func(difference string, _ bool) { t.Fatal(difference) })
	})
	// Iris is given in tenths. Some points are exactly as far from one center as from
	// another, and tenths are rounded: a label may differ where Certain does not exclude it.
	run(t, "iris, k=3", func(t *testing.T) {
		eachDifference(t, "docs/data/iris.csv", 4, 3, func(difference string, certain bool) {
			if certain {
				t.Fatal(difference + ", which Certain excludes")
			}
			t.Log(difference)
		})
	})
}

// eachDifference runs loops and matrices from k points drawn in 50 ways, and calls found
// for every point that gets two labels, with what Certain says of it. After such a step
// the centers differ too, so the next start follows.
func eachDifference(t *testing.T, file string, n, k int, found func(difference string, certain bool)) {
	points := read(t, file, n)
	X := matrix.FromRows(points)
	for seed := range uint64(50) {
		M := kmeans.Shuffle(X, k, rand.New(rand.NewPCG(seed, 0)))
		centers, same := M.Rows(), true
		for step := 1; step <= 20 && same; step++ {
			before := M

			y := pointwise.Labels(points, centers, pointwise.Distance) // y_i = argmin_j √⟨x⁽ⁱ⁾−μ⁽ʲ⁾, x⁽ⁱ⁾−μ⁽ʲ⁾⟩
			centers = pointwise.SetMeans(points, y, k)                 // μ⁽ʲ⁾ = (1/|C_j|) Σ_{x∈C_j} x

			Y, Z := kmeans.Expectation(X, M) // Y = rowwise_argmin(−2XMᵀ + M_*), Z = I_k[Y]
			M = kmeans.Maximization(X, Z)    // M = ZᵀX / Zᵀ1

			for i := range Y {
				if y[i] != Y[i] {
					same = false
					found(fmt.Sprintf("start %d, step %d: the loops give point %d, %v, label %d, and the matrices %d",
						seed, step, i, points[i], y[i], Y[i]), kmeans.Certain(X, before)[i])
				}
			}
		}
	}
}

// What the grid of TestDerivation shows of a rung.
const (
	// Both sides are polynomials of degree at most 2 in each coordinate (or roots of such,
	// or for given labels quotients of such and the counts of points). They agree wherever
	// each coordinate is −1, 0 or 1, and so everywhere: three zeros are too many for a
	// polynomial of degree 2, unless it is 0. docs/derivation.md has the proof, in "A test
	// that is a proof", and what it does not say.
	proof = "proof"
	// An argmin is no polynomial. The rung follows from the proof before it, because the
	// numbers on both sides are in the same order. The grid is a sample, with its ties.
	order = "order"
	// A definition, or a consequence of other rungs. The grid is a sample.
	sample = "sample"
)

// What a rung starts from, to show it.
const (
	centers = "X = %[1]v, M = %[2]v"
	labels  = "X = %[1]v, given labels Y = %[3]v"
)

var broken bool // TestDerivation has failed

// TestDerivation is the reason: it climbs from E1 to P2, a test for each equals sign. Each
// is run on all problems of two points and two centers in the plane with coordinates −1, 0
// and 1, and on larger ones at random, which show that other shapes are treated alike.
// Nothing is rounded there but roots and means, and these by the same operation on both sides.
func TestDerivation(t *testing.T) {
	defer func() { broken = t.Failed() }()
	defer failOnPanic(t, func() string { return "before the first rung\n" })
	problems := map[string][]problem{
		centers: slices.Concat(grid([]int{0, 1}), larger()),
		labels:  slices.Concat(grid([]int{0, 1}, []int{1, 0}, []int{0, 0}, []int{1, 1}), larger()),
	}
	rung := func(name, kind, given, equation string, sides func(p problem) (left, right any)) {
		run(t, name, func(t *testing.T) {
			var p problem
			about := func() string { return fmt.Sprintf(equation+"\n"+given+"\n", p.x, p.mu, p.Y) }
			defer failOnPanic(t, about)
			for _, p = range problems[given] {
				left, right := sides(p)
				if !reflect.DeepEqual(left, right) && fmt.Sprint(left) != fmt.Sprint(right) { // as text, NaN is NaN
					t.Fatalf("%sleft   %v\nright  %v", about(), left, right)
				}
			}
			t.Logf("%-7s%s", kind, equation)
		})
	}

	// Expectation, point by point.
	rung("E1=E2", sample, centers, "z_ij = 1 if j = argmin_j ‖x−μ‖  is  y = argmin_j ‖x−μ‖, then z_iy = 1",
		func(p problem) (any, any) {
			Z := p.each(norm)
			for _, z := range Z {
				j := slices.Index(z, slices.Min(z))
				clear(z)
				z[j] = 1
			}
			return Z, pointwise.OneHot(p.labels(norm), p.k)
		})
	rung("E2=E3", proof, centers, "‖x−μ‖ = √⟨x−μ, x−μ⟩",
		func(p problem) (any, any) { return p.each(norm), p.each(pointwise.Distance) })
	rung("E3=E4", proof, centers, "√⟨x−μ, x−μ⟩ = √(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩)",
		func(p problem) (any, any) { return p.each(pointwise.Distance), p.each(pointwise.ExpandedDistance) })
	rung("E1²=E5", proof, centers, "‖x−μ‖² = (−2⟨x,μ⟩ + ‖μ‖²) + ⟨x,x⟩", func(p problem) (any, any) {
		return p.each(square), p.each(func(x, mu []float64) float64 { return pointwise.Score(x, mu) + inner(x, x) })
	})
	rung("E4=E5", order, centers, "argmin_j √(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩) = argmin_j (−2⟨x,μ⟩ + ‖μ‖²)",
		func(p problem) (any, any) { return p.labels(pointwise.ExpandedDistance), p.labels(pointwise.Score) })

	// Maximization, point by point.
	rung("U1=U2", proof, labels, "(1/|C_j|) Σ_{x∈C_j} x = (1/Σ z_ij) Σ z_ij x", func(p problem) (any, any) {
		return pointwise.SetMeans(p.x, p.Y, p.k), pointwise.WeightedMeans(p.x, p.z)
	})

	// The same for all points at once.
	rung("E5=M1", proof, centers, "every ⟨x,μ⟩ = XMᵀ",
		func(p problem) (any, any) { return p.each(inner), p.X.Dot(p.M.T()).Rows() })
	rung("E5=M2", proof, centers, "every ‖μ‖² = M_* = 1(Mᵀ)²", func(p problem) (any, any) {
		squaredNorm := func(_, mu []float64) float64 { return inner(mu, mu) }
		return p.each(squaredNorm), matrix.Ones(p.m, p.n).Dot(p.M.T().Square()).Rows()
	})
	rung("E5=M1,M2", proof, centers, "every −2⟨x,μ⟩ + ‖μ‖² = −2XMᵀ + M_*", func(p problem) (any, any) {
		MStar := matrix.Ones(p.m, p.n).Dot(p.M.T().Square())
		return p.each(pointwise.Score), p.X.Dot(p.M.T()).Scale(-2).Add(MStar).Rows()
	})
	rung("E5=M3", order, centers, "every argmin_j (−2⟨x,μ⟩ + ‖μ‖²) = rowwise_argmin(−2XMᵀ + M_*)",
		func(p problem) (any, any) {
			Y, _ := kmeans.Expectation(p.X, p.M)
			return p.labels(pointwise.Score), Y
		})
	rung("E2=M4", sample, labels, "z_iy = 1, else 0  is  Z = I_k[Y]",
		func(p problem) (any, any) { return pointwise.OneHot(p.Y, p.k), kmeans.RowwiseOneHot(p.Y, p.k).Rows() })
	rung("M3=M4", sample, centers, "Expectation returns Y and its Z = I_k[Y]", func(p problem) (any, any) {
		Y, Z := kmeans.Expectation(p.X, p.M)
		return kmeans.RowwiseOneHot(Y, p.k).Rows(), Z.Rows()
	})
	rung("U2=M5", proof, labels, "every (1/Σ z_ij) Σ z_ij x = ZᵀX / Zᵀ1",
		func(p problem) (any, any) {
			return pointwise.WeightedMeans(p.x, p.z), kmeans.Maximization(p.X, p.Z).Rows()
		})

	// The slides' two programs.
	rung("M5=P2", proof, labels, "ZᵀX / Zᵀ1 = ZᵀX / (column sums of Z)ᵀ", func(p problem) (any, any) {
		return kmeans.Maximization(p.X, p.Z).Rows(), kmeans.CountedMaximization(p.X, p.Z).Rows()
	})
	rung("P1=P2", sample, centers, "three steps of one program = three steps of the other", func(p problem) (any, any) {
		X, M := p.X.Scale(60), p.M.Scale(60) // lcm(1, …, 6): the mean of up to 6 points is whole again
		_, M1 := kmeans.Run(X, M, 3)

		for range 3 {
			Z := kmeans.RowwiseOneHot(pointwise.Labels(X.Rows(), M.Rows(), pointwise.Distance), p.k)
			M = kmeans.CountedMaximization(X, Z)
		}
		return M1.Rows(), M.Rows()
	})
}

// A problem is what the slides are given, X and M, and labels, Y and Z; as matrices, and
// point by point.
type problem struct {
	m, n, k  int
	X, M, Z  *matrix.Matrix
	x, mu, z [][]float64
	Y        []int
}

func newProblem(x, mu [][]float64, Y []int) problem {
	z := make([][]float64, len(x))
	for i, y := range Y {
		z[i] = make([]float64, len(mu))
		z[i][y] = 1
	}
	return problem{len(x), len(x[0]), len(mu), matrix.FromRows(x), matrix.FromRows(mu), matrix.FromRows(z), x, mu, z, Y}
}

// grid returns all 3⁸ = 6,561 problems of two points and two centers in the plane with
// coordinates 0, 1 and −1, each with each labeling. Zeros come first, so that a rung
// fails on a problem that is easy to read.
func grid(labelings ...[]int) (problems []problem) {
	for number := range 6561 {
		v := make([]float64, 8)
		for i := range v {
			v[7-i] = []float64{0, 1, -1}[number%3] // the digits of number in base 3
			number /= 3
		}
		for _, Y := range labelings {
			problems = append(problems, newProblem([][]float64{v[0:2], v[2:4]}, [][]float64{v[4:6], v[6:8]}, Y))
		}
	}
	return problems
}

// larger returns 300 problems of up to 6 points, M ⊂ X, with whole numbers from −9 to 9.
// No cluster is empty.
func larger() (problems []problem) {
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		m, n := 1+i/50, 1+rng.IntN(3)
		k := 1 + rng.IntN(m)
		x, Y := make([][]float64, m), rng.Perm(m)
		for i := range x {
			x[i] = make([]float64, n)
			for l := range x[i] {
				x[i][l] = float64(rng.IntN(19) - 9)
			}
			Y[i] %= k
		}
		problems = append(problems, newProblem(x, x[:k], Y))
	}
	return problems
}

// each returns the m×k values of a measure.
func (p problem) each(measure func(x, mu []float64) float64) [][]float64 {
	A := matrix.New(p.m, p.k).Rows()
	for i, x := range p.x {
		for j, mu := range p.mu {
			A[i][j] = measure(x, mu)
		}
	}
	return A
}

// labels returns argmin_j measure(x⁽ⁱ⁾, μ⁽ʲ⁾) for every point.
func (p problem) labels(measure func(x, mu []float64) float64) []int {
	return pointwise.Labels(p.x, p.mu, measure)
}

// norm returns ‖x−μ‖, for whole numbers. Different squares up to 2⁵² have different roots.
func norm(x, mu []float64) float64 { return math.Sqrt(square(x, mu)) }

// square returns ‖x−μ‖², for whole numbers.
func square(x, mu []float64) float64 {
	sum := 0
	for l := range x {
		d := int(x[l]) - int(mu[l])
		sum += d * d
	}
	return float64(sum)
}

// inner returns ⟨x,μ⟩.
func inner(x, mu []float64) (sum float64) {
	for l := range x {
		sum += float64(x[l] * mu[l])
	}
	return sum
}

// TestExhibits is the limit: what float64 does to the equations.
func TestExhibits(t *testing.T) {
	if broken {
		t.Skip("TestDerivation has failed: mend that first")
	}
	// The label of x by the root, by the scores, and by Fit, which is exact. None is certain.
	labels := func(name string, x []float64, mu [][]float64, e3, m3, exact int) {
		run(t, name, func(t *testing.T) {
			points := [][]float64{x, x} // Fit wants as many points as centers
			X, M := matrix.FromRows(points), matrix.FromRows(mu)
			Y, _ := kmeans.Expectation(X, M)
			r, err := kmeans.Fit(X, M, 1)
			if err != nil {
				t.Fatal(err)
			}
			shows(t, "the label by E3", pointwise.Labels(points, mu, pointwise.Distance)[0], e3)
			shows(t, "the label by M3", Y[0], m3)
			shows(t, "the right label, Fit's,", r.Y[0], exact)
			shows(t, "whether it is certain", kmeans.Certain(X, M)[0], false)
			t.Logf("E3 takes %d, M3 takes %d; %d is right", e3, m3, exact)
		})
	}
	labels("the root merges two squares", []float64{0, 0}, [][]float64{{1, 0x1p-26}, {1, 0}}, 0, 1, 1)
	labels("the expansion cancels", []float64{0.2}, [][]float64{{0.3}, {0.1}}, 0, 1, 0)
	labels("a point that is a center", []float64{1}, [][]float64{{1 + 0x1p-27}, {1}}, 1, 0, 1)
	labels("far from the origin", []float64{1e8 + 1}, [][]float64{{1e8 + 3}, {1e8}}, 1, 0, 1)
	labels("overflow", []float64{2e154}, [][]float64{{2.1e154}, {2e154}}, 1, 0, 1)
	labels("underflow", []float64{0}, [][]float64{{2e-170}, {1e-170}}, 0, 0, 1)

	exhibit := func(name string, want any, f func() any) {
		run(t, name, func(t *testing.T) {
			got := f()
			shows(t, name, got, want)
			t.Log(got)
		})
	}
	x, near := []float64{0.1, 0.1}, []float64{math.Nextafter(0.1, 0), 0.1}
	exhibit("a negative number under the root of E4", math.NaN(), func() any {
		return pointwise.ExpandedDistance(x, near)
	})
	tie := [][]float64{{0.2, 0.5}, {0.5, 0.2}}
	exhibit("a tie", []int{0}, func() any { return pointwise.Labels([][]float64{x}, tie, pointwise.Score) })
	exhibit("a tie if the compiler fuses", []int{1}, func() any {
		fused := func(x, mu []float64) float64 { // Score, with a product and a sum rounded together
			return math.FMA(-2, math.FMA(x[1], mu[1], x[0]*mu[0]), math.FMA(mu[1], mu[1], mu[0]*mu[0]))
		}
		return pointwise.Labels([][]float64{x}, tie, fused)
	})
	// The loops' rounded sums, and Fit's, which are exact.
	plainSums := func(name string, points [][]float64, starts [][]float64, wrong int, converges bool) {
		run(t, name, func(t *testing.T) {
			loops, failed := pointwise.Fit(points, starts, 1000)
			r, err := kmeans.Fit(matrix.FromRows(points), matrix.FromRows(starts), 1000)
			if failed != nil || err != nil {
				t.Fatal(failed, err)
			}
			differ := 0
			for i, y := range r.Y {
				if loops.Y[i] != y {
					differ++
				}
			}
			shows(t, "the number of wrong labels in loops", differ, wrong)
			shows(t, "whether the loops end", loops.Converged, converges)
			shows(t, "whether Fit ends", r.Converged, true)
			t.Logf("in loops %d labels of %d are wrong, and the run ends: %v", wrong, len(points), converges)
		})
	}
	var far [][]float64 // 4e15 + 1 + 0, 1 or 2, and the same + 10
	for i := range 200 {
		far = append(far, []float64{4e15 + 1 + float64(i/2%3+10*(i%2))})
	}
	plainSums("a sum of large numbers ruins a mean", far, far[:2], 66, true)
	const ulp = 0x1p-52
	narrow := [][]float64{{1 + 2*ulp}, {1 + 1*ulp}, {1 + 3*ulp}, {1}}
	plainSums("rounded means go back and forth", narrow, [][]float64{narrow[1], narrow[3]}, 1, false)

	X, M := matrix.FromRows([][]float64{{0, 0}, {1, 0}}), matrix.FromRows([][]float64{{0, 0}, {9, 9}})
	exhibit("an empty cluster is 0/0", []float64{math.NaN(), math.NaN()}, func() any {
		_, centers := kmeans.Run(X, M, 1)
		return centers.Row(1)
	})
	exhibit("and then takes every point", []int{1, 1}, func() any {
		Y, _ := kmeans.Run(X, M, 2)
		return Y
	})
}

// shows fails an exhibit that has lost its point.
func shows(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) { // as text, NaN is NaN
		t.Errorf("this exhibit is there to show that %s is %v; now it is %v", what, want, got)
	}
}

// read returns the numbers of a file as points of n coordinates.
func read(t *testing.T, file string, n int) [][]float64 {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []float64
	for _, field := range strings.FieldsFunc(string(text), func(r rune) bool { return r == ',' || r == '\n' }) {
		if v, err := strconv.ParseFloat(field, 64); err == nil { // neither the header nor the name of an iris
			numbers = append(numbers, v)
		}
	}
	return slices.Collect(slices.Chunk(numbers, n))
}

// run runs a subtest, unless one before it has failed: after a wrong line of the lesson
// the first failure says most.
func run(t *testing.T, name string, f func(t *testing.T)) {
	if !t.Failed() {
		t.Run(name, func(t *testing.T) {
			defer failOnPanic(t, func() string { return "" })
			f(t)
		})
	}
}

// failOnPanic makes a panic, as of shapes that do not fit, a failure of one test, that
// names the lines of the lesson it came through.
func failOnPanic(t *testing.T, about func() string) {
	r := recover()
	if r == nil {
		return
	}
	_, here, _, _ := runtime.Caller(0)
	calls := make([]uintptr, 50)
	frames := runtime.CallersFrames(calls[:runtime.Callers(2, calls)]) // 2: not this function
	var lines []string                                                 // of the lesson, or else the first of this file
	for frame, more := frames.Next(); more && frame.File != here || len(lines) == 0; frame, more = frames.Next() {
		if file, ok := strings.CutPrefix(frame.File, path.Dir(here)+"/"); ok {
			lines = append(lines, fmt.Sprintf("%s:%d", file, frame.Line))
		}
	}
	t.Errorf("%spanic: %v\nin %s", about(), r, strings.Join(lines, ", called by "))
}
