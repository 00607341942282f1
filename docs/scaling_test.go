package docs_test

import (
	"fmt"
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
	reordered := false
	for _, exact := range []bool{true, false} {
		X := filled(m, n, func(i, l int) float64 {
			if exact {
				return float64(20*(i%k) + rng.IntN(30))
			}
			return 1000 + 2*float64(i%k) + rng.NormFloat64()
		})
		M := kmeans.Shuffle(X, k, rng)
		Y, Z := kmeans.Expectation(X, M)
		whole, counts := kmeans.Maximization(X, Z), Z.ColumnSums()
		size := kmeans.Maximization(filled(m, n, func(i, l int) float64 { return math.Abs(X.At(i, l)) }), Z)
		eachRow := make([]int, m-1)
		for i := range eachRow {
			eachRow[i] = i + 1
		}
		for _, cuts := range [][]int{nil, {m / 2}, {0, 0, m / 3, m / 3, m}, {1, 7, 60, 500, 501, 1999}, eachRow} {
			for order, add := range map[string]func([]*matrix.Matrix) *matrix.Matrix{"one by one": oneByOne, "as a tree": asTree} {
				labels, centers := stepInBlocks(X, M, cuts, add)
				what := fmt.Sprintf("exact %v, %d cuts, added %s", exact, len(cuts), order)
				if !slices.Equal(labels, Y) {
					t.Errorf("%s: the labels are not those of the whole", what)
				}
				if !centers.Equal(whole) {
					reordered = true
					if exact || cuts == nil {
						t.Errorf("%s: centers\n%v, want, bit for bit,\n%v", what, centers, whole)
					}
				}
				for j := range k {
					c := counts.At(0, j)
					for l := range n {
						got, want, bound := centers.At(j, l), whole.At(j, l), 2*(c*u/(1-c*u))*size.At(j, l)
						if !(math.Abs(got-want) <= bound) {
							t.Errorf("%s: center %d, coordinate %d is %v, more than %v from the whole's %v", what, j, l, got, bound, want)
						}
					}
				}
			}
		}
	}
	if !reordered {
		t.Error("no center differs in any bit: this data does not try the bound")
	}
}
