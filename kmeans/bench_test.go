package kmeans_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

func blobs(m, n, k int) (X, M *matrix.Matrix) {
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

func BenchmarkFit(b *testing.B) {
	for _, s := range [][3]int{{200, 2, 4}, {10000, 8, 16}, {100000, 16, 32}, {100000, 64, 64}, {1000000, 2, 4}} {
		X, M := blobs(s[0], s[1], s[2])
		b.Run(fmt.Sprintf("%d,%d,%d", s[0], s[1], s[2]), func(b *testing.B) {
			steps := 0
			for b.Loop() {
				r, _ := kmeans.Fit(X, M, 10)
				steps += len(r.Costs)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(steps), "us/step")
		})
	}
}
