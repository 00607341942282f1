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
	m, _ := X.Dims()
	if k < 0 || k > m {
		panic(fmt.Sprintf("kmeans: Shuffle: %d different rows of %d", k, m))
	}
	return X.Index(rng.Perm(m)[:k]) // k×n
}

// Resample returns k rows of X, each drawn at random from all of them, as the
// slides' second program does (P2). X is m×n, the result k×n. A row can be drawn
// twice; of two equal centers the second then gets no points in the first step. It
// panics if k < 0, or if k > 0 and m = 0.
func Resample(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix {
	m, _ := X.Dims()
	if k < 0 || k > 0 && m == 0 {
		panic(fmt.Sprintf("kmeans: Resample: %d rows drawn from %d", k, m))
	}
	indices := make([]int, k)
	for j := range indices {
		indices[j] = rng.IntN(m)
	}
	return X.Index(indices) // k×n
}

// PlusPlus returns k rows of X that tend to lie far apart: the first is drawn from
// all rows alike, each next one with a chance proportional to its squared distance
// from the nearest center so far. X is m×n, the result k×n. Where all these
// distances are 0, or vanish beside X's largest element when they are squared, it draws
// from all rows alike. It panics if k < 0, or if k > 0 and m = 0.
//
// Source: Arthur and Vassilvitskii, "k-means++: the advantages of careful
// seeding", SODA 2007.
func PlusPlus(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix {
	m, _ := X.Dims()
	if k < 0 || k > 0 && m == 0 {
		panic(fmt.Sprintf("kmeans: PlusPlus: %d rows drawn from %d", k, m))
	}
	points := unitScale(X)     // m×n
	near := make([]float64, m) // squared distance from the nearest center so far
	indices := make([]int, 0, k)
	for len(indices) < k {
		next := draw(near, rng)
		indices = append(indices, next)
		for i := range near {
			d := squaredDistance(points.Row(i), points.Row(next))
			if len(indices) == 1 || d < near[i] {
				near[i] = d
			}
		}
	}
	return X.Index(indices) // k×n
}

// draw returns an index, drawn with a chance proportional to its weight, or any
// index alike where all weights are 0.
func draw(weights []float64, rng *rand.Rand) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	if total == 0 {
		return rng.IntN(len(weights))
	}
	r := float64(total * rng.Float64())
	last := 0
	for i, w := range weights {
		if w > 0 {
			if r < w {
				return i
			}
			r -= w
			last = i
		}
	}
	return last // r was rounded up to the total
}

// unitScale returns X times a power of two, so that its largest element is about 1 and
// squared distances neither overflow nor vanish with all the others. (Subnormal X is
// scaled by 2¹⁰⁰⁰ at most.) No element is rounded, but for those more than 2¹⁰⁰⁰ times
// smaller than the largest.
func unitScale(X *matrix.Matrix) *matrix.Matrix {
	largest := 0.0
	m, _ := X.Dims()
	for i := range m {
		for _, v := range X.Row(i) {
			largest = max(largest, math.Abs(v))
		}
	}
	_, e := math.Frexp(largest)                   // largest < 2^e
	return X.Scale(math.Ldexp(1, min(1-e, 1000))) // m×n
}

// squaredDistance returns ⟨x−μ, x−μ⟩.
func squaredDistance(x, mu []float64) float64 {
	sum := 0.0
	for l := range x {
		d := x[l] - mu[l]
		sum += float64(d * d)
	}
	return sum
}
