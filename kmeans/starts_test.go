package kmeans_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
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

// share returns how many of the draws that are like the first are like the second too.
func share(draws [][]int, of, are func(d []int) bool) float64 {
	n, hits := 0.0, 0.0
	for _, d := range draws {
		if of(d) {
			n++
			if are(d) {
				hits++
			}
		}
	}
	return hits / n
}

func all([]int) bool { return true }

// numbered returns m different rows: (0, 0), (1, −1), (2, −2), …
func numbered(m int) *matrix.Matrix {
	X := matrix.New(m, 2)
	for i := range m {
		X.Set(i, 0, float64(i))
		X.Set(i, 1, -float64(i))
	}
	return X
}

// column returns the numbers as a matrix of one column.
func column(values ...float64) *matrix.Matrix {
	X := matrix.New(len(values), 1)
	for i, v := range values {
		X.Set(i, 0, v)
	}
	return X
}

// checkStart is what the three have in common.
func checkStart(t *testing.T, name string, start start) {
	t.Helper()
	X := numbered(30)
	before := rows(X)
	a, b := drawn(t, start, X, 4, 20), drawn(t, start, X, 4, 20)
	if !slices.EqualFunc(a, b, slices.Equal[[]int]) {
		t.Errorf("%s: the same seeds gave %v and then %v", name, a, b)
	}
	if slices.EqualFunc(a[1:], a[:19], slices.Equal[[]int]) {
		t.Errorf("%s(X, 4, rng) takes the rows %v for every seed, want others for another: it does not look at rng", name, a[0])
	}
	rng := rand.New(rand.NewPCG(0, 1))
	if first, second := start(X, 4, rng), start(X, 4, rng); first.Equal(second) {
		t.Errorf("%s: two calls with one rng both gave\n%v", name, first)
	}
	M := start(X, 4, rand.New(rand.NewPCG(0, 1)))
	for j := range 4 {
		clear(M.Row(j))
	}
	if !isRows(X, before) {
		t.Errorf("%s: X has changed to\n%v", name, X)
	}
	if k, n := start(X, 0, rng).Dims(); k != 0 || n != 2 {
		t.Errorf("%s: no centers of 30×2 points are %d×%d, want 0×2", name, k, n)
	}
	if k, n := start(matrix.New(0, 2), 0, rng).Dims(); k != 0 || n != 2 {
		t.Errorf("%s: no centers of 0×2 points are %d×%d, want 0×2", name, k, n)
	}
	for _, c := range [][2]int{{30, -1}, {0, 1}} {
		if !panics(func() { start(matrix.New(c[0], 2), c[1], rng) }) {
			t.Errorf("%s: %d centers of %d points do not panic", name, c[1], c[0])
		}
	}
	// Every row is as likely as any other to come first.
	draws := drawn(t, start, numbered(5), 2, 5000)
	for i := range 5 {
		if p := share(draws, all, func(d []int) bool { return d[0] == i }); math.Abs(p-0.2) > 0.025 {
			t.Errorf("%s: row %d of 5 came first in %v of 5000 draws, want about 0.2", name, i, p)
		}
	}
}

// The first program's start, without replacement.
func TestShuffle(t *testing.T) {
	checkStart(t, "Shuffle", kmeans.Shuffle)
	orders := map[string]bool{}
	for seed, d := range drawn(t, kmeans.Shuffle, numbered(6), 6, 200) {
		orders[fmt.Sprint(d)] = true
		slices.Sort(d)
		if !slices.Equal(d, []int{0, 1, 2, 3, 4, 5}) {
			t.Fatalf("Shuffle(X, 6, rng) of 6 rows, with seed %d, took the rows %v, want each once: it looks as if it draws with replacement", seed, d)
		}
	}
	if len(orders) < 150 { // of 720
		t.Errorf("200 shuffles of 6 rows came in only %d different orders", len(orders))
	}
	draws := drawn(t, kmeans.Shuffle, numbered(5), 2, 10000)
	for i := range 5 {
		for j := range 5 {
			want := 1.0 / 20
			if i == j {
				want = 0
			}
			if p := share(draws, all, func(d []int) bool { return d[0] == i && d[1] == j }); math.Abs(p-want) > 0.2*want {
				t.Errorf("Shuffle of 5 rows, k = 2, took rows %d, %d in %v of 10000 draws, want about %v", i, j, p, want)
			}
		}
	}
	if !panics(func() { kmeans.Shuffle(numbered(3), 4, rand.New(rand.NewPCG(1, 1))) }) {
		t.Error("Shuffle of 3 rows, k = 4, does not panic: there are no 4 different rows")
	}
}

// The second program's start, with replacement.
func TestResample(t *testing.T) {
	checkStart(t, "Resample", kmeans.Resample)
	draws := drawn(t, kmeans.Resample, numbered(4), 2, 8000)
	for i := range 4 {
		for j := range 4 {
			const want = 1.0 / 16
			if p := share(draws, all, func(d []int) bool { return d[0] == i && d[1] == j }); math.Abs(p-want) > 0.2*want {
				t.Errorf("Resample of 4 rows, k = 2, took rows %d, %d in %v of 8000 draws, want about %v", i, j, p, want)
			}
		}
	}
	// 1 − (199·198·197)/200³, the chance that numerics.md gives for 200 points and k = 4.
	repeats := share(drawn(t, kmeans.Resample, numbered(200), 4, 20000), all, func(d []int) bool {
		d = slices.Sorted(slices.Values(d))
		return len(slices.Compact(d)) < 4
	})
	if math.Abs(repeats-0.0297) > 0.004 {
		t.Errorf("Resample of 200 rows, k = 4, took a row twice in %v of 20000 draws, want about 0.0297", repeats)
	}
	if d := drawn(t, kmeans.Resample, numbered(3), 9, 1)[0]; len(d) != 9 {
		t.Errorf("Resample of 3 rows, k = 9, took rows %v", d)
	}
}

