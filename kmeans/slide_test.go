package kmeans_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// Rungs M2, M3 and M4.
func TestExpectation(t *testing.T) {
	for _, c := range []struct{ X, M, want string }{
		{worked, workedM, "[0 1 0 0 0 0]"},
		{worked, "3 6; 0 7", "[1 1 0 0 0 0]"},
		{worked, worked, "[0 1 2 3 4 5]"},
		{"-3; -1; 2; 9", "4; -2", "[1 1 0 0]"},
		{"3", "4; 2.5; 100", "[1]"}, // not the least ‖μ‖², not the most ⟨x,μ⟩
		// Ties go to the first.
		{"0 0; 0 5", "1 0; -1 0; 1 0", "[0 0]"},
		{"3", "9; 4; 2; 4", "[1]"},
		// A NaN is smaller than every number, and the first one wins.
		{"1 1; 5 5", "1 1; NaN NaN; 5 5; NaN NaN", "[1 1]"},
		{"1 1; 5 5", "0 NaN; 1 1; 5 5", "[0 0]"},
		{"9 9; NaN 9; 9 9", "1 1; 8 8", "[1 0 1]"},
		{"Inf 1", "1 1; 0 1; 2 2", "[1]"}, // 0·Inf
		// Where float64 and mathematics part: the score's answer, right or wrong.
		{"1", "0x1.0000002p0; 1", "[0]"},
		{"0 0", "1 0x1p-26; 1 0", "[1]"},
		{"0.1 0.1", "0.2 0.5; 0.5 0.2", "[0]"}, // 1 if fused
		{"2e154", "1; 2.1e154; 2e154", "[1]"},  // Inf − Inf
		{"1e308", "0.1; 0.2", "[1]"},           // 2x overflows, 2⟨x,μ⟩ does not
		{"1e-300", "0; 1e308", "[0]"},          // 2μ overflows, 2⟨x,μ⟩ does not
		{"2×0", "2×0", "[0 0]"},
	} {
		Y, Z := kmeans.Expectation(mat(c.X), mat(c.M))
		k, _ := mat(c.M).Dims()
		if !same(Y, c.want) || !same(Z, onehot(Y, k)) { // the first case says it all
			t.Fatalf("X = %s, M = %s: Expectation gives %v, want %v, and the Z of it, not\n%v", c.X, c.M, Y, c.want, Z)
		}
	}
}

// onehot is Z by a loop.
func onehot(Y []int, k int) [][]float64 {
	return table(len(Y), k, func(i, j int) float64 {
		if j == Y[i] {
			return 1
		}
		return 0
	})
}

// Rung M5, and M5 as the second program has it: the same answers, bit for bit.
func TestMaximization(t *testing.T) {
	for _, c := range []struct{ X, Z, want string }{
		{worked, "1 0; 0 1; 1 0; 1 0; 1 0; 1 0", "[[3 6] [0 7]]"},
		{worked, "0 1; 0 1; 0 1; 1 0; 0 1; 1 0", "[[5.5 6.5] [1 6]]"},
		{worked, "0 0 1; 0 0 1; 0 0 1; 1 0 0; 0 0 1; 1 0 0", "[[5.5 6.5] [NaN NaN] [1 6]]"}, // 0/0
		{"-4", "0 1 0 0 0", "[[NaN] [-4] [NaN] [NaN] [NaN]]"},
		// ((0.1+0.3)+0.2)/3; in any other way, 0.2 or 0.19999999999999998.
		{"0.1; 0.3; 0.2", "1; 1; 1", "[[0.20000000000000004]]"},
		{"3; 0.1; 2; 0.3; 2; 0.2", "0 1; 1 0; 0 1; 1 0; 0 1; 1 0", "[[0.20000000000000004] [2.3333333333333335]]"},
		{"1e16; 1; 1; -1e16", "1; 1; 1; 1", "[[0]]"},
		{"-0", "1", "[[0]]"}, // the sum begins with +0
		// The products by 0 are products: 0·Inf is NaN.
		{"Inf; 1", "1 0; 0 1", "[[+Inf] [NaN]]"},
		{"1 2; NaN 4", "1 0; 0 1", "[[NaN 2] [NaN 4]]"},
		// Weights that are not 0 and 1.
		{"1 6; 5 2", "1; 3", "[[4 3]]"},
		{"1; 5; 7", "2 0.5; 0 0.5; 2 1", "[[4] [5]]"},
		{"0.7; 0.9", "0.1; 0.3", "[[0.85]]"}, // 0.8499999999999999 if fused
	} {
		X, Z := mat(c.X), mat(c.Z)
		M, counted := kmeans.Maximization(X, Z), kmeans.CountedMaximization(X, Z)
		if !same(M, c.want) || !same(counted, c.want) || !same(X, mat(c.X)) || !same(Z, mat(c.Z)) {
			t.Errorf("X = %s, Z = %s: Maximization gives %s, CountedMaximization %s, want %s",
				c.X, c.Z, show(M), show(counted), c.want)
		}
	}
}

