package kmeans

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/kmeans-by-hand/matrix"
)

// Shuffle returns k different rows of X, chosen at random: it shuffles the row
// indices and takes the first k, as the slides' first program does (P1). X is
// m×n, the result k×n. Rows at different indices may still be equal points. It
// panics unless 0 ≤ k ≤ m.
func Shuffle(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix {
	m, _ := startFrom("Shuffle", X, k)
	if k > m {
		panic(fmt.Sprintf("kmeans: Shuffle: %d different rows of %d", k, m))
	}
	return X.Index(rng.Perm(m)[:k]) // k×n
}

// Resample returns k rows of X, each drawn at random from all of them, as the
// slides' second program does (P2). X is m×n, the result k×n. A row can be drawn
// twice; one of two equal centers then gets no points. It panics if k < 0, or if
// k > 0 and m = 0.
func Resample(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix {
	m, _ := startFrom("Resample", X, k)
	indices := make([]int, k)
	for j := range indices {
		indices[j] = rng.IntN(m)
	}
	return X.Index(indices) // k×n
}

// PlusPlus returns k rows of X that tend to lie far apart: the first is drawn from
// all rows alike, each next one with a chance proportional to its squared distance
// from the nearest center so far. X is m×n, the result k×n. Where every point is a
// center already, so that all distances are 0, it draws from all rows alike. It
// panics if k < 0, or if k > 0 and m = 0.
//
// Source: Arthur and Vassilvitskii, "k-means++: the advantages of careful
// seeding", SODA 2007.
func PlusPlus(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix {
	m, n := startFrom("PlusPlus", X, k)
	moved := motionFor(X).do(X)
	near := make([]float64, m) // squared distance from the nearest center so far
	for i := range near {
		near[i] = math.Inf(1)
	}
	var team team
	team.start(cores(m * n * k))
	defer team.stop()
	indices := make([]int, k)
	for j := range indices {
		if j == 0 {
			indices[j] = rng.IntN(m)
		} else {
			indices[j] = drawWeighted(near, rng)
		}
		center := moved.Row(indices[j])
		team.share(m, func(_, lo, hi int) {
			for i := lo; i < hi; i++ {
				near[i] = min(near[i], squaredDistance(moved.Row(i), center))
			}
		})
	}
	return X.Index(indices) // k×n
}

// drawWeighted draws an index with a chance proportional to its weight, or, where
// the weights have no positive sum, any index alike.
func drawWeighted(weights []float64, rng *rand.Rand) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	r := float64(total * rng.Float64())
	last := -1
	for i, w := range weights {
		if w > 0 {
			if r < w {
				return i
			}
			r -= w
			last = i
		}
	}
	if last < 0 {
		return rng.IntN(len(weights))
	}
	return last // r was rounded up to the total
}

func startFrom(start string, X *matrix.Matrix, k int) (m, n int) {
	m, n = X.Dims()
	if k < 0 || k > 0 && m == 0 {
		panic(fmt.Sprintf("kmeans: %s: %d centers from a %d×%d matrix", start, k, m, n))
	}
	return m, n
}
