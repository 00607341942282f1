package kmeans_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// The sizes m, n, k that docs/cost.md compares.
var sizes = [][3]int{{200, 2, 4}, {10000, 8, 16}, {100000, 16, 32}, {100000, 64, 64}, {1000000, 2, 4}}

const benchSteps = 10

// benchData returns m points in k overlapping blobs, and k of them as centers. Ten
// steps do not settle it, except at the smallest size.
func benchData(m, n, k int) (X, M *matrix.Matrix) {
	rng := rand.New(rand.NewPCG(1, uint64(m+n+k)))
	C := matrix.New(k, n)
	for j := range k {
		for l := range n {
			C.Set(j, l, 6*rng.Float64()-3)
		}
	}
	X = matrix.New(m, n)
	for i := range m {
		j := rng.IntN(k)
		for l := range n {
			X.Set(i, l, C.At(j, l)+rng.NormFloat64())
		}
	}
	return X, kmeans.Shuffle(X, k, rng)
}

func forSizes(b *testing.B, bench func(b *testing.B, X, M *matrix.Matrix)) {
	for _, s := range sizes {
		b.Run(fmt.Sprintf("%d,%d,%d", s[0], s[1], s[2]), func(b *testing.B) {
			X, M := benchData(s[0], s[1], s[2])
			bench(b, X, M)
		})
	}
}

// reportSteps reports the time of a step, and how many of the 2mnk additions and
// multiplications of XMᵀ that is in a second, whether they are done or spared.
func reportSteps(b *testing.B, X, M *matrix.Matrix, steps int) {
	m, n := X.Dims()
	k, _ := M.Dims()
	ns := float64(b.Elapsed().Nanoseconds()) / float64(steps)
	b.ReportMetric(ns/1e3, "us/step")
	b.ReportMetric(float64(2*m*n*k)/ns, "GFLOP/s")
}

// BenchmarkStep times a step of the slide, of its second program, of Fit, and of
// the plain loops. Allocations are those of one operation: a step of the first two,
// and a whole run of Fit and the loops.
func BenchmarkStep(b *testing.B) {
	slide := func(maximize func(X, Z *matrix.Matrix) *matrix.Matrix) func(b *testing.B, X, M *matrix.Matrix) {
		return func(b *testing.B, X, M *matrix.Matrix) {
			b.ReportAllocs()
			for b.Loop() {
				_, Z := kmeans.Expectation(X, M)
				maximize(X, Z)
			}
			reportSteps(b, X, M, b.N)
		}
	}
	b.Run("literal", func(b *testing.B) { forSizes(b, slide(kmeans.Maximization)) })
	b.Run("counted", func(b *testing.B) { forSizes(b, slide(kmeans.CountedMaximization)) })
	b.Run("Fit", func(b *testing.B) { forSizes(b, benchmarkFit) })
	b.Run("loops", func(b *testing.B) {
		forSizes(b, func(b *testing.B, X, M *matrix.Matrix) {
			x, mu, steps := rows(X), rows(M), 0
			b.ReportAllocs()
			for b.Loop() {
				r, err := pointwise.Fit(x, mu, benchSteps)
				if err != nil {
					b.Fatal(err)
				}
				steps += len(r.Costs)
			}
			reportSteps(b, X, M, steps)
		})
	})
}

func benchmarkFit(b *testing.B, X, M *matrix.Matrix) {
	steps := 0
	b.ReportAllocs()
	for b.Loop() {
		r, err := kmeans.Fit(X, M, benchSteps)
		if err != nil {
			b.Fatal(err)
		}
		steps += len(r.Costs)
	}
	reportSteps(b, X, M, steps)
}

func BenchmarkCertain(b *testing.B) {
	forSizes(b, func(b *testing.B, X, M *matrix.Matrix) {
		b.ReportAllocs()
		for b.Loop() {
			kmeans.Certain(X, M)
		}
	})
}

func BenchmarkCost(b *testing.B) {
	forSizes(b, func(b *testing.B, X, M *matrix.Matrix) {
		Y, _ := kmeans.Expectation(X, M)
		b.ReportAllocs()
		for b.Loop() {
			kmeans.Cost(X, M, Y)
		}
	})
}

func benchmarkStart(b *testing.B, start func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix) {
	forSizes(b, func(b *testing.B, X, M *matrix.Matrix) {
		k, _ := M.Dims()
		rng := rand.New(rand.NewPCG(1, 1))
		b.ReportAllocs()
		for b.Loop() {
			start(X, k, rng)
		}
	})
}

func BenchmarkShuffle(b *testing.B)  { benchmarkStart(b, kmeans.Shuffle) }
func BenchmarkPlusPlus(b *testing.B) { benchmarkStart(b, kmeans.PlusPlus) }

// BenchmarkLinear doubles m, n and k one at a time. The time of a step should grow no
// faster than mnk, and the memory of a run not faster than m + kn.
func BenchmarkLinear(b *testing.B) {
	for _, s := range [][3]int{
		{20000, 8, 8},
		{40000, 8, 8}, {80000, 8, 8},
		{20000, 16, 8}, {20000, 32, 8},
		{20000, 8, 16}, {20000, 8, 32},
	} {
		b.Run(fmt.Sprintf("%d,%d,%d", s[0], s[1], s[2]), func(b *testing.B) {
			X, M := benchData(s[0], s[1], s[2])
			steps := 0
			b.ReportAllocs()
			for b.Loop() {
				r, err := kmeans.Fit(X, M, benchSteps)
				if err != nil {
					b.Fatal(err)
				}
				steps += len(r.Costs)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps)/float64(s[0]*s[1]*s[2]), "ns/mnk")
		})
	}
}