func TestPlusPlus(t *testing.T) {
	checkStart(t, "PlusPlus", kmeans.PlusPlus)

	// The chance of the next row is its squared distance from the nearest center.
	starts := func(want ...int) func(d []int) bool {
		return func(d []int) bool { return slices.Equal(d[:len(want)], want) }
	}
	for _, c := range []struct {
		X         *matrix.Matrix
		first     []int // the rows drawn first
		next      int   // the row drawn then
		want      float64
		otherwise string
	}{
		{column(0, 1, 3), []int{0}, 2, 9.0 / 10, "3/4 by distance, 1/2 if all alike"},
		{column(0, 1, 3), []int{1}, 2, 4.0 / 5, "2/3 by distance, 1/2 if all alike"},
		{column(0, 1, 3), []int{2}, 0, 9.0 / 13, "3/5 by distance, 1/2 if all alike"},
		{column(0, 1, 4, 9), []int{0, 3}, 2, 16.0 / 17, "4/5 by distance, 25/89 from the last center"},
		{column(0, 1, 4, 9), []int{3, 0}, 2, 16.0 / 17, "4/5 by distance, 25/89 from the first center"},
		{column(0, 1, 4, 9), []int{0, 2}, 3, 25.0 / 26, "5/6 by distance, 81/82 from the first center"},
		{matrix.FromRows([][]float64{{0, 0}, {3, 0}, {3, 4}}), []int{0}, 2, 25.0 / 34, "49/58 by Manhattan distance"},
	} {
		draws := drawn(t, kmeans.PlusPlus, c.X, 1+len(c.first), 20000)
		then := starts(append(slices.Clone(c.first), c.next)...)
		if p := share(draws, starts(c.first...), then); !(math.Abs(p-c.want) < 0.02) {
			t.Errorf("PlusPlus of %v: after rows %v came row %d with frequency %v, want about %v (%s)",
				rows(c.X), c.first, c.next, p, c.want, c.otherwise)
		}
	}

	// A row equal to a center is not drawn while there is another.
	X := column(7, 7, 7, 7, 1, 7, 7, 1, 1, 7, -40)
	for seed := range uint64(300) {
		M := kmeans.PlusPlus(X, 3, rand.New(rand.NewPCG(seed, 2)))
		got := slices.Sorted(slices.Values(M.T().Row(0)))
		if !slices.Equal(got, []float64{-40, 1, 7}) {
			t.Fatalf("seed %d: PlusPlus took %v of 7, 1 and −40, k = 3: one of them twice", seed, got)
		}
	}
	// When all are centers, it goes on with any.
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 2))
		if M := kmeans.PlusPlus(column(2, 2, 2), 3, rng); !M.Equal(column(2, 2, 2)) {
			t.Errorf("seed %d: PlusPlus of three equal points = %v", seed, M)
		}
		if k, _ := kmeans.PlusPlus(column(1, 2), 5, rng).Dims(); k != 5 {
			t.Errorf("seed %d: PlusPlus of two points, k = 5, gives %d centers", seed, k)
		}
	}
	rest := drawn(t, kmeans.PlusPlus, column(0, 1), 3, 2000)
	if p := share(rest, all, func(d []int) bool { return d[2] == 0 }); math.Abs(p-0.5) > 0.05 {
		t.Errorf("PlusPlus of two points, k = 3: the third is row 0 with frequency %v, want about 1/2", p)
	}

	// Where the squares would overflow or vanish, and far from the origin, the same
	// seed draws the same rows.
	X = numbered(50)
	want := drawn(t, kmeans.PlusPlus, X, 6, 20)
	add := matrix.FromRows([][]float64{{1e8, -3e9}})
	for name, X := range map[string]*matrix.Matrix{
		"2^664": X.Scale(0x1p664), "2^-664": X.Scale(0x1p-664), "2^1000": X.Scale(0x1p1000), "2^-1060": X.Scale(0x1p-1060), "far away": X.Add(add),
	} {
		if got := drawn(t, kmeans.PlusPlus, X, 6, 20); !slices.EqualFunc(got, want, slices.Equal[[]int]) {
			t.Errorf("PlusPlus, %s: took rows %v, and of the same data near 1 rows %v", name, got, want)
		}
	}
	for _, v := range []float64{1e200, 1e-200} {
		draws := drawn(t, kmeans.PlusPlus, column(0, v, 3*v), 2, 3000)
		if p := share(draws, starts(0), starts(0, 2)); math.Abs(p-0.9) > 0.03 {
			t.Errorf("PlusPlus of 0, %v, %v: after 0 came the last with frequency %v, want about 0.9", v, 3*v, p)
		}
	}

	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	p := newProblem(blobs, 1, 30000, 3, 5)
	var first *matrix.Matrix
	for _, cores := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(cores)
		M := kmeans.PlusPlus(p.X, 5, rand.New(rand.NewPCG(1, 1)))
		if first == nil {
			first = M
		}
		if !isRows(M, rows(first)) {
			t.Errorf("%s: PlusPlus on %d cores takes\n%v\nand on one\n%v", p.name, cores, M, first)
		}
	}
}
