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

// A start chooses the initial centers.
type start func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix

// drawn calls start with the seeds 0, 1, …, and returns which rows of X came, in
// their order. The rows of X must be different.
func drawn(t *testing.T, start start, X *matrix.Matrix, k, seeds int) [][]int {
	t.Helper()
	name := strings.TrimPrefix(t.Name(), "Test")
	index := map[string]int{}
	for i, x := range rows(X) {
		index[fmt.Sprint(x)] = i
	}
	draws := make([][]int, seeds)
	for seed := range draws {
		M := start(X, k, rand.New(rand.NewPCG(uint64(seed), 1)))
		if m, n := M.Dims(); m != k || n != len(X.Row(0)) {
			t.Fatalf("%s(X, %d, rng) is %d×%d, want %d×%d, with seed %d and X =\n%v", name, k, m, n, k, len(X.Row(0)), seed, X)
		}
		for _, mu := range rows(M) {
			i, ok := index[fmt.Sprint(mu)]
			if !ok {
				t.Fatalf("%s(X, %d, rng) has the row %v, want rows of X, with seed %d and X =\n%v", name, k, mu, seed, X)
			}
			draws[seed] = append(draws[seed], i)
		}
	}
	return draws
}

// share returns the share of the draws that begin with first, and then go on with next.
func share(draws [][]int, first []int, next int) float64 {
	n, hits := 0.0, 0.0
	for _, d := range draws {
		if slices.Equal(d[:len(first)], first) {
			n++
			if d[len(first)] == next {
				hits++
			}
		}
	}
	return hits / n
}

// points returns m different rows: (0, 0), (1, −1), (2, −2), …
func points(m int) *matrix.Matrix {
	return of(table(m, 2, func(i, l int) float64 { return float64(i - 2*i*l) }))
}

// column returns the numbers as a matrix of one column.
func column(values ...float64) *matrix.Matrix { return of([][]float64{values}).T() }

// A chance is that of the row drawn next.
type chance struct {
	X     *matrix.Matrix
	first []int // the rows drawn first
	next  int
	want  float64
	why   string
}

// checkStart is what the three starts have in common, and the chances of each.
func checkStart(t *testing.T, start start, chances []chance) {
	t.Helper()
	name := strings.TrimPrefix(t.Name(), "Test")
	X := points(30)
	a, b := drawn(t, start, X, 4, 20), drawn(t, start, X, 4, 20)
	if !same(a, b) {
		t.Errorf("%s: the same seeds gave %v and then %v", name, a, b)
	}
	if same(a[1:], a[:19]) {
		t.Errorf("%s(X, 4, rng) takes the rows %v for every seed, want others for another: it does not look at rng", name, a[0])
	}
	rng := rand.New(rand.NewPCG(0, 1))
	if first, second := start(X, 4, rng), start(X, 4, rng); first.Equal(second) {
		t.Errorf("%s: two calls with one rng both gave\n%v", name, first)
	}
	clear(start(X, 1, rng).Row(0))
	if !same(rows(X), rows(points(30))) {
		t.Errorf("%s: X has changed to\n%v", name, X)
	}
	for _, m := range []int{30, 0} {
		if k, n := start(matrix.New(m, 2), 0, rng).Dims(); k != 0 || n != 2 {
			t.Errorf("%s: no centers of %d×2 points are %d×%d, want 0×2", name, m, k, n)
		}
	}
	for i := range 5 {
		chances = append(chances, chance{points(5), nil, i, 0.2, "all alike"})
	}
	for _, c := range chances {
		const draws = 10000
		got := share(drawn(t, start, c.X, 1+len(c.first), draws), c.first, c.next)
		if !(math.Abs(got-c.want) < 0.025) || c.want == 0 && got > 0 {
			t.Errorf("%s of %v: after rows %v came row %d with frequency %v of %d draws, want about %v (%s)",
				name, rows(c.X), c.first, c.next, got, draws, c.want, c.why)
		}
	}
}

// The first program's start, without replacement.
func TestShuffle(t *testing.T) {
	checkStart(t, kmeans.Shuffle, []chance{
		{points(4), []int{1}, 1, 0, "with replacement, 1/4"},
		{points(4), []int{1}, 0, 1.0 / 3, "with replacement, 1/4"},
		{points(4), []int{1, 3}, 0, 1.0 / 2, "with replacement, 1/4"},
		{points(4), []int{1, 3, 0}, 2, 1, "with replacement, 1/4"},
		{points(4), []int{1}, 2, 1.0 / 3, "in the order of the rows, 1"},
	})
}

