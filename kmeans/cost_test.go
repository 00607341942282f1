package kmeans_test

import (
	"math"
	"runtime"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

func TestCost(t *testing.T) {
	type labelled struct {
		X, M [][]float64
		Y    []int
		want float64
	}
	cases := []labelled{
		{worked, [][]float64{{3, 6}, {0, 7}}, []int{0, 1, 0, 0, 0, 0}, 32},
		{worked, [][]float64{{3.5, 6}, {0.5, 6.5}}, []int{1, 1, 0, 0, 0, 0}, 28},
		{worked, [][]float64{{5.5, 6.5}, {1, 6}}, []int{1, 1, 1, 0, 1, 0}, 13},
		// The label counts, not the nearest center.
		{worked, worked[:2], []int{0, 1, 0, 0, 0, 0}, 52},
		{worked, worked[:2], []int{1, 0, 0, 0, 0, 0}, 56},
		{[][]float64{{3, 4}}, [][]float64{{9, 9}, {0, 0}}, []int{1}, 25},
		{[][]float64{{1}, {2}, {6}}, [][]float64{{3}}, []int{0, 0, 0}, 14},
		{[][]float64{{1, 2}}, [][]float64{{1, 2}}, []int{0}, 0},
		{[][]float64{{1e200}, {1}}, [][]float64{{0}}, []int{0, 0}, inf},
		{[][]float64{{1e154}, {1e154}}, [][]float64{{0}}, []int{0, 0}, inf},
		{[][]float64{{0}, {2}}, [][]float64{{1}, {nan}}, []int{0, 0}, 2}, // nobody has label 1
		{[][]float64{{0}, {2}}, [][]float64{{1}, {nan}}, []int{0, 1}, nan},
		{nil, nil, nil, 0},
		{[][]float64{{}, {}}, [][]float64{{}}, []int{0, 0}, 0},
	}
	type cost = func(X, M [][]float64, Y []int) float64
	total := func(term func(squared float64) float64) cost {
		return func(X, M [][]float64, Y []int) float64 {
			sum := 0.0
			for i, x := range X {
				sum += term(squared(x, M[Y[i]]))
			}
			return sum
		}
	}
	slips := []slip[cost]{
		{"it is the mean and not the sum", func(X, M [][]float64, Y []int) float64 {
			return total(func(d float64) float64 { return d })(X, M, Y) / float64(len(X))
		}},
		{"distances were added up, not their squares", total(math.Sqrt)},
		{"it is the root of the sum", func(X, M [][]float64, Y []int) float64 {
			return math.Sqrt(total(func(d float64) float64 { return d })(X, M, Y))
		}},
		{"half of the sum was taken", total(func(d float64) float64 { return d / 2 })},
		{"the nearest center was taken and not the label's", func(X, M [][]float64, Y []int) float64 {
			sum := 0.0
			for _, x := range X {
				nearest := inf
				for _, mu := range M {
					nearest = min(nearest, squared(x, mu))
				}
				sum += nearest
			}
			return sum
		}},
	}
	got := make([]float64, len(cases))
	for i, c := range cases {
		got[i] = kmeans.Cost(matrix.FromRows(c.X), matrix.FromRows(c.M), c.Y)
	}
	for i, c := range cases {
		if !same(got[i], c.want) {
			t.Errorf("Cost(%v, %v, %v) = %v, want %v%s", c.X, c.M, c.Y, got[i], c.want,
				looksLike(slips, len(cases), i, func(f cost, j int) bool {
					return same(got[j], f(cases[j].X, cases[j].M, cases[j].Y))
				}))
		}
	}
	checkNoticed(t, slips, cases, func(f cost, c labelled) bool { return same(f(c.X, c.M, c.Y), c.want) })

	X, M := matrix.New(3, 2), matrix.New(2, 2)
	for _, c := range []struct {
		X, M *matrix.Matrix
		Y    []int
	}{
		{X, M, []int{0, 1, 2}}, {X, M, []int{-1, 0, 0}}, {X, M, []int{0, 1}}, {X, M, []int{0, 1, 0, 1}},
		{X, matrix.New(2, 3), []int{0, 1, 0}}, {X, matrix.New(2, 1), []int{0, 1, 0}}, {X, matrix.New(0, 2), []int{0, 0, 0}},
		{matrix.New(100000, 4), matrix.New(2, 4), append([]int{2}, make([]int, 99999)...)},
		{matrix.New(100000, 4), matrix.New(2, 4), append(make([]int, 99999), 2)}, // on another core
	} {
		if !panics(func() { kmeans.Cost(c.X, c.M, c.Y) }) {
			m, n := c.X.Dims()
			k, width := c.M.Dims()
			t.Errorf("Cost of %d×%d points, %d×%d centers and %d labels %v … does not panic", m, n, k, width, len(c.Y), c.Y[:2])
		}
	}

	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, m := range []int{1000, 1024, 1025, 5000} {
		p := newProblem(blobs, 1, m, 40, 4)
		Y := make([]int, m)
		for i := range Y {
			Y[i] = i % 4
		}
		var first float64
		for _, cores := range []int{1, 2, 3, 8} {
			runtime.GOMAXPROCS(cores)
			got := kmeans.Cost(p.X, p.M, Y)
			if cores == 1 {
				first = got
			}
			if !same(got, first) || !near(got, costOf(p.X, p.M, Y), 1e-12) {
				t.Errorf("%s: Cost on %d cores is %v, on one %v, about %v", p.name, cores, got, first, costOf(p.X, p.M, Y))
			}
		}
	}
}
