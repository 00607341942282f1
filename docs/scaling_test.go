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

// An order of adding up what the blocks send.
type order func(parts []*matrix.Matrix) *matrix.Matrix

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

func lastFirst(parts []*matrix.Matrix) *matrix.Matrix {
	parts = slices.Clone(parts)
	slices.Reverse(parts)
	return oneByOne(parts)
}

// stepInBlocks is a step of k-means with X cut before each of the given rows.
func stepInBlocks(X, M *matrix.Matrix, cuts []int, add order) (labels []int, centers *matrix.Matrix) {
	m, _ := X.Dims()
	var sums, counts []*matrix.Matrix
	lo := 0
	for _, hi := range append(slices.Clone(cuts), m) {
		Y, s, c := blockSums(rowsBetween(X, lo, hi), M)
		labels = append(labels, Y...)
		sums = append(sums, s)
		counts = append(counts, c)
		lo = hi
	}
	return labels, add(sums).Div(add(counts)) // k×n
}

func rowsBetween(X *matrix.Matrix, lo, hi int) *matrix.Matrix {
	indices := make([]int, hi-lo)
	for i := range indices {
		indices[i] = lo + i
	}
	return X.Index(indices)
}

// TestBlocks cuts X into blocks of rows in several ways, and adds up what they send
// in several orders: docs/scaling.md. The labels are those of the whole, and the
// centers equal within the bound of that page.
func TestBlocks(t *testing.T) {
	const m, n, k = 3000, 3, 5
	rng := rand.New(rand.NewPCG(7, 8))
	random := make([]int, 40)
	for i := range random {
		random[i] = rng.IntN(m + 1) // some blocks may be empty
	}
	slices.Sort(random)
	reordered := 0
	for _, data := range []struct {
		name  string
		exact bool // no sum rounds
		value func(i, l int) float64
	}{
		{"integers", true, func(i, l int) float64 { return float64(20*(i%k) + rng.IntN(30)) }},
		{"around 0", false, func(i, l int) float64 { return 2*float64(i%k-2) + rng.NormFloat64() }},
		{"around 1000", false, func(i, l int) float64 { return 1000 + 2*float64(i%k) + rng.NormFloat64() }},
		{"of all sizes", false, func(i, l int) float64 { return math.Ldexp(rng.NormFloat64(), rng.IntN(40)) }},
	} {
		X := filled(m, n, data.value)
		M := kmeans.Shuffle(X, k, rng)
		Y, Z := kmeans.Expectation(X, M)
		whole := kmeans.Maximization(X, Z)
		bound := reorderingBound(X, Z)
		for _, cut := range []struct {
			name string
			cuts []int
		}{
			{"whole", nil},
			{"in halves", []int{m / 2}},
			{"in 64 blocks", every(m, 47)},
			{"a row each", every(m, 1)},
			{"at random", random},
			{"with empty blocks", []int{0, 0, m / 3, m / 3, m}},
		} {
			for name, add := range map[string]order{"one by one": oneByOne, "as a tree": asTree, "last first": lastFirst} {
				what := fmt.Sprintf("%s, %s, added %s", data.name, cut.name, name)
				labels, centers := stepInBlocks(X, M, cut.cuts, add)
				if !slices.Equal(labels, Y) {
					t.Errorf("%s: the labels are not those of the whole", what)
				}
				if exactly := data.exact || len(cut.cuts) == 0; exactly && !centers.Equal(whole) {
					t.Errorf("%s: centers\n%v, want, bit for bit,\n%v", what, centers, whole)
				}
				for j := range k {
					for l := range n {
						got, want := centers.At(j, l), whole.At(j, l)
						if !(math.Abs(got-want) <= bound.At(j, l)) {
							t.Errorf("%s: center %d, coordinate %d is %v, and %v from the whole: they differ by more than %v",
								what, j, l, got, want, bound.At(j, l))
						}
						if got != want {
							reordered++
						}
					}
				}
			}
		}
	}
	if reordered == 0 {
		t.Error("no center differs in any bit: this data does not try the bound")
	}
}

// reorderingBound returns 2γ_c/c Σ_{x∈C_j} |x_l| for every j and l, where c = |C_j| and
// γ_c = cu/(1−cu): how far two means can be apart whose sums were taken in any two
// orders.
func reorderingBound(X, Z *matrix.Matrix) *matrix.Matrix {
	const u = 0x1p-53
	m, n := X.Dims()
	size := filled(m, n, func(i, l int) float64 { return math.Abs(X.At(i, l)) })
	means := kmeans.Maximization(size, Z) // k×n
	k, _ := means.Dims()
	counts := Z.ColumnSums() // 1×k
	return filled(k, n, func(j, l int) float64 {
		c := counts.At(0, j)
		return 2 * (c * u / (1 - c*u)) * means.At(j, l)
	})
}

// every returns the cuts that make blocks of so many rows.
func every(m, size int) (cuts []int) {
	for i := size; i < m; i += size {
		cuts = append(cuts, i)
	}
	return cuts
}

func filled(m, n int, value func(i, l int) float64) *matrix.Matrix {
	A := matrix.New(m, n)
	for i := range m {
		for l := range n {
			A.Set(i, l, value(i, l))
		}
	}
	return A
}
