// Package compare_test is the lecture as a program: four lines of matrix algebra give
// every point the same label as loops over distances do, except where rounding decides.
// Run
//
//	go test -v .
//
// and read what it prints beside this file, from top to bottom:
//
//   - TestIdenticalAssignments is the claim, on real data: both forms, step by step.
//   - TestDerivation is the reason: from the norm to the matrices in twelve equations.
//     On data that float64 computes without rounding, both sides of each are equal.
//   - TestExhibits is the limit: points on which rounding makes the forms differ.
//
// What kmeans.Certain says is itself tested in kmeans/certain_test.go, and proved in
// docs/numerics.md.
package compare_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// TestIdenticalAssignments runs the loops and the matrices from the same centers. A
// label may differ only where Certain says that rounding could decide it, and never
// where nothing is rounded. (A tie is never certain; all forms take its first center.)
func TestIdenticalAssignments(t *testing.T) {
	for _, data := range []struct {
		name     string
		problems []problem
	}{
		{"docs/data/slide.csv, k = 4", starts(t, "docs/data/slide.csv", 4)},
		{"docs/data/iris.csv, k = 3", starts(t, "docs/data/iris.csv", 3)},
		{"docs/data/faithful.csv, k = 2", starts(t, "docs/data/faithful.csv", 2)},
		{"nothing is rounded", exactProblems()},
	} {
		var seen tally
		for _, p := range data.problems {
			seen.bothForms(t, p)
		}
		t.Logf("%-29s  %d starts, %d steps, %d labels: %d differ, %d not certain",
			data.name, len(data.problems), seen.steps, seen.labels, seen.differ, seen.uncertain)
		if seen.uncertain > seen.labels/1000 {
			t.Errorf("%s: so many uncertain labels prove too little", data.name)
		}
		if seen.differ > 0 && data.name == "nothing is rounded" {
			t.Errorf("%s, and labels differ", data.name)
		}
	}
}

type tally struct{ steps, labels, differ, uncertain int }

// bothForms takes up to 50 steps from the same centers in both forms. It stops when the
// labels repeat, and after a label that differs: from there the centers differ too.
func (seen *tally) bothForms(t *testing.T, p problem) {
	loopM, X, M := p.M, matrix.FromRows(p.X), matrix.FromRows(p.M)
	var last []int
	for step := 1; step <= 50; step++ {
		certain := kmeans.Certain(X, M)

		loopY := pointwise.Labels(p.X, loopM, pointwise.Distance) // y_i = argmin_j √⟨x⁽ⁱ⁾−μ⁽ʲ⁾, x⁽ⁱ⁾−μ⁽ʲ⁾⟩
		loopM = pointwise.SetMeans(p.X, loopY, p.k)               // μ⁽ʲ⁾ = (1/|C_j|) Σ_{x∈C_j} x

		Y, Z := kmeans.Expectation(X, M) // Y = rowwise_argmin(−2XMᵀ + M_*), Z = I_k[Y]
		M = kmeans.Maximization(X, Z)    // M = ZᵀX / Zᵀ1

		seen.steps++
		seen.labels += p.m
		for i := range Y {
			if !certain[i] {
				seen.uncertain++
			}
			if loopY[i] != Y[i] {
				seen.differ++
				if certain[i] {
					t.Fatalf("step %d from centers %v: point %d, %v, is certain, and has label %d in loops and %d in matrices",
						step, p.M, i, p.X[i], loopY[i], Y[i])
				}
			}
		}
		if !slices.Equal(loopY, Y) || slices.Equal(Y, last) {
			return
		}
		last = Y
	}
}

