// Package compare_test is the lecture as a program: four lines of matrix algebra give
// every point the same label as loops over distances do, except where rounding decides.
// Run
//
//	go test -v .
//
// and read what it prints beside this file, from top to bottom.
package compare_test

import (
	"fmt"
	"math"
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

// TestIdenticalAssignments is the claim, on real data: both forms, step by step.
func TestIdenticalAssignments(t *testing.T) {
	t.Run("slide, k=4", func(t *testing.T) { testAssignments(t, "docs/data/slide.csv", 2, 4) })
	t.Run("iris, k=3", func(t *testing.T) { testAssignments(t, "docs/data/iris.csv", 4, 3) })
	t.Run("faithful, k=2", func(t *testing.T) { testAssignments(t, "docs/data/faithful.csv", 2, 2) })
}

// testAssignments runs loops and matrices from the same centers, k points drawn in 50 ways.
// A label may differ only where Certain says that rounding could decide it. (Certain is
// tested in kmeans/certain_test.go, and proved in docs/numerics.md.)
func testAssignments(t *testing.T, file string, n, k int) {
	defer failOnPanic(t)
	points := read(t, file, n)
	X := matrix.FromRows(points)
	labels, uncertain, differ := 0, 0, 0
	for seed := range uint64(50) {
		M := kmeans.Shuffle(X, k, rand.New(rand.NewPCG(seed, 0)))
		centers, same := rows(M), true
		for step := 1; step <= 20 && same; step++ { // after labels that differ the centers differ too
			certain := kmeans.Certain(X, M)

			y := pointwise.Labels(points, centers, pointwise.Distance) // y_i = argmin_j √⟨x⁽ⁱ⁾−μ⁽ʲ⁾, x⁽ⁱ⁾−μ⁽ʲ⁾⟩
			centers = pointwise.SetMeans(points, y, k)                 // μ⁽ʲ⁾ = (1/|C_j|) Σ_{x∈C_j} x

			Y, Z := kmeans.Expectation(X, M) // Y = rowwise_argmin(−2XMᵀ + M_*), Z = I_k[Y]
			M = kmeans.Maximization(X, Z)    // M = ZᵀX / Zᵀ1

			same = slices.Equal(y, Y)
			for i := range Y {
				labels++
				if !certain[i] {
					uncertain++
				}
				if y[i] != Y[i] {
					differ++
				}
				if y[i] != Y[i] && certain[i] {
					t.Fatalf("seed %d, step %d: point %d, %v, is certain, and has label %d in loops and %d in matrices",
						seed, step, i, points[i], y[i], Y[i])
				}
			}
		}
	}
	t.Logf("%d labels: %d differ, %d not certain", labels, differ, uncertain)
	if uncertain > labels/1000 {
		t.Error("so many uncertain labels prove too little")
	}
}

// TestDerivation is the reason: it climbs from E1 to P2, a test for each equals sign. Both
// sides are computed for small whole numbers, and must be equal in every bit: nothing is
// rounded but a mean, and that by the same division.
func TestDerivation(t *testing.T) {
	defer failOnPanic(t)
	problems := wholeProblems()
	rung := func(name, equation string, sides func(p problem) (left, right any)) {
		t.Run(name, func(t *testing.T) {
			defer failOnPanic(t)
			for _, p := range problems {
				left, right := sides(p)
				if fmt.Sprint(left) != fmt.Sprint(right) { // prints every bit, and −0 as −0
					t.Fatalf("%s\nX = %v, M = %v, Y = %v:\n%v on the left,\n%v on the right",
						equation, p.x, p.mu, p.Y, left, right)
				}
			}
			t.Logf("%s  %s   %d problems", name, equation, len(problems))
		})
	}

	// Expectation, point by point.
	rung("E1=E2", "z_ij = 1 if j = argmin_j ‖x−μ‖  is  y = argmin_j ‖x−μ‖, then z_iy = 1", func(p problem) (any, any) {
		Z := p.each(norm)
		for _, z := range Z {
			j := slices.Index(z, slices.Min(z))
			clear(z)
			z[j] = 1
		}
		return Z, pointwise.OneHot(p.labels(norm), p.k)
	})
	rung("E2=E3", "‖x−μ‖ = √⟨x−μ, x−μ⟩",
		func(p problem) (any, any) { return p.each(norm), p.each(pointwise.Distance) })
	rung("E3=E4", "√⟨x−μ, x−μ⟩ = √(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩)",
		func(p problem) (any, any) { return p.each(pointwise.Distance), p.each(pointwise.ExpandedDistance) })
	rung("E4=E5", "argmin_j √(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩) = argmin_j (−2⟨x,μ⟩ + ‖μ‖²)",
		func(p problem) (any, any) { return p.labels(pointwise.ExpandedDistance), p.labels(pointwise.Score) })

	// Maximization, point by point.
	rung("U1=U2", "(1/|C_j|) Σ_{x∈C_j} x = (1/Σ z_ij) Σ z_ij x",
		func(p problem) (any, any) {
			return pointwise.SetMeans(p.x, p.Y, p.k), pointwise.WeightedMeans(p.x, p.z)
		})

	// The same for all points at once.
	rung("E5=M1", "every ⟨x,μ⟩ = XMᵀ",
		func(p problem) (any, any) { return p.each(inner), rows(p.X.Dot(p.M.T())) })
	rung("E5=M2", "every ‖μ‖² = M_* = 1(Mᵀ)²", func(p problem) (any, any) {
		squaredNorm := func(_, mu []float64) float64 { return inner(mu, mu) }
		return p.each(squaredNorm), rows(matrix.Ones(p.m, p.n).Dot(p.M.T().Square()))
	})
	rung("E5=M3", "every argmin_j (−2⟨x,μ⟩ + ‖μ‖²) = rowwise_argmin(−2XMᵀ + M_*)", func(p problem) (any, any) {
		Y, _ := kmeans.Expectation(p.X, p.M)
		return p.labels(pointwise.Score), Y
	})
	rung("E2=M4", "z_iy = 1, else 0  is  Z = I_k[Y]",
		func(p problem) (any, any) { return pointwise.OneHot(p.Y, p.k), rows(kmeans.RowwiseOneHot(p.Y, p.k)) })
	rung("M3=M4", "Expectation returns Y and its Z = I_k[Y]", func(p problem) (any, any) {
		Y, Z := kmeans.Expectation(p.X, p.M)
		return rows(kmeans.RowwiseOneHot(Y, p.k)), rows(Z)
	})
	rung("U2=M5", "every (1/Σ z_ij) Σ z_ij x = ZᵀX / Zᵀ1",
		func(p problem) (any, any) {
			return pointwise.WeightedMeans(p.x, p.z), rows(kmeans.Maximization(p.X, p.Z))
		})

	// The slides' two programs.
	rung("M5=P2", "ZᵀX / Zᵀ1 = ZᵀX / (column sums of Z)ᵀ", func(p problem) (any, any) {
		return rows(kmeans.Maximization(p.X, p.Z)), rows(kmeans.CountedMaximization(p.X, p.Z))
	})
	rung("P1=P2", "three steps of one program = three steps of the other", func(p problem) (any, any) {
		X := p.X.Scale(60) // lcm(1, …, 6): the mean of up to 6 points is whole again
		M1, M2 := p.M.Scale(60), p.M.Scale(60)
		for range 3 {
			_, Z1 := kmeans.Expectation(X, M1)
			Z2 := kmeans.RowwiseOneHot(pointwise.Labels(rows(X), rows(M2), pointwise.Distance), p.k)
			M1, M2 = kmeans.Maximization(X, Z1), kmeans.CountedMaximization(X, Z2)
		}
		return rows(M1), rows(M2)
	})
}

// A problem is what the slides are given, X and M ⊂ X, and labels that leave no cluster
// empty, Y and Z; as matrices, and point by point.
type problem struct {
	m, n, k  int
	X, M, Z  *matrix.Matrix
	x, mu, z [][]float64
	Y        []int
}

// wholeProblems returns problems in whole numbers from −9 to 9, the smallest first.
func wholeProblems() (problems []problem) {
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		m, n := 1+i/50, 1+rng.IntN(3)
		k := 1 + rng.IntN(m)
		X, Y := matrix.New(m, n), rng.Perm(m)
		for i, x := range rows(X) {
			for l := range x {
				x[l] = float64(rng.IntN(19) - 9)
			}
			Y[i] %= k
		}
		M, Z := kmeans.Shuffle(X, k, rng), kmeans.RowwiseOneHot(Y, k)
		problems = append(problems, problem{m, n, k, X, M, Z, rows(X), rows(M), rows(Z), Y})
	}
	return problems
}

