package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/kmeans-by-hand/matrix"
)

// shuffles makes of Shuffle a function that says what it draws: k of m rows, with
// many seeds.
func shuffles(f func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix) func(m, k int) string {
	return func(m, k int) string {
		X, before := matrix.New(m, 2), matrix.New(m, 2) // row i is i, −i
		for i := range m {
			X.Set(i, 0, float64(i))
			X.Set(i, 1, float64(-i))
			copy(before.Row(i), X.Row(i))
		}
		const draws = 20000
		ends := map[[2]int]int{} // how often two rows came first and last
		for seed := range uint64(draws) {
			M := f(X, k, rand.New(rand.NewPCG(seed, 1)))
			seen := map[int]bool{}
			var rows []int
			for _, row := range rowsOf(M) {
				i := int(row[0])
				if i < 0 || i >= m || len(row) != 2 || row[0] != float64(i) || row[1] != float64(-i) {
					return fmt.Sprintf("a row %v, which X has not", row)
				}
				seen[i] = true
				rows = append(rows, i)
			}
			switch {
			case M == nil:
				return "nil"
			case len(rows) != k:
				return fmt.Sprintf("%d rows", len(rows))
			case len(seen) != k:
				return "a row that comes twice"
			case !X.Equal(before):
				return "an X that has changed"
			case !M.Equal(f(X, k, rand.New(rand.NewPCG(seed, 1)))):
				return "other rows when the same seed comes again"
			case k > 0:
				ends[[2]int{rows[0], rows[k-1]}]++
			}
		}
		pairs := m
		if k > 1 {
			pairs = m * (m - 1)
		}
		for first := range m {
			for last := range m {
				n, want := ends[[2]int{first, last}], float64(draws)/float64(pairs)
				if (first == last) == (k == 1) && k > 0 && math.Abs(float64(n)-want) > 5*math.Sqrt(want) {
					return fmt.Sprintf("row %d first and row %d last in %d of %d draws, and not in about %.0f", first, last, n, draws, want)
				}
			}
		}
		return fmt.Sprintf("%d different rows, in all orders alike", k)
	}
}
