package matrix

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkDot measures the slide's two large products, XMᵀ and ZᵀX, for m points
// of n coordinates and k centers. A product counts as 2mnk operations whether or
// not they are done: multiply leaves most of ZᵀX out.
func BenchmarkDot(b *testing.B) {
	for _, s := range []struct{ m, n, k int }{
		{200, 2, 4}, {10000, 8, 16}, {100000, 16, 32}, {100000, 64, 64}, {1000000, 2, 4},
	} {
		flop := 2 * float64(s.m) * float64(s.n) * float64(s.k)
		b.Run(fmt.Sprintf("XMT/%d,%d,%d", s.m, s.n, s.k), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 0))
			benchmarkProduct(b, normal(rng, s.m, s.n), normal(rng, s.n, s.k), flop)
		})
		b.Run(fmt.Sprintf("ZTX/%d,%d,%d", s.m, s.n, s.k), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 0))
			ZT := mat(s.k, s.m, make([]float64, s.k*s.m)...)
			for i := range s.m {
				ZT.data[rng.IntN(s.k)*s.m+i] = 1
			}
			benchmarkProduct(b, ZT, normal(rng, s.m, s.n), flop)
		})
	}
}

func benchmarkProduct(b *testing.B, A, B *Matrix, flop float64) {
	for _, f := range []struct {
		name string
		dot  func() *Matrix
	}{
		{"textbook", func() *Matrix {
			C := New(A.rows, B.cols)
			textbook(C, A, B)
			return C
		}},
		{"Dot", func() *Matrix { return A.Dot(B) }},
	} {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.dot()
			}
			b.ReportMetric(flop*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}

func normal(rng *rand.Rand, m, n int) *Matrix {
	A := mat(m, n, make([]float64, m*n)...)
	for i := range A.data {
		A.data[i] = rng.NormFloat64()
	}
	return A
}
