package kmeans_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// made returns m points of n coordinates f(i, l), and k of them.
func made(m, n, k int, f func(i, l int) float64) (X, M *matrix.Matrix) {
	X = of(table(m, n, f))
	return X, kmeans.Shuffle(X, k, rand.New(rand.NewPCG(2, 0)))
}

// blobs returns points in k overlapping blobs, and uniform points without clusters.
func blobs(m, n, k int) (X, M *matrix.Matrix) {
	rng := rand.New(rand.NewPCG(1, uint64(m+n+k)))
	C := table(k, n, func(j, l int) float64 { return 6*rng.Float64() - 3 })
	return made(m, n, k, func(i, l int) float64 { return C[i%k][l] + rng.NormFloat64() })
}

func uniform(m, n, k int) (X, M *matrix.Matrix) {
	rng := rand.New(rand.NewPCG(1, uint64(m+n+k)))
	return made(m, n, k, func(i, l int) float64 { return 6*rng.Float64() - 3 })
}

// bench times jobs that return how many steps they took.
func bench(b *testing.B, name string, job func() (steps int)) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		steps := 0
		for b.Loop() {
			steps = job()
		}
		b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N), "ms/job")
		b.ReportMetric(float64(steps), "steps")
		b.ReportMetric(0, "ns/op")
	})
}

// benchFit times whole jobs of at most 50 steps, as users run them.
func benchFit(b *testing.B, name string, X, M *matrix.Matrix) {
	bench(b, name, func() int { return len(fit(b, X, M, 50).Costs) })
}

// BenchmarkForms sets the slide's functions, literally, beside Fit: ten steps of each.
func BenchmarkForms(b *testing.B) {
	for _, s := range [][3]int{{200, 2, 4}, {10000, 8, 16}} {
		X, M := blobs(s[0], s[1], s[2])
		slide := func(maximize func(X, Z *matrix.Matrix) *matrix.Matrix) func() int {
			return func() int {
				M := M
				for range 10 {
					_, Z := kmeans.Expectation(X, M)
					M = maximize(X, Z)
				}
				return 10
			}
		}
		size := fmt.Sprintf("/%d,%d,%d", s[0], s[1], s[2])
		bench(b, "slide"+size, slide(kmeans.Maximization))
		bench(b, "counted"+size, slide(kmeans.CountedMaximization))
		bench(b, "Fit"+size, func() int { return len(fit(b, X, M, 10).Costs) })
	}
}

// BenchmarkJob has the sizes that docs/cost.md compares.
func BenchmarkJob(b *testing.B) {
	for _, s := range [][3]int{
		{200, 2, 4}, {10000, 8, 16}, {1000000, 2, 4}, {100000, 16, 32}, {100000, 8, 256}, {100000, 64, 64},
	} {
		X, M := blobs(s[0], s[1], s[2])
		benchFit(b, fmt.Sprintf("%d,%d,%d", s[0], s[1], s[2]), X, M)
	}
	X, M := uniform(50000, 16, 32)
	benchFit(b, "50000,16,32,uniform", X, M)
}

// BenchmarkPrice has what exact labels cost where float64 cannot tell. Two ordinary jobs of
// the same size are there to compare with: ties/blobs and far/noise.
func BenchmarkPrice(b *testing.B) {
	const m, n, k = 100000, 16, 32
	X, M := blobs(m, n, k)
	benchFit(b, "ties/blobs", X, M)
	rng := rand.New(rand.NewPCG(1, 1))
	T, TM := made(m, n, k, func(i, l int) float64 { return float64(rng.IntN(4)) })
	benchFit(b, "ties/integers 0 to 3", T, TM)

	U, UM := uniform(m, n, k)
	benchFit(b, "far/noise", U, UM)
	far := of([][]float64{slices.Repeat([]float64{1e8}, n)})
	benchFit(b, "far/noise at 1e8", U.Add(far), UM.Add(far))
	one := matrix.New(m, n)
	one.Set(m/2, 0, 1e30)
	benchFit(b, "far/noise and one point at 1e30", U.Add(one), UM)

	E, EM := made(m, n, k, func(i, l int) float64 { return float64(l) / 10 })
	benchFit(b, "equal/all rows", E, EM)
	for j := k / 2; j < k; j++ {
		copy(M.Row(j), M.Row(j-k/2))
	}
	benchFit(b, "equal/centers in pairs", X, M)
}
