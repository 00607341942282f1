package main

import (
	"fmt"
	"math/rand/v2"

	"example.com/kmeans-by-hand/matrix"
)

// shuffles makes of Shuffle a function that says what it draws: k of m rows, with
// many seeds.
func shuffles(f func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix) func(m, k int) string {
	return func(m, k int) string {
		X := matrix.New(m, 2)
		for i := range m {
			X.Set(i, 0, float64(i))
			X.Set(i, 1, float64(-i))
		}
		const seeds = 2000
		came := make([][]int, m) // how often row i came at place j
		for i := range came {
			came[i] = make([]int, k)
		}
		for seed := range uint64(seeds) {
			M := f(X, k, rand.New(rand.NewPCG(seed, 1)))
			if rows, cols := M.Dims(); rows != k || cols != 2 {
				return fmt.Sprintf("%d×%d", rows, cols)
			}
			if !M.Equal(f(X, k, rand.New(rand.NewPCG(seed, 1)))) {
				return "other rows when the same seed comes again"
			}
			seen := make([]bool, m)
			for j := range k {
				i := int(M.At(j, 0))
				switch {
				case i < 0 || i >= m || M.At(j, 0) != X.At(i, 0) || M.At(j, 1) != X.At(i, 1):
					return fmt.Sprintf("a row %v that X has not", M.Row(j))
				case seen[i]:
					return "a row that comes twice"
				}
				seen[i] = true
				came[i][j]++
			}
			for j := range k {
				M.Row(j)[0] = -1
			}
			for i := range m {
				if X.At(i, 0) != float64(i) || X.At(i, 1) != float64(-i) {
					return "an X that has changed"
				}
			}
		}
		for i := range m {
			for j := range k {
				if share := came[i][j] * m; share < seeds*3/4 || share > seeds*5/4 {
					return fmt.Sprintf("row %d at place %d in %d of %d draws, which is not 1 of %d", i, j, came[i][j], seeds, m)
				}
			}
		}
		return fmt.Sprintf("%d different rows, all alike likely at every place", k)
	}
}