// each returns the m×k values of a measure.
func (p problem) each(measure func(x, mu []float64) float64) [][]float64 {
	A := rows(matrix.New(p.m, p.k))
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

// norm returns ‖x−μ‖, for whole numbers.
func norm(x, mu []float64) float64 {
	square := 0
	for l := range x {
		d := int(x[l]) - int(mu[l])
		square += d * d
	}
	return math.Sqrt(float64(square))
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
	defer failOnPanic(t)
	exhibit := func(name string, got, want any) {
		t.Logf("%-40s  %v", name, got)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}

	// The label of x by the root, by the scores, and by Fit, which is exact. None is certain.
	labels := func(name string, x []float64, mu [][]float64, e3, m3, exact int) {
		const takes = "E3 takes %d, M3 takes %d; %d is right (certain: %v)"
		points := [][]float64{x, x} // Fit wants as many points as centers
		X, M := matrix.FromRows(points), matrix.FromRows(mu)
		y := pointwise.Labels(points, mu, pointwise.Distance)
		Y, _ := kmeans.Expectation(X, M)
		r, _ := kmeans.Fit(X, M, 1)
		got := fmt.Sprintf(takes, y[0], Y[0], r.Y[0], kmeans.Certain(X, M)[0])
		exhibit(name, got, fmt.Sprintf(takes, e3, m3, exact, false))
	}
	labels("the root merges two squares", []float64{0, 0}, [][]float64{{1, 0x1p-26}, {1, 0}}, 0, 1, 1)
	labels("the expansion cancels", []float64{0.2}, [][]float64{{0.3}, {0.1}}, 0, 1, 0)
	labels("a point that is a center", []float64{1}, [][]float64{{1 + 0x1p-27}, {1}}, 1, 0, 1)
	labels("far from the origin", []float64{1e8 + 1}, [][]float64{{1e8 + 3}, {1e8}}, 1, 0, 1)
	labels("overflow", []float64{2e154}, [][]float64{{2.1e154}, {2e154}}, 1, 0, 1)
	labels("underflow", []float64{0}, [][]float64{{2e-170}, {1e-170}}, 0, 0, 1)

	x, near, tie := []float64{0.1, 0.1}, []float64{math.Nextafter(0.1, 0), 0.1}, [][]float64{{0.2, 0.5}, {0.5, 0.2}}
	fused := func(x, mu []float64) float64 { // Score, with a product and a sum rounded together
		return math.FMA(-2, math.FMA(x[1], mu[1], x[0]*mu[0]), math.FMA(mu[1], mu[1], mu[0]*mu[0]))
	}
	exhibit("a negative number under the root of E4", pointwise.ExpandedDistance(x, near), math.NaN())
	exhibit("a tie", pointwise.Labels([][]float64{x}, tie, pointwise.Score), []int{0})
	exhibit("a tie if the compiler fuses", pointwise.Labels([][]float64{x}, tie, fused), []int{1})

	X := matrix.FromRows([][]float64{{0, 0}, {1, 0}})
	M := kmeans.Maximization(X, kmeans.RowwiseOneHot([]int{0, 0}, 2))
	Y, _ := kmeans.Expectation(X, M)
	exhibit("an empty cluster is 0/0", M.Row(1), []float64{math.NaN(), math.NaN()})
	exhibit("and then takes every point", Y, []int{1, 1})
}

// rows returns the rows of A.
func rows(A *matrix.Matrix) (R [][]float64) {
	m, _ := A.Dims()
	for i := range m {
		R = append(R, A.Row(i))
	}
	return R
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

// failOnPanic makes a panic, as of shapes that do not fit, fail its own test alone.
func failOnPanic(t *testing.T) {
	if r := recover(); r != nil {
		t.Errorf("panic: %v", r)
	}
}
