package kmeans_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// A counterexample is a point and centers for which the forms of the slides differ in
// float64: testdata/golden/counterexamples.json.
type counterexample struct {
	Kind    string
	X       numbers
	Centers table `json:"centres"`
	Label   int   `json:"pick_expanded"` // rung M3's

	// Those of others; only some examples have the fused ones.
	Exact        int  `json:"pick_exact"`
	Squared      int  `json:"pick_squared"`
	Root         int  `json:"pick_sqrt"`
	Fused        *int `json:"pick_expanded_fma"`
	FusedSquared *int `json:"pick_squared_fma"`
	FusedRoot    *int `json:"pick_sqrt_fma"`
}

// agreed reports whether all the forms that Certain speaks of pick the same center.
func (e counterexample) agreed() bool {
	is := func(pick *int) bool { return pick == nil || *pick == e.Exact }
	return e.Label == e.Exact && e.Squared == e.Exact && e.Root == e.Exact && is(e.Fused) && is(e.FusedSquared) && is(e.FusedRoot)
}

func counterexamples(t *testing.T) []counterexample {
	text, err := os.ReadFile("testdata/golden/counterexamples.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Examples []counterexample }
	if err := json.Unmarshal(text, &file); err != nil || len(file.Examples) < 20 {
		t.Fatalf("counterexamples.json: %v, %d examples", err, len(file.Examples))
	}
	return file.Examples
}

// Rungs M2, M3 and M4.
func TestExpectation(t *testing.T) {
	type pair struct {
		X, M [][]float64
		want []int
	}
	cases := []pair{
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
		{[][]float64{{0}, {1}}, [][]float64{{1}, {-1}, {1}}, []int{0, 0}},
		{[][]float64{{3}}, [][]float64{{9}, {4}, {2}, {4}}, []int{1}},
		// A NaN is smaller than every number, and the first one wins.
		{[][]float64{{1, 1}, {5, 5}}, [][]float64{{1, 1}, {nan, nan}, {5, 5}, {nan, nan}}, []int{1, 1}},
		{[][]float64{{1, 1}, {5, 5}}, [][]float64{{0, nan}, {1, 1}, {5, 5}}, []int{0, 0}},
		{[][]float64{{9, 9}, {nan, 9}, {9, 9}}, [][]float64{{1, 1}, {8, 8}}, []int{1, 0, 1}},
		{[][]float64{{inf, 1}}, [][]float64{{1, 1}, {0, 1}, {2, 2}}, []int{1}}, // 0·Inf
		// Where float64 and mathematics part: the score's answer, right or wrong.
		{[][]float64{{1}}, [][]float64{{1 + 0x1p-27}, {1}}, []int{0}},
		{[][]float64{{0, 0}}, [][]float64{{1, 0x1p-26}, {1, 0}}, []int{1}},
		{[][]float64{{0.1, 0.1}}, [][]float64{{0.2, 0.5}, {0.5, 0.2}}, []int{0}},
		{[][]float64{{2e154}}, [][]float64{{1}, {2.1e154}, {2e154}}, []int{1}}, // Inf − Inf
		// Nothing to do.
		{[][]float64{{}, {}}, [][]float64{{}, {}}, []int{0, 0}},
	}
	for _, e := range counterexamples(t) {
		cases = append(cases, pair{[][]float64{e.X.floats()}, e.Centers.rows(), []int{e.Label}})
	}

	type labels = func(X, M [][]float64) []int
	// argmin is the rule; by makes labels of a measure with it.
	argmin := func(v, best float64) bool { return v < best || v != v && best == best }
	by := func(better func(v, best float64) bool, measure func(x, mu []float64) float64) labels {
		return func(X, M [][]float64) []int {
			Y := make([]int, len(X))
			for i, x := range X {
				for j, mu := range M {
					if better(measure(x, mu), measure(x, M[Y[i]])) {
						Y[i] = j
					}
				}
			}
			return Y
		}
	}
	score := func(x, mu []float64) float64 { return float64(-2*dot(x, mu)) + dot(mu, mu) }
	slips := []slip[labels]{
		{"M_* was forgotten", by(argmin, func(x, mu []float64) float64 { return -2 * dot(x, mu) })},
		{"the −2 was forgotten", by(argmin, func(x, mu []float64) float64 { return dot(x, mu) + dot(mu, mu) })},
		{"the 2 of −2 was forgotten", by(argmin, func(x, mu []float64) float64 { return -dot(x, mu) + dot(mu, mu) })},
		{"the minus of −2 was forgotten", by(argmin, func(x, mu []float64) float64 { return float64(2*dot(x, mu)) + dot(mu, mu) })},
		{"−2XMᵀ was forgotten", by(argmin, func(x, mu []float64) float64 { return dot(mu, mu) })},
		{"M_* was made of M, not of its squares", by(argmin, func(x, mu []float64) float64 {
			sum := 0.0
			for _, v := range mu {
				sum += v
			}
			return float64(-2*dot(x, mu)) + sum
		})},
		{"(Mᵀ)² was taken for a root of squares", by(argmin, func(x, mu []float64) float64 { return float64(-2*dot(x, mu)) + math.Sqrt(dot(mu, mu)) })},
		{"the squared distances were compared, not the scores", by(argmin, squared)},
		{"the distances were compared, not the scores", by(argmin, func(x, mu []float64) float64 { return math.Sqrt(squared(x, mu)) })},
		{"products and sums were fused", by(argmin, func(x, mu []float64) float64 { return float64(-2*fusedDot(x, mu)) + fusedDot(mu, mu) })},
		{"the last of equals won", by(func(v, best float64) bool { return argmin(v, best) || v == best }, score)},
		{"NaN was passed over", by(func(v, best float64) bool { return v < best || best != best }, score)},
		{"NaN was passed over, but for center 0", by(func(v, best float64) bool { return v < best }, score)},
		{"the last NaN won", by(func(v, best float64) bool { return v < best || v != v }, score)},
		{"the farthest center won", by(func(v, best float64) bool { return v > best }, score)},
		{"the smallest of each column was taken, not of each row", func(X, M [][]float64) []int { return by(argmin, score)(M, X) }},
	}
	got := make([][]int, len(cases))
	gotZ := make([]*matrix.Matrix, len(cases))
	for i, c := range cases {
		got[i], gotZ[i] = kmeans.Expectation(matrix.FromRows(c.X), matrix.FromRows(c.M))
	}
	for i, c := range cases {
		k, Y, Z := len(c.M), got[i], gotZ[i]
		if !slices.Equal(Y, c.want) {
			t.Errorf("Expectation(%v, %v): Y = %v, want %v%s", c.X, c.M, Y, c.want,
				looksLike(slips, len(cases), i, func(f labels, j int) bool { return slices.Equal(got[j], f(cases[j].X, cases[j].M)) }))
		}
		if want := oneHot(c.want, k); !isRows(Z, want) {
			t.Errorf("Expectation(%v, %v): Z =\n%v\nwant\n%v", c.X, c.M, Z, matrix.FromRows(want))
		}
	}
	checkNoticed(t, slips, cases, func(f labels, c pair) bool { return slices.Equal(f(c.X, c.M), c.want) })

	Y, Z := kmeans.Expectation(matrix.New(0, 2), matrix.New(3, 2))
	if m, k := Z.Dims(); len(Y) != 0 || m != 0 || k != 3 {
		t.Errorf("Expectation of no points and three centers = %v, %v; want no labels and a 0×3 matrix", Y, Z)
	}
	for _, c := range [][4]int{{3, 2, 2, 3}, {3, 2, 2, 1}, {3, 2, 0, 2}, {3, 0, 2, 2}} {
		X, M := matrix.New(c[0], c[1]), matrix.New(c[2], c[3])
		if !panics(func() { kmeans.Expectation(X, M) }) {
			t.Errorf("Expectation of %d×%d points and %d×%d centers does not panic", c[0], c[1], c[2], c[3])
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
		{[]int{0, 0}, 3, [][]float64{{1, 0, 0}, {1, 0, 0}}},
		{[]int{2}, 4, [][]float64{{0, 0, 1, 0}}},
		{[]int{0, 0, 0}, 1, [][]float64{{1}, {1}, {1}}},
	} {
		if got := kmeans.RowwiseOneHot(c.Y, c.k); !isRows(got, c.want) {
			looks := ""
			if isRows(got.T(), c.want) {
				looks = "\nit looks transposed"
			}
			fromOne := oneHot(c.Y, c.k)
			for _, z := range fromOne {
				copy(z, append(z[1:], 0))
			}
			if isRows(got, fromOne) && slices.Max(c.Y) > 0 {
				looks = "\nit looks as if labels were counted from 1"
			}
			t.Errorf("RowwiseOneHot(%v, %d) =\n%v\nwant\n%v%s", c.Y, c.k, got, matrix.FromRows(c.want), looks)
		}
	}
	if m, k := kmeans.RowwiseOneHot(nil, 3).Dims(); m != 0 || k != 3 {
		t.Errorf("RowwiseOneHot(nil, 3) is %d×%d, want 0×3", m, k)
	}
	for _, c := range []struct {
		Y []int
		k int
	}{{[]int{0, 2}, 2}, {[]int{-1}, 2}, {[]int{0}, 0}, {nil, -1}} {
		if !panics(func() { kmeans.RowwiseOneHot(c.Y, c.k) }) {
			t.Errorf("RowwiseOneHot(%v, %d) does not panic: labels are 0 … k−1", c.Y, c.k)
		}
	}
}

// Rung M5.
func TestMaximization(t *testing.T) { testMaximization(t, "Maximization", kmeans.Maximization) }

// M5 as the second program has it: the same answers, bit for bit.
func TestCountedMaximization(t *testing.T) {
	testMaximization(t, "CountedMaximization", kmeans.CountedMaximization)
}

func testMaximization(t *testing.T, name string, maximize func(X, Z *matrix.Matrix) *matrix.Matrix) {
	type weighted struct{ X, Z, want [][]float64 }
	cases := []weighted{
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
		{[][]float64{{inf}, {1}, {2}, {3}, {4}}, oneHot([]int{0, 1, 2, 3, 4}, 5), [][]float64{{inf}, {nan}, {nan}, {nan}, {nan}}},
		{[][]float64{{1, 2}, {nan, 4}}, oneHot([]int{0, 1}, 2), [][]float64{{nan, 2}, {nan, 4}}},
		// Weights that are not 0 and 1.
		{[][]float64{{1, 6}, {5, 2}}, [][]float64{{1}, {3}}, [][]float64{{4, 3}}},
		{[][]float64{{1}, {5}, {7}}, [][]float64{{2, 0.5}, {0, 0.5}, {2, 1}}, [][]float64{{4}, {5}}},
		{[][]float64{{0.7}, {0.9}}, [][]float64{{0.1}, {0.3}}, [][]float64{{0.85}}}, // 0.8499999999999999 if fused
	}
	type means = func(X, Z [][]float64) [][]float64
	plus := func(z, x, sum float64) float64 { return sum + float64(z*x) }
	over := func(sum, weight, m float64) float64 { return sum / weight }
	slips := []slip[means]{
		{"the sums were divided by m", meansBy(plus, func(sum, weight, m float64) float64 { return sum / m })},
		{"the sums were not divided", meansBy(plus, func(sum, weight, m float64) float64 { return sum })},
		{"the sums were multiplied by 1/Zᵀ1", meansBy(plus, func(sum, weight, m float64) float64 { return sum * (1 / weight) })},
		{"the center of no points was made 0", meansBy(plus, func(sum, weight, m float64) float64 {
			if weight == 0 {
				return 0
			}
			return sum / weight
		})},
		{"the points with z = 0 were left out", meansBy(func(z, x, sum float64) float64 {
			if z == 0 {
				return sum
			}
			return sum + float64(z*x)
		}, over)},
		{"every z but 0 counted as 1", meansBy(func(z, x, sum float64) float64 {
			if z == 0 {
				return sum
			}
			return sum + x
		}, over)},
		{"the sums of Z were a 1×k row, not a k×1 column", func(X, Z [][]float64) [][]float64 {
			M := meansBy(plus, func(sum, weight, m float64) float64 { return sum })(X, Z)
			for _, mu := range M {
				for l := range mu {
					weight := 0.0
					for _, z := range Z {
						weight += z[l%len(z)]
					}
					mu[l] /= weight
				}
			}
			return M
		}},
		{"a product and a sum were fused", meansBy(math.FMA, over)},
		{"the points were added from the last", func(X, Z [][]float64) [][]float64 {
			return meansBy(plus, over)(backwards(X), backwards(Z))
		}},
	}
	got := make([]*matrix.Matrix, len(cases))
	for i, c := range cases {
		got[i] = maximize(matrix.FromRows(c.X), matrix.FromRows(c.Z))
	}
	for i, c := range cases {
		if !isRows(got[i], c.want) {
			t.Errorf("%s(%v, %v) =\n%v\nwant\n%v%s", name, c.X, c.Z, got[i], matrix.FromRows(c.want),
				looksLike(slips, len(cases), i, func(f means, j int) bool { return isRows(got[j], f(cases[j].X, cases[j].Z)) }))
		}
	}
	checkNoticed(t, slips, cases, func(f means, c weighted) bool { return isRows(matrix.FromRows(f(c.X, c.Z)), c.want) })

	if got := maximize(matrix.New(0, 2), matrix.New(0, 3)); !isRows(got, [][]float64{{nan, nan}, {nan, nan}, {nan, nan}}) {
		t.Errorf("%s of no points and three centers =\n%v\nwant three rows of NaN", name, got)
	}
	for _, c := range [][4]int{{3, 2, 2, 2}, {2, 2, 3, 2}, {3, 2, 0, 2}} {
		X, Z := matrix.New(c[0], c[1]), matrix.New(c[2], c[3])
		if !panics(func() { maximize(X, Z) }) {
			t.Errorf("%s of %d×%d points and a %d×%d Z does not panic", name, c[0], c[1], c[2], c[3])
		}
	}
}

// meansBy takes a sum and a mean of each column under each column of weights.
func meansBy(term func(z, x, sum float64) float64, mean func(sum, weight, m float64) float64) func(X, Z [][]float64) [][]float64 {
	return func(X, Z [][]float64) [][]float64 {
		var M [][]float64
		for _, z := range transposed(Z) {
			var mu []float64
			for _, x := range transposed(X) {
				sum, weight := 0.0, 0.0
				for i := range x {
					sum = term(z[i], x[i], sum)
					weight += z[i]
				}
				mu = append(mu, mean(sum, weight, float64(len(x))))
			}
			M = append(M, mu)
		}
		return M
	}
}

// The matrices, however they are multiplied, give what loops give, in every shape.
func TestSlideOfAllShapes(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 3))
		m, n, k := 1+rng.IntN(60), 1+rng.IntN(20), 1+rng.IntN(20)
		p := newProblem(blobs, seed, m, n, k)
		Y, Z := kmeans.Expectation(p.X, p.M)
		for i, y := range Y {
			best, x := 0, p.X.Row(i)
			score := func(j int) float64 { mu := p.M.Row(j); return float64(-2*dot(x, mu)) + dot(mu, mu) }
			for j := range k {
				if score(j) < score(best) {
					best = j
				}
			}
			if y != best {
				t.Fatalf("%s: label of point %d is %d, want %d", p.name, i, y, best)
			}
		}
		plus := func(z, x, sum float64) float64 { return sum + float64(z*x) }
		over := func(sum, weight, m float64) float64 { return sum / weight }
		if got, want := kmeans.Maximization(p.X, Z), meansBy(plus, over)(rows(p.X), rows(Z)); !isRows(got, want) {
			t.Fatalf("%s: Maximization gives\n%v\nwant\n%v", p.name, got, matrix.FromRows(want))
		}
		if got, want := kmeans.CountedMaximization(p.X, Z), kmeans.Maximization(p.X, Z); !isRows(got, rows(want)) {
			t.Fatalf("%s: CountedMaximization gives\n%v\nand Maximization\n%v", p.name, got, want)
		}
	}
}
