package kmeans_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// The worked example: six points, the first two of them the initial centers.
var worked = [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}

// Rungs M2, M3 and M4.
func TestExpectation(t *testing.T) {
	for _, c := range []struct {
		X, M [][]float64
		Y    []int
	}{
		{worked, worked[:2], []int{0, 1, 0, 0, 0, 0}},
		{worked, [][]float64{{3, 6}, {0, 7}}, []int{1, 1, 0, 0, 0, 0}},
		{worked, [][]float64{{3.5, 6}, {0.5, 6.5}}, []int{1, 1, 1, 0, 1, 0}},
		{worked, [][]float64{{5.5, 6.5}, {1, 6}}, []int{1, 1, 1, 0, 1, 0}},
		{worked, worked, []int{0, 1, 2, 3, 4, 5}},
		{worked, worked[3:4], []int{0, 0, 0, 0, 0, 0}},
		{[][]float64{{-3}, {-1}, {2}, {9}}, [][]float64{{4}, {-2}}, []int{1, 1, 0, 0}},
		{[][]float64{{3}}, [][]float64{{4}, {2.5}, {100}}, []int{1}}, // not the least ‖μ‖², not the most ⟨x,μ⟩
		// Ties go to the first.
		{[][]float64{{0, 0}, {0, 5}}, [][]float64{{1, 0}, {-1, 0}, {1, 0}}, []int{0, 0}},
		{[][]float64{{3}}, [][]float64{{9}, {4}, {2}, {4}}, []int{1}},
		// A NaN is smaller than every number, and the first one wins.
		{[][]float64{{1, 1}, {5, 5}}, [][]float64{{1, 1}, {nan, nan}, {5, 5}, {nan, nan}}, []int{1, 1}},
		{[][]float64{{1, 1}, {5, 5}}, [][]float64{{0, nan}, {1, 1}, {5, 5}}, []int{0, 0}},
		{[][]float64{{9, 9}, {nan, 9}, {9, 9}}, [][]float64{{1, 1}, {8, 8}}, []int{1, 0, 1}},
		{[][]float64{{inf, 1}}, [][]float64{{1, 1}, {0, 1}, {2, 2}}, []int{1}}, // 0·Inf
		// Where float64 and mathematics part: the score's answer, right or wrong.
		{[][]float64{{1}}, [][]float64{{1 + 0x1p-27}, {1}}, []int{0}},
		{[][]float64{{0, 0}}, [][]float64{{1, 0x1p-26}, {1, 0}}, []int{1}},
		{[][]float64{{0.1, 0.1}}, [][]float64{{0.2, 0.5}, {0.5, 0.2}}, []int{0}}, // 1 if fused
		{[][]float64{{2e154}}, [][]float64{{1}, {2.1e154}, {2e154}}, []int{1}},   // Inf − Inf
		{[][]float64{{}, {}}, [][]float64{{}, {}}, []int{0, 0}},
	} {
		Y, Z := kmeans.Expectation(of(c.X), of(c.M))
		if !same(Y, c.Y) { // the first case says it all
			t.Fatalf("Expectation(%v, %v) = %v, want %v", c.X, c.M, Y, c.Y)
		}
		if !same(rows(Z), oneHot(c.Y, len(c.M))) {
			t.Fatalf("Expectation(%v, %v): labels %v, but Z is\n%v", c.X, c.M, Y, Z)
		}
	}
}

// oneHot is RowwiseOneHot, for tests.
func oneHot(Y []int, k int) [][]float64 {
	Z := make([][]float64, len(Y))
	for i, y := range Y {
		Z[i] = make([]float64, k)
		Z[i][y] = 1
	}
	return Z
}

// Rung M4.
func TestRowwiseOneHot(t *testing.T) {
	for _, c := range []struct {
		Y    []int
		k    int
		want [][]float64
	}{
		{[]int{1, 0, 2, 1}, 3, [][]float64{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}}},
		{[]int{2}, 4, [][]float64{{0, 0, 1, 0}}},
		{[]int{0, 0, 0}, 1, [][]float64{{1}, {1}, {1}}},
	} {
		if got := kmeans.RowwiseOneHot(c.Y, c.k); !same(rows(got), c.want) {
			t.Errorf("RowwiseOneHot(%v, %d) =\n%v\nwant\n%v", c.Y, c.k, got, of(c.want))
		}
	}
}

