package docs_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// blockSums is what one machine does in a step: it has a block of the rows of X, and
// is sent M. The labels stay with it; ZᵀX, k×n, and Zᵀ1, k×1, are all that it sends.
func blockSums(X, M *matrix.Matrix) (Y []int, sums, counts *matrix.Matrix) {
	Y, Z := kmeans.Expectation(X, M)
	return Y, Z.T().Dot(X), Z.ColumnSums().T()
}

// stepInBlocks is a step of k-means with X cut before each of the given rows.
func stepInBlocks(X, M *matrix.Matrix, cuts []int, add func([]*matrix.Matrix) *matrix.Matrix) (labels []int, centers *matrix.Matrix) {
	m, n := X.Dims()
	var sums, counts []*matrix.Matrix
	lo := 0
	for _, hi := range append(slices.Clone(cuts), m) {
		block := filled(hi-lo, n, func(i, l int) float64 { return X.At(lo+i, l) })
		Y, s, c := blockSums(block, M)
		labels, sums, counts = append(labels, Y...), append(sums, s), append(counts, c)
		lo = hi
	}
	return labels, add(sums).Div(add(counts)) // k×n
}

func oneByOne(parts []*matrix.Matrix) *matrix.Matrix {
	total := parts[0]
	for _, part := range parts[1:] {
		total = total.Add(part)
	}
	return total
}

func asTree(parts []*matrix.Matrix) *matrix.Matrix {
	if len(parts) == 1 {
		return parts[0]
	}
	half := len(parts) / 2
	return asTree(parts[:half]).Add(asTree(parts[half:]))
}

// TestBlocks cuts X into blocks of rows and adds up what they send, as scaling.md
// says. The labels are those of the whole. The centers are equal within
// 2γ_c/c Σ_{x∈C_j} |x_l|, where c = |C_j| and γ_c = cu/(1−cu); where no sum rounds,
// they are equal.
func TestBlocks(t *testing.T) {
	const m, n, k, u = 2000, 3, 5, 0x1p-53
	rng := rand.New(rand.NewPCG(7, 8))
	eachRow := make([]int, m)
	for i := range eachRow {
		eachRow[i] = i
	}
	reordered := false
	for _, exact := range []bool{true, false} {
		X := filled(m, n, func(i, l int) float64 {
			if exact {
				return float64(20*(i%k) + rng.IntN(30))
			}
			return 1000 + 2*float64(i%k) + rng.NormFloat64() // positive, so |x_l| is x_l
		})
		M := kmeans.Shuffle(X, k, rng)
		Y, Z := kmeans.Expectation(X, M)
		whole, counts := kmeans.Maximization(X, Z), Z.ColumnSums()
		for _, cuts := range [][]int{{m / 2}, {0, 0, m / 3, m / 3, m}, {1, 7, 60, 500, 501, 1999}, eachRow} {
			for _, add := range []func([]*matrix.Matrix) *matrix.Matrix{oneByOne, asTree} {
				labels, centers := stepInBlocks(X, M, cuts, add)
				if !slices.Equal(labels, Y) {
					t.Fatalf("exact %v, cut at %v: the labels are not those of the whole", exact, cuts)
				}
				for j := range k {
					c := counts.At(0, j)
					for l := range n {
						got, want := centers.At(j, l), whole.At(j, l)
						bound := 2 * (c * u / (1 - c*u)) * want
						if exact && got != want || !(math.Abs(got-want) <= bound) {
							t.Fatalf("exact %v, cut at %v: center %d, coordinate %d is %v, the whole's %v", exact, cuts, j, l, got, want)
						}
						reordered = reordered || got != want
					}
				}
			}
		}
	}
	if !reordered {
		t.Error("no center differs in any bit: this data does not try the bound")
	}
}
