package docs_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// blockSums is what one machine does in a step. It has a block of the rows of X, and is
// sent M. Its labels stay with it. It sends Zᵀ(X 1), k×(n+1): row j has the sum of the
// points in cluster j, and their number. Rationals add without rounding.
func blockSums(X, M *matrix.Matrix) (Y []int, S [][]big.Rat) {
	k, n := M.Dims()
	step, err := kmeans.Fit(X, M, 1) // for the labels
	if err != nil {
		panic(err)
	}
	S = zeros(k, n+1)
	for i, x := range X.Rows() {
		row := S[step.Y[i]]
		for l, v := range append(slices.Clone(x), 1) {
			row[l].Add(&row[l], new(big.Rat).SetFloat64(v))
		}
	}
	return step.Y, S
}

// addTo adds what a machine has sent to the total S.
func addTo(S, part [][]big.Rat) {
	for j := range S {
		for l := range S[j] {
			S[j][l].Add(&S[j][l], &part[j][l])
		}
	}
}

// divide returns the means, each rounded once. A center without points stays.
func divide(S [][]big.Rat, M *matrix.Matrix) *matrix.Matrix {
	k, n := M.Dims()
	return filled(k, n, func(j, l int) float64 {
		sum, count := &S[j][l], &S[j][n]
		if count.Sign() == 0 {
			return M.At(j, l)
		}
		mean, _ := new(big.Rat).Quo(sum, count).Float64() // to the nearest, ties to even
		return mean
	})
}

func zeros(k, n int) [][]big.Rat {
	S := make([][]big.Rat, k)
	for j := range S {
		S[j] = make([]big.Rat, n)
	}
	return S
}

// TestBlocks runs k-means on machines that have a block of rows each, and are heard in any
// order, as scaling.md says. Labels and centers are those of Fit on all rows, bit for
// bit. Far from the origin, sums in float64 depend on the blocks.
func TestBlocks(t *testing.T) {
	const m, k = 600, 5
	rng := rand.New(rand.NewPCG(7, 8))
	X := filled(m, 2, func(i, l int) float64 {
		return 1e15*float64(l) + float64(2*(i%k)) + rng.NormFloat64()
	})
	start := kmeans.Shuffle(X, k, rng)
	start.Set(k-1, 1, 0) // far from all points: cluster k−1 stays empty
	want, err := kmeans.Fit(X, start, 100)
	if err != nil || !want.Converged || len(want.Costs) < 5 || slices.Contains(want.Y, k-1) {
		t.Fatal("this is no run of several steps with an empty cluster: ", want, err)
	}
	for _, cuts := range [][]int{{}, {300}, {5, 10, 17, 400}, {100, 200, 300, 400, 500}} {
		var blocks []*matrix.Matrix
		lo := 0
		for _, hi := range append(cuts, m) {
			blocks = append(blocks, matrix.FromRows(X.Rows()[lo:hi]))
			lo = hi
		}
		labels, M := make([][]int, len(blocks)), start
		for range want.Costs {
			total := zeros(k, 3)
			for _, b := range rng.Perm(len(blocks)) {
				Y, part := blockSums(blocks[b], M)
				labels[b] = Y
				addTo(total, part)
			}
			M = divide(total, M)
		}
		if !slices.Equal(slices.Concat(labels...), want.Y) || !equal(M, want.M) {
			t.Errorf("cut at %v: labels and centers are not those of the whole:\n%v\n%v", cuts, M.Rows(), want.M.Rows())
		}

		plain := matrix.New(k, 2)
		for b, Y := range labels {
			plain = plain.Add(kmeans.RowwiseOneHot(Y, k).T().Dot(blocks[b])) // ZᵀX
		}
		whole := kmeans.RowwiseOneHot(want.Y, k).T().Dot(X)
		if len(cuts) > 0 && equal(plain, whole) {
			t.Errorf("cut at %v: sums in float64 are those of the whole, so this data tries nothing", cuts)
		}
	}
}

func equal(A, B *matrix.Matrix) bool { return slices.EqualFunc(A.Rows(), B.Rows(), slices.Equal) }

func Example_rounding() {
	a, b, c := 1e16, 1.0, 1.0
	fmt.Printf("%.0f %.0f", (a+b)+c, a+(b+c))
	// Output: 10000000000000000 10000000000000002
}

func Example_blocks() {
	m, n, k := 1e9, 100.0, 1000.0
	fmt.Printf("X %.0f GB, M %.1f MB\n", 8*m*n/1e9, 8*k*n/1e6)
	compute := m * n * k / 1e9           // seconds a step on one core, at 10⁹ products a second
	send := 8 * (2*k*n + k) / (10e9 / 8) // seconds for what one block sends, at 10 Gbit a second
	fmt.Printf("%.0f s and %.4f s\n", compute, send)
	fmt.Printf("equal at %.0f blocks", math.Sqrt(compute/send)) // compute/p = p·send
	// Output:
	// X 800 GB, M 0.8 MB
	// 100000 s and 0.0013 s
	// equal at 8817 blocks
}