// Rung M5, and M5 as the second program has it: the same answers, bit for bit.
func TestMaximization(t *testing.T)        { testMaximization(t, kmeans.Maximization) }
func TestCountedMaximization(t *testing.T) { testMaximization(t, kmeans.CountedMaximization) }

func testMaximization(t *testing.T, maximize func(X, Z *matrix.Matrix) *matrix.Matrix) {
	for _, c := range []struct{ X, Z, want [][]float64 }{
		{worked, oneHot([]int{0, 1, 0, 0, 0, 0}, 2), [][]float64{{3, 6}, {0, 7}}},
		{worked, oneHot([]int{1, 1, 0, 0, 0, 0}, 2), [][]float64{{3.5, 6}, {0.5, 6.5}}},
		{worked, oneHot([]int{1, 1, 1, 0, 1, 0}, 2), [][]float64{{5.5, 6.5}, {1, 6}}},
		{worked, oneHot([]int{2, 2, 2, 0, 2, 0}, 3), [][]float64{{5.5, 6.5}, {nan, nan}, {1, 6}}}, // 0/0
		{worked, oneHot([]int{0, 0, 0, 0, 0, 0}, 1), [][]float64{{2.5, 37.0 / 6}}},
		{[][]float64{{-4}}, oneHot([]int{1}, 5), [][]float64{{nan}, {-4}, {nan}, {nan}, {nan}}},
		// ((0.1+0.3)+0.2)/3; in any other way, 0.2 or 0.19999999999999998.
		{[][]float64{{0.1}, {0.3}, {0.2}}, oneHot([]int{0, 0, 0}, 1), [][]float64{{0.20000000000000004}}},
		{[][]float64{{3}, {0.1}, {2}, {0.3}, {2}, {0.2}}, oneHot([]int{1, 0, 1, 0, 1, 0}, 2), [][]float64{{0.20000000000000004}, {7.0 / 3}}},
		{[][]float64{{1e16}, {1}, {1}, {-1e16}}, oneHot([]int{0, 0, 0, 0}, 1), [][]float64{{0}}},
		{[][]float64{{math.Copysign(0, -1)}}, oneHot([]int{0}, 1), [][]float64{{0}}}, // the sum begins with +0
		// The products by 0 are products: 0·Inf is NaN.
		{[][]float64{{inf}, {1}}, oneHot([]int{0, 1}, 2), [][]float64{{inf}, {nan}}},
		{[][]float64{{1, 2}, {nan, 4}}, oneHot([]int{0, 1}, 2), [][]float64{{nan, 2}, {nan, 4}}},
		// Weights that are not 0 and 1.
		{[][]float64{{1, 6}, {5, 2}}, [][]float64{{1}, {3}}, [][]float64{{4, 3}}},
		{[][]float64{{1}, {5}, {7}}, [][]float64{{2, 0.5}, {0, 0.5}, {2, 1}}, [][]float64{{4}, {5}}},
		{[][]float64{{0.7}, {0.9}}, [][]float64{{0.1}, {0.3}}, [][]float64{{0.85}}}, // 0.8499999999999999 if fused
	} {
		if got := maximize(of(c.X), of(c.Z)); !same(rows(got), c.want) {
			t.Errorf("of X = %v, Z = %v:\n%v\nwant\n%v", c.X, c.Z, got, of(c.want))
		}
	}
}

// The slide's functions reproduce every step of every run bit for bit, NaN included.
func TestGoldenSlide(t *testing.T) {
	for _, g := range goldens(t) {
		X, M := of(g.X), of(g.M0)
		for s, want := range g.Trace {
			Y, Z := kmeans.Expectation(X, M)
			M = kmeans.Maximization(X, Z)
			if !same(Y, want.Y) || !same(rows(M), want.M) || !same(rows(Z), oneHot(Y, len(g.M0))) {
				t.Fatalf("%s: step %d gives\n%v\n%v\nwant\n%v\n%v", g.name, s+1, Y, M, want.Y, want.M)
			}
		}
	}
}

// The four lines give what loops give, in every shape.
func TestSlideOfAllShapes(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 3))
		k := 1 + rng.IntN(20)
		p := newProblem("blobs", "as it is", seed, 1+rng.IntN(60), 1+rng.IntN(20), k)
		Y, Z := kmeans.Expectation(of(p.X), of(p.M))
		for i, x := range p.X {
			if want := labelBy(score, x, p.M); Y[i] != want {
				t.Fatalf("%v: the label of point %d is %d, want %d", p, i, Y[i], want)
			}
		}
		want := means(p.X, Y, k)
		if got, counted := kmeans.Maximization(of(p.X), Z), kmeans.CountedMaximization(of(p.X), Z); !same(rows(got), want) || !same(rows(counted), want) {
			t.Fatalf("%v: Maximization gives\n%v\nCountedMaximization\n%v\nwant\n%v", p, got, counted, of(want))
		}
	}
}