// TestDerivation climbs from E1 to P2, a test for each equals sign. Each says the
// equation and how many problems it holds for, in every bit of every number.
func TestDerivation(t *testing.T) {
	for _, rung := range []struct {
		name, equation string
		sides          func(p problem) (left, right any)
	}{
		{"E1=E2", "z_ij = 1 for j = argmin_j ‖x−μ‖  is  y = argmin_j ‖x−μ‖, then z_iy = 1", func(p problem) (any, any) {
			Z := zeros(p.m, p.k)
			for i, x := range p.X {
				Z[i][nearest(x, p.M)] = 1
			}
			return Z, pointwise.OneHot(pointwise.Labels(p.X, p.M, norm), p.k)
		}},
		{"E2=E3", "‖x−μ‖ = √⟨x−μ, x−μ⟩", func(p problem) (any, any) {
			return pointwise.Labels(p.X, p.M, norm), pointwise.Labels(p.X, p.M, pointwise.Distance)
		}},
		{"E3=E4", "⟨x−μ, x−μ⟩ = ⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩", func(p problem) (any, any) {
			return p.each(pointwise.Distance), p.each(pointwise.ExpandedDistance)
		}},
		{"E4=E5", "argmin_j √(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩) = argmin_j (−2⟨x,μ⟩ + ‖μ‖²)", func(p problem) (any, any) {
			return pointwise.Labels(p.X, p.M, pointwise.ExpandedDistance), pointwise.Labels(p.X, p.M, pointwise.Score)
		}},
		{"E5=M2", "all −2⟨x,μ⟩ + ‖μ‖² = −2XMᵀ + M_*,  M_* = 1(Mᵀ)²", func(p problem) (any, any) {
			X, M := matrix.FromRows(p.X), matrix.FromRows(p.M)
			MStar := matrix.Ones(p.m, p.n).Dot(M.T().Square()) // m×k
			return p.each(pointwise.Score), rows(X.Dot(M.T()).Scale(-2).Add(MStar))
		}},
		{"E5=M3", "all argmin_j (−2⟨x,μ⟩ + ‖μ‖²) = rowwise_argmin(−2XMᵀ + M_*)", func(p problem) (any, any) {
			Y, _ := kmeans.Expectation(matrix.FromRows(p.X), matrix.FromRows(p.M))
			return pointwise.Labels(p.X, p.M, pointwise.Score), Y
		}},
		{"E2=M4", "z_iy = 1, else 0  is  Z = I_k[Y]", func(p problem) (any, any) {
			return pointwise.OneHot(p.Y, p.k), rows(kmeans.RowwiseOneHot(p.Y, p.k))
		}},
		{"M3=M4", "Expectation returns Y and its Z = I_k[Y]", func(p problem) (any, any) {
			Y, Z := kmeans.Expectation(matrix.FromRows(p.X), matrix.FromRows(p.M))
			return pointwise.OneHot(Y, p.k), rows(Z)
		}},
		{"U1=U2", "(1/|C_j|) Σ_{x∈C_j} x = (1/Σ z_ij) Σ z_ij x", func(p problem) (any, any) {
			return pointwise.SetMeans(p.X, p.Y, p.k), pointwise.WeightedMeans(p.X, pointwise.OneHot(p.Y, p.k))
		}},
		{"U2=M5", "all (1/Σ z_ij) Σ z_ij x = ZᵀX / Zᵀ1", func(p problem) (any, any) {
			Z := pointwise.OneHot(p.Y, p.k)
			return pointwise.WeightedMeans(p.X, Z), rows(kmeans.Maximization(matrix.FromRows(p.X), matrix.FromRows(Z)))
		}},
		{"M5=P2", "ZᵀX / Zᵀ1 = ZᵀX / (column sums of Z)ᵀ", func(p problem) (any, any) {
			X, Z := matrix.FromRows(p.X), kmeans.RowwiseOneHot(p.Y, p.k)
			return rows(kmeans.Maximization(X, Z)), rows(kmeans.CountedMaximization(X, Z))
		}},
		{"P1=P2", "three steps of the slides' two programs", func(p problem) (any, any) {
			X := matrix.FromRows(p.X)
			M1, M2 := matrix.FromRows(p.M), matrix.FromRows(p.M)
			for range 3 {
				_, Z1 := kmeans.Expectation(X, M1)
				Z2 := kmeans.RowwiseOneHot(pointwise.Labels(p.X, rows(M2), pointwise.Distance), p.k)
				M1, M2 = kmeans.Maximization(X, Z1), kmeans.CountedMaximization(X, Z2)
			}
			return rows(M1), rows(M2)
		}},
	} {
		t.Run(rung.name, func(t *testing.T) {
			problems := exactProblems()
			for _, p := range problems {
				left, right := rung.sides(p)
				if fmt.Sprint(left) != fmt.Sprint(right) { // prints every bit of a number, and −0 as −0
					t.Fatalf("%s\nX = %v, M = %v:\n%v on the left,\n%v on the right", rung.equation, p.X, p.M, left, right)
				}
			}
			t.Logf("%s  %s   %d problems, every bit", rung.name, rung.equation, len(problems))
		})
	}
}

