package main

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"example.com/kmeans-by-hand/matrix"
)

// shuffles makes of Shuffle a function that says what it draws: k of m rows, with
// many seeds.
func shuffles(f func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix) func(m, k int) string {
	return func(m, k int) string {
		X := matrix.New(m, 1) // row i is i
		for i := range m {
			X.Set(i, 0, float64(i))
		}
		const seeds = 2000
		came := make([]int, m*k) // how often row i came at place j
		for seed := range uint64(seeds) {
			M := f(X, k, rand.New(rand.NewPCG(seed, 1)))
			again := f(X, k, rand.New(rand.NewPCG(seed, 1)))
			rows := M.T().Row(0)
			switch distinct := slices.Compact(slices.Sorted(slices.Values(rows))); {
			case len(rows) != k:
				return fmt.Sprintf("%d rows", len(rows))
			case !M.Equal(again):
				return "other rows when the same seed comes again"
			case len(distinct) < k:
				return "a row that comes twice"
			case !slices.IsSorted(X.T().Row(0)):
				return "an X that has changed"
			}
			for j, i := range rows {
				came[int(i)*k+j]++
			}
		}
		for p, n := range came {
			if share := n * m; share < seeds*3/4 || share > seeds*5/4 {
				return fmt.Sprintf("row %d at place %d in %d of %d draws, which is not 1 of %d", p/k, p%k, n, seeds, m)
			}
		}
		return fmt.Sprintf("%d different rows, all alike likely at every place", k)
	}
}