// Run reproduces every step of every run bit for bit, NaN included, and so do the two
// halves of a step.
func TestGoldenSlide(t *testing.T) {
	for _, g := range goldens(t) {
		X, before := of(g.X), of(g.M0)
		for s, want := range g.Trace {
			M0 := of(g.M0)
			Y, M := kmeans.Run(X, M0, s+1)
			if !same(M0, g.M0) || !same(X, g.X) {
				t.Fatalf("%s: Run has changed X or M", g.name)
			}
			y, Z := kmeans.Expectation(X, before)
			if !same(Y, want.Y) || !same(M, want.M) || !same(y, Y) || !same(Z, onehot(Y, len(g.M0))) {
				t.Fatalf("%s: Run for %d steps gives\n%v\n%v\nwant\n%v\n%v", g.name, s+1, Y, M, want.Y, want.M)
			}
			before = M
		}
	}
}

// Run without a step, or with fewer than none, has no labels.
func TestRunNoSteps(t *testing.T) {
	X, M := mat(worked), mat(workedM)
	for _, steps := range []int{0, -1} {
		if Y, centers := kmeans.Run(X, M, steps); Y != nil || centers != M {
			t.Errorf("Run(X, M, %d) = %v,\n%v\nwant no labels, and M", steps, Y, centers)
		}
	}
}

// No points are no mistake. What does not fit is one, and panics.
func TestShapes(t *testing.T) {
	X, M, none := matrix.New(3, 2), matrix.New(2, 2), matrix.New(0, 2)
	Y, Z := kmeans.Expectation(none, M)
	means, onehot := kmeans.Maximization(none, Z), kmeans.RowwiseOneHot(nil, 3)
	if !same(means, "[[NaN NaN] [NaN NaN]]") || !onehot.Equal(matrix.New(0, 3)) ||
		len(Y)+len(kmeans.Certain(none, M)) > 0 || kmeans.Cost(none, M, nil)+kmeans.Cost(none, none, nil) != 0 ||
		!kmeans.RowwiseOneHot(nil, 0).Equal(matrix.New(0, 0)) {
		t.Errorf("of no points: labels %v, means\n%v", Y, means)
	}
	wide, narrow := matrix.New(2, 3), matrix.New(2, 1)
	many, zeros := matrix.New(100001, 4), make([]int, 100000) // enough for many cores
	rng := rand.New(rand.NewPCG(1, 1))
	for message, calls := range map[string][]func(){
		"matrix: Dot: ": { // the slide leaves it to its matrices
			func() { kmeans.Expectation(X, wide) },
			func() { kmeans.Expectation(X, narrow) },
			func() { kmeans.Maximization(X, M) },
			func() { kmeans.Maximization(M, X) },
			func() { kmeans.CountedMaximization(X, M) },
		},
		"matrix: RowwiseArgmin: ": {func() { kmeans.Expectation(X, none) }, func() { kmeans.Run(X, none, 1) }},
		"matrix: Index: ": {
			func() { kmeans.RowwiseOneHot([]int{0, 2}, 2) },
			func() { kmeans.RowwiseOneHot([]int{-1}, 2) },
		},
		"kmeans: Certain: ": {
			func() { kmeans.Certain(X, wide) },
			func() { kmeans.Certain(X, narrow) },
			func() { kmeans.Certain(X, none) },
		},
		"kmeans: Cost: 3×2 points, ": {
			func() { kmeans.Cost(X, M, []int{0, 1}) },
			func() { kmeans.Cost(X, M, []int{0, 1, 0, 1}) },
			func() { kmeans.Cost(X, wide, []int{0, 1, 0}) },
			func() { kmeans.Cost(X, narrow, []int{0, 1, 0}) },
		},
		"kmeans: Cost: label 2 of point 1, and 2 centers": {func() { kmeans.Cost(X, M, []int{0, 2, 1}) }},
		"kmeans: Certain: 3×2 points, 2×3 centers":        {func() { kmeans.Certain(X, wide) }},
		"kmeans: Cost: label ": {
			func() { kmeans.Cost(X, M, []int{0, 1, 2}) },
			func() { kmeans.Cost(many, matrix.New(2, 4), append(zeros, -1)) },
			func() { kmeans.Cost(many, matrix.New(2, 4), append(zeros, 2)) },
		},
		"kmeans: Shuffle: ":  {func() { kmeans.Shuffle(X, 4, rng) }, func() { kmeans.Shuffle(X, -1, rng) }},
		"kmeans: Resample: ": {func() { kmeans.Resample(none, 1, rng) }, func() { kmeans.Resample(X, -1, rng) }},
		"kmeans: PlusPlus: ": {func() { kmeans.PlusPlus(none, 1, rng) }, func() { kmeans.PlusPlus(X, -1, rng) }},
	} {
		for i, call := range calls {
			func() {
				defer func() {
					if says := fmt.Sprint(recover()); !strings.HasPrefix(says, message) {
						t.Errorf("call %d panics with %s, want %s…", i, says, message)
					}
				}()
				call()
			}()
		}
	}
}