// A problem is what the slides are given, and labels that leave no cluster empty.
type problem struct {
	m, n, k int
	X, M    [][]float64
	Y       []int
}

// exactProblems returns problems of many shapes, k = m, n = 1 and single points among
// them. Means and sums are whole numbers far below 2⁵³, so nothing is rounded. No two
// points are equal, and the centers are points.
func exactProblems() []problem {
	const unit = 27720 // lcm(1, 2, …, 12): the mean of up to 12 multiples of it is a whole number
	var problems []problem
	rng := rand.New(rand.NewPCG(1, 2))
	for m := 1; m <= 12; m++ {
		for n := 1; n <= 4; n++ {
			for k := 1; k <= m; k++ {
				p := problem{m: m, n: n, k: k, X: zeros(m, n), Y: make([]int, m)}
				for i, x := range p.X {
					for l := range x {
						x[l] = unit * float64(rng.IntN(100)-50)
					}
					x[0] += unit * float64(100*i)
				}
				for at, i := range rng.Perm(m) {
					if at < k {
						p.M = append(p.M, p.X[i])
					}
					p.Y[i] = at % k
				}
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// each returns the m×k values of a measure.
func (p problem) each(measure func(x, mu []float64) float64) [][]float64 {
	A := zeros(p.m, p.k)
	for i, x := range p.X {
		for j, mu := range p.M {
			A[i][j] = measure(x, mu)
		}
	}
	return A
}

// TestExhibits shows what float64 does to the equations. Certain vouches for none of
// these points, and Fit gives each its exact label.
func TestExhibits(t *testing.T) {
	for _, e := range []struct {
		name          string
		x             []float64
		M             [][]float64
		e3, m3, exact int // the label by the root, by the scores, and in real numbers
	}{
		{"the root merges two squares", []float64{0, 0}, [][]float64{{1, 0x1p-26}, {1, 0}}, 0, 1, 1},
		{"the expansion cancels", []float64{0.2}, [][]float64{{0.3}, {0.1}}, 0, 1, 0},
		{"a point that is a center", []float64{1}, [][]float64{{1 + 0x1p-27}, {1}}, 1, 0, 1},
		{"far from the origin", []float64{1e8 + 1}, [][]float64{{1e8 + 3}, {1e8}}, 1, 0, 1},
		{"overflow", []float64{2e154}, [][]float64{{2.1e154}, {2e154}}, 1, 0, 1},
		{"underflow", []float64{0}, [][]float64{{2e-170}, {1e-170}}, 0, 0, 1},
	} {
		X, M := matrix.FromRows([][]float64{e.x, e.x}), matrix.FromRows(e.M)
		root := pointwise.Labels([][]float64{e.x}, e.M, pointwise.Distance)[0]
		score, _ := kmeans.Expectation(X, M)
		exact := nearest(e.x, e.M)
		t.Logf("%-28s x = %v, M = %v: E3 takes %d, M3 takes %d; %d is right", e.name, e.x, e.M, root, score[0], exact)
		if root != e.e3 || score[0] != e.m3 || exact != e.exact {
			t.Errorf("%s: E3 takes %d, M3 takes %d, exactly it is %d; want %d, %d, %d", e.name, root, score[0], exact, e.e3, e.m3, e.exact)
		} else if root == exact && score[0] == exact || kmeans.Certain(X, M)[0] {
			t.Errorf("%s: both are right, or Certain says so: that is no exhibit", e.name)
		}
		if r, err := kmeans.Fit(X, M, 1); err != nil || r.Y[0] != exact {
			t.Errorf("%s: Fit gives label %v (error: %v), want %d", e.name, r.Y, err, exact)
		}
	}

	near := []float64{math.Nextafter(0.1, 0), 0.1} // to (0.1, 0.1)
	x, tie := [][]float64{{0.1, 0.1}}, [][]float64{{0.2, 0.5}, {0.5, 0.2}}
	scored, fused := pointwise.Labels(x, tie, pointwise.Score)[0], pointwise.Labels(x, tie, fusedScore)[0]

	X, M := matrix.FromRows([][]float64{{0, 0}, {1, 0}}), matrix.FromRows([][]float64{{0, 0}, {9, 9}})
	_, Z := kmeans.Expectation(X, M)
	dead := kmeans.Maximization(X, Z)
	Y, _ := kmeans.Expectation(X, dead)
	for _, e := range []struct {
		name      string
		got, want any
	}{
		{"a negative number under the root of E4", pointwise.ExpandedDistance(x[0], near), math.NaN()},
		{"fusing flips a label of a tie", []int{scored, fused}, []int{0, 1}},
		{"an empty cluster is 0/0", dead.Row(1), []float64{math.NaN(), math.NaN()}},
		{"and then takes every point", Y, []int{1, 1}},
	} {
		t.Logf("%-28s %v", e.name, e.got)
		if fmt.Sprint(e.got) != fmt.Sprint(e.want) {
			t.Errorf("%s: want %v", e.name, e.want)
		}
	}
}

// fusedScore is Score as some compilers write it: a product and the sum it goes into
// are rounded together.
func fusedScore(x, mu []float64) float64 {
	xmu, mumu := 0.0, 0.0
	for l := range x {
		xmu, mumu = math.FMA(x[l], mu[l], xmu), math.FMA(mu[l], mu[l], mumu)
	}
	return math.FMA(-2, xmu, mumu)
}

// norm is ‖x−μ‖ by the standard library's hypotenuse, coordinate by coordinate.
func norm(x, mu []float64) float64 {
	d := 0.0
	for l := range x {
		d = math.Hypot(d, x[l]-mu[l])
	}
	return d
}

// nearest returns argmin_j ‖x−μ⁽ʲ⁾‖, the first of equals, in exact arithmetic.
func nearest(x []float64, M [][]float64) int {
	exact := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	best, least := 0, new(big.Rat)
	for j, mu := range M {
		sum := new(big.Rat)
		for l := range x {
			d := new(big.Rat).Sub(exact(x[l]), exact(mu[l]))
			sum.Add(sum, d.Mul(d, d))
		}
		if j == 0 || sum.Cmp(least) < 0 {
			best, least = j, sum
		}
	}
	return best
}

// starts returns 50 problems: the numbers of a file, and k of its points as centers.
func starts(t *testing.T, file string, k int) (problems []problem) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var X [][]float64
	for _, line := range strings.Fields(string(text))[1:] { // after the header
		var x []float64
		for _, field := range strings.Split(line, ",") {
			if v, err := strconv.ParseFloat(field, 64); err == nil { // not a name of an Iris
				x = append(x, v)
			}
		}
		X = append(X, x)
	}
	for seed := range uint64(50) {
		M := kmeans.Shuffle(matrix.FromRows(X), k, rand.New(rand.NewPCG(seed, 0)))
		problems = append(problems, problem{m: len(X), n: len(X[0]), k: k, X: X, M: rows(M)})
	}
	return problems
}

func zeros(m, n int) [][]float64 {
	A := make([][]float64, m)
	for i := range A {
		A[i] = make([]float64, n)
	}
	return A
}

// rows returns A as a slice of rows.
func rows(A *matrix.Matrix) (R [][]float64) {
	m, _ := A.Dims()
	for i := range m {
		R = append(R, A.Row(i))
	}
	return R
}