// No points are no mistake. What does not fit is one, and panics.
func TestShapes(t *testing.T) {
	X, M, none := matrix.New(3, 2), matrix.New(2, 2), matrix.New(0, 2)
	Y, Z := kmeans.Expectation(none, M)
	means := kmeans.Maximization(none, Z)
	onehot, k := kmeans.RowwiseOneHot(nil, 3).Dims()
	if len(Y)+onehot+len(kmeans.Certain(none, M)) > 0 || k != 3 || kmeans.Cost(none, M, nil) != 0 || !same(rows(means), [][]float64{{nan, nan}, {nan, nan}}) {
		t.Errorf("of no points: labels %v, means\n%v", Y, means)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	long := make([]int, 100000) // enough for many cores
	for call, f := range map[string]func(){
		"Expectation: M too wide":           func() { kmeans.Expectation(X, matrix.New(2, 3)) },
		"Expectation: M too narrow":         func() { kmeans.Expectation(X, matrix.New(2, 1)) },
		"Expectation: no centers":           func() { kmeans.Expectation(X, none) },
		"Maximization: Z too short":         func() { kmeans.Maximization(X, M) },
		"Maximization: Z too long":          func() { kmeans.Maximization(M, X) },
		"CountedMaximization: Z too short":  func() { kmeans.CountedMaximization(X, M) },
		"RowwiseOneHot: label k":            func() { kmeans.RowwiseOneHot([]int{0, 2}, 2) },
		"RowwiseOneHot: label −1":           func() { kmeans.RowwiseOneHot([]int{-1}, 2) },
		"RowwiseOneHot: k = −1":             func() { kmeans.RowwiseOneHot(nil, -1) },
		"Certain: M too wide":               func() { kmeans.Certain(X, matrix.New(2, 3)) },
		"Certain: M too narrow":             func() { kmeans.Certain(X, matrix.New(2, 1)) },
		"Certain: no centers":               func() { kmeans.Certain(X, none) },
		"Cost: label k":                     func() { kmeans.Cost(X, M, []int{0, 1, 2}) },
		"Cost: label −1":                    func() { kmeans.Cost(X, M, []int{0, -1, 0}) },
		"Cost: label −1 of many":            func() { kmeans.Cost(matrix.New(100001, 4), matrix.New(2, 4), append(slices.Clone(long), -1)) },
		"Cost: label k of many":             func() { kmeans.Cost(matrix.New(100001, 4), matrix.New(2, 4), append(slices.Clone(long), 2)) },
		"Cost: too few labels":              func() { kmeans.Cost(X, M, []int{0, 1}) },
		"Cost: too many labels":             func() { kmeans.Cost(X, M, []int{0, 1, 0, 1}) },
		"Cost: M too wide":                  func() { kmeans.Cost(X, matrix.New(2, 3), []int{0, 1, 0}) },
		"Cost: M too narrow":                func() { kmeans.Cost(X, matrix.New(2, 1), []int{0, 1, 0}) },
		"Shuffle: more centers than points": func() { kmeans.Shuffle(X, 4, rng) },
		"Shuffle: k = −1":                   func() { kmeans.Shuffle(X, -1, rng) },
		"Resample: no points":               func() { kmeans.Resample(none, 1, rng) },
		"Resample: k = −1":                  func() { kmeans.Resample(X, -1, rng) },
		"PlusPlus: no points":               func() { kmeans.PlusPlus(none, 1, rng) },
		"PlusPlus: k = −1":                  func() { kmeans.PlusPlus(X, -1, rng) },
	} {
		func() {
			defer func() {
				name, _, _ := strings.Cut(call, ":")
				want := "kmeans: " + name
				if strings.HasSuffix(name, "tion") || name == "RowwiseOneHot" { // the slide leaves it to its matrices
					want = "matrix: "
				}
				if says := fmt.Sprint(recover()); !strings.HasPrefix(says, want) {
					t.Errorf("%s: panics with %s, want %s…", call, says, want)
				}
			}()
			f()
		}()
	}
}