// The second program's start, with replacement.
func TestResample(t *testing.T) {
	checkStart(t, kmeans.Resample, []chance{
		{points(4), []int{1}, 1, 1.0 / 4, "without replacement, 0"},
		{points(4), []int{1}, 0, 1.0 / 4, "without replacement, 1/3"},
		{points(4), []int{1, 1}, 3, 1.0 / 4, "without replacement, 1/2"},
	})
	// 1 − (199·198·197)/200³, the chance that numerics.md gives for 200 points and k = 4.
	const draws, want = 20000, 0.0297
	twice := 0
	for _, d := range drawn(t, kmeans.Resample, points(200), 4, draws) {
		if slices.Sort(d); len(slices.Compact(d)) < 4 {
			twice++
		}
	}
	if got := float64(twice) / draws; math.Abs(got-want) > 0.004 {
		t.Errorf("Resample of 200 rows, k = 4, took a row twice in %v of %d draws, want about %v", got, draws, want)
	}
	if d := drawn(t, kmeans.Resample, points(3), 9, 1)[0]; len(d) != 9 {
		t.Errorf("Resample of 3 rows, k = 9, took rows %v", d)
	}
}

func TestPlusPlus(t *testing.T) {
	checkStart(t, kmeans.PlusPlus, []chance{
		{column(0, 1, 3), []int{0}, 2, 9.0 / 10, "3/4 by distance, 1/2 if all alike"},
		{column(0, 1, 3), []int{1}, 2, 4.0 / 5, "2/3 by distance, 1/2 if all alike"},
		{column(0, 1, 3), []int{2}, 0, 9.0 / 13, "3/5 by distance, 1/2 if all alike"},
		{column(0, 1, 4, 9), []int{0, 3}, 2, 16.0 / 17, "4/5 by distance, 25/89 from the last center"},
		{column(0, 1, 4, 9), []int{3, 0}, 2, 16.0 / 17, "4/5 by distance, 25/89 from the first center"},
		{column(0, 1, 4, 9), []int{0, 2}, 3, 25.0 / 26, "5/6 by distance, 81/82 from the first center"},
		{of([][]float64{{0, 0}, {3, 0}, {3, 4}}), []int{0}, 2, 25.0 / 34, "49/58 by Manhattan distance"},
		{column(0, 2, 3, 4), []int{0}, 2, 9.0 / 29, "5/29 if the sum of those before is not taken off"},
		{column(0, -1e200, -3e200), []int{0}, 2, 9.0 / 10, "their squares overflow"},
		{column(0, 1e-200, 3e-200), []int{0}, 2, 9.0 / 10, "their squares vanish"},
		{column(1e9, 1e9+1, 1e9+3), []int{0}, 2, 9.0 / 10, "far from the origin"},
		{column(0, 1), []int{0}, 0, 0, "it is there already"},
		{column(0, 1), []int{0, 1}, 0, 1.0 / 2, "when all are centers, any"},
	})
	// A row equal to a center is not drawn while there is another.
	for seed := range uint64(300) {
		M := kmeans.PlusPlus(column(7, 7, 7, 7, 1, 7, 7, 1, 1, 7, -40), 3, rand.New(rand.NewPCG(seed, 2)))
		if got := slices.Sorted(slices.Values(M.T().Row(0))); !slices.Equal(got, []float64{-40, 1, 7}) {
			t.Fatalf("seed %d: PlusPlus took %v of 7, 1 and −40, k = 3: one of them twice", seed, got)
		}
	}
	// The same seed draws the same rows of data of any scale, and far from the origin.
	X := points(50)
	want := drawn(t, kmeans.PlusPlus, X, 6, 20)
	for name, X := range map[string]*matrix.Matrix{
		"2^600": X.Scale(0x1p600), "2^-600": X.Scale(0x1p-600), "2^1000": X.Scale(0x1p1000), "2^-1060": X.Scale(0x1p-1060),
		"far away": X.Add(of([][]float64{{1e8, -3e9}})),
	} {
		if got := drawn(t, kmeans.PlusPlus, X, 6, 20); !same(got, want) {
			t.Errorf("PlusPlus, %s: took rows %v, and of the same data near 1 rows %v", name, got, want)
		}
	}
}
