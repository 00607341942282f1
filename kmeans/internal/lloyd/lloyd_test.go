package lloyd

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/matrix"
)

// exactLabels returns, for each row of X, the first of the nearest rows of M in exact
// arithmetic.
func exactLabels(X, M *matrix.Matrix) []int {
	m, _ := X.Dims()
	k, _ := M.Dims()
	Y := make([]int, m)
	for i := range Y {
		var least *big.Rat
		for j := range k {
			D := new(big.Rat)
			for l, v := range X.Row(i) {
				d := new(big.Rat).SetFloat64(v)
				d.Sub(d, new(big.Rat).SetFloat64(M.At(j, l)))
				D.Add(D, d.Mul(d, d))
			}
			if least == nil || D.Cmp(least) < 0 {
				least, Y[i] = D, j
			}
		}
	}
	return Y
}

// exactFit is Fit in plain loops: the labels in exact arithmetic, the sums in the
// order of the rows.
func exactFit(X, M *matrix.Matrix, steps int) (Y []int, means *matrix.Matrix, done int, converged bool) {
	m, n := X.Dims()
	k, _ := M.Dims()
	for done < steps && !converged {
		last := Y
		Y = exactLabels(X, M)
		converged = slices.Equal(Y, last)
		done++
		next := matrix.New(k, n)
		for j := range k {
			for l := range n {
				sum, count, small := 0.0, 0.0, 0.0
				for i := range m {
					if Y[i] == j {
						sum += X.At(i, l)
						small += X.At(i, l) * 0x1p-64
						count++
					}
				}
				switch {
				case count == 0:
					next.Set(j, l, M.At(j, l))
				case sum-sum != 0:
					next.Set(j, l, max(-math.MaxFloat64, min(small/count*0x1p64, math.MaxFloat64)))
				default:
					next.Set(j, l, sum/count)
				}
			}
		}
		M = next
	}
	return Y, M, done, converged
}

var kinds = []struct {
	name string
	make func(rng *rand.Rand, i, l int) float64
}{
	{"blobs", func(rng *rand.Rand, i, l int) float64 { return float64(i%5*3) + rng.NormFloat64() }},
	{"lattice", func(rng *rand.Rand, i, l int) float64 { return float64(rng.IntN(4)) }},
	{"tenths", func(rng *rand.Rand, i, l int) float64 { return float64(rng.IntN(9)) / 10 }},
	{"far", func(rng *rand.Rand, i, l int) float64 { return 1e8 + float64(rng.IntN(64))/8 }},
	{"far noise", func(rng *rand.Rand, i, l int) float64 { return 1e8 + rng.NormFloat64() }},
	{"farther", func(rng *rand.Rand, i, l int) float64 { return -1e15 + float64(rng.IntN(64)) }},
	{"outliers", func(rng *rand.Rand, i, l int) float64 {
		if rng.IntN(30) == 0 {
			return float64(rng.IntN(3)) - 1
		}
		return 1e12 + float64(rng.IntN(6))
	}},
	{"sizes", func(rng *rand.Rand, i, l int) float64 { return math.Ldexp(rng.Float64()-0.5, rng.IntN(80)-40) }},
	{"wild sizes", func(rng *rand.Rand, i, l int) float64 { return math.Ldexp(rng.Float64()-0.5, rng.IntN(2000)-1000) }},
	{"large", func(rng *rand.Rand, i, l int) float64 { return math.Ldexp(rng.NormFloat64(), 900) }},
	{"largest", func(rng *rand.Rand, i, l int) float64 { return math.MaxFloat64 * (float64(rng.IntN(5)-2) / 2) }},
	{"small", func(rng *rand.Rand, i, l int) float64 { return math.Ldexp(rng.NormFloat64(), -900) }},
	{"subnormal", func(rng *rand.Rand, i, l int) float64 { return math.Float64frombits(uint64(rng.IntN(8))) }},
	{"equal", func(rng *rand.Rand, i, l int) float64 { return 0.1 }},
	{"near ties", func(rng *rand.Rand, i, l int) float64 {
		return float64(rng.IntN(3)) + math.Ldexp(float64(rng.IntN(3)-1), -52+rng.IntN(3))
	}},
}

func TestFitIsExact(t *testing.T) {
	for _, kind := range kinds {
		for seed := range uint64(60) {
			rng := rand.New(rand.NewPCG(seed, 1))
			m, n := 5+rng.IntN(60), 1+rng.IntN(4)
			k := 1 + rng.IntN(min(m, 14))
			X := matrix.New(m, n)
			for i := range m {
				for l := range n {
					X.Set(i, l, kind.make(rng, i, l))
				}
			}
			from := make([]int, k)
			for j := range from {
				from[j] = rng.IntN(m)
			}
			steps := 1 + rng.IntN(12)
			M := X.Index(from)
			Y, want, done, converged := exactFit(X, M, steps)
			gotY, got, costs, conv := Fit(X, M, steps)
			if !slices.Equal(Y, gotY) || !got.Equal(want) || len(costs) != done || conv != converged {
				t.Fatalf("%s, seed %d, %d×%d, k=%d, %d steps:\n got %v %d %v\nwant %v %d %v\n%v\n%v", kind.name, seed, m, n, k, steps, gotY, len(costs), conv, Y, done, converged, got, want)
			}
		}
	}
}
