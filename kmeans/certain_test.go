package kmeans_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

func TestCertain(t *testing.T) {
	for _, c := range []struct {
		name string
		X, M [][]float64
		want []bool
	}{
		{"worked example", worked, worked[:2], []bool{true, true, true, true, true, true}},
		{"an exact tie", [][]float64{{0}}, [][]float64{{-1}, {1}}, []bool{false}},
		{"each point by itself", [][]float64{{-1}, {0}, {3}, {0}}, [][]float64{{-1}, {1}}, []bool{true, false, true, false}},
		{"a tie of others does no harm", [][]float64{{0}}, [][]float64{{2}, {-2}, {1}}, []bool{true}},
		{"a tie of the nearest does, wherever", [][]float64{{0}}, [][]float64{{2}, {1}, {-3}, {-1}}, []bool{false}},
		{"equal centers", [][]float64{{5}}, [][]float64{{2}, {2}}, []bool{false}},
		{"one center", [][]float64{{5, 1}, {1e100, 0}}, [][]float64{{2, 2}}, []bool{true, true}},
		{"a point that is a center", [][]float64{{1, 2}}, [][]float64{{3, 2}, {1, 2}}, []bool{true}},
		// A gap of one in 10⁹ is wide at unit scale; one in 10¹⁵ is not.
		{"a gap of 1e-9", [][]float64{{0.3, 0.4}}, [][]float64{{0.3, 1.4}, {0.3 - 1 - 5e-10, 0.4}}, []bool{true}},
		{"the same, the other way round", [][]float64{{0.3, 0.4}}, [][]float64{{0.3 - 1 - 5e-10, 0.4}, {0.3, 1.4}}, []bool{true}},
		{"a gap of 1e-15", [][]float64{{0.3, 0.4}}, [][]float64{{0.3, 1.4}, {0.3 - 1 - 5e-16, 0.4}}, []bool{false}},
		// Far from the origin the score cannot tell 1 from 4.
		{"far away", [][]float64{{1e8}, {1e8 + 3}}, [][]float64{{1e8 + 1}, {1e8 - 2}}, []bool{false, false}},
		{"far away, and an outlier", [][]float64{{-1}, {1e8 + 17}, {1e8 + 18}, {1e8 + 19}, {1e8 + 16}}, [][]float64{{1e8 + 17}, {1e8 + 19}, {-1}}, []bool{true, false, false, false, false}},
		{"too large", [][]float64{{1e200}, {1}}, [][]float64{{1}, {3}}, []bool{false, true}},
		{"almost too large", [][]float64{{0x1p510}}, [][]float64{{0x1p510}, {0}}, []bool{true}},
		{"just too large", [][]float64{{0x1p511}}, [][]float64{{0x1p511}, {0}}, []bool{false}},
		{"a center too large", [][]float64{{1}}, [][]float64{{1}, {1e200}}, []bool{false}},
		{"one center, too large", [][]float64{{1e200}, {1.2e154}}, [][]float64{{0}}, []bool{false, false}},
		{"too small", [][]float64{{1e-200}}, [][]float64{{1e-200}, {3e-200}}, []bool{false}},
		{"NaN and Inf", [][]float64{{nan}, {inf}, {1}}, [][]float64{{1}, {5}}, []bool{false, false, true}},
		{"a center that is NaN", [][]float64{{1}}, [][]float64{{1}, {nan}}, []bool{false}},
		{"one center, NaN", [][]float64{{1}}, [][]float64{{nan}}, []bool{false}},
		{"no coordinates", [][]float64{{}}, [][]float64{{}, {}}, []bool{false}},
		{"no points", nil, nil, []bool{}},
	} {
		X, M := matrix.FromRows(c.X), matrix.FromRows(c.M)
		if c.X == nil {
			X, M = matrix.New(0, 2), matrix.New(3, 2)
		}
		if got := kmeans.Certain(X, M); !slices.Equal(got, c.want) {
			t.Errorf("%s: Certain(%v, %v) = %v, want %v", c.name, c.X, c.M, got, c.want)
		}
	}
	differing := 0
	for i, e := range counterexamples(t) {
		if e.agreed() {
			continue // only E4 goes wrong there, and Certain does not speak of it
		}
		differing++
		if got := kmeans.Certain(matrix.FromRows([][]float64{e.X.floats()}), e.Centers.matrix()); got[0] {
			t.Errorf("counterexample %d, %s: Certain(%v, %v) = %v, but the forms differ", i, e.Kind, e.X, e.Centers, got)
		}
	}
	if differing < 15 {
		t.Errorf("only %d counterexamples are any", differing)
	}
	for _, c := range [][4]int{{3, 2, 2, 3}, {3, 2, 2, 1}, {3, 2, 0, 2}} {
		if !panics(func() { kmeans.Certain(matrix.New(c[0], c[1]), matrix.New(c[2], c[3])) }) {
			t.Errorf("Certain of %d×%d points and %d×%d centers does not panic", c[0], c[1], c[2], c[3])
		}
	}
}

// formula is section 3 of docs/numerics.md as it is written there. It says whether the
// inequality holds, and whether it does, or fails, by more than the rounding of its own
// computation.
func formula(x []float64, M [][]float64) (certain, clear bool) {
	const u, eta = 0x1p-53, 0x1p-1074
	n := float64(len(x))
	D, K := make([]float64, len(M)), make([]float64, len(M))
	for j, mu := range M {
		products, squares := 0.0, 0.0
		for l := range x {
			products += float64(math.Abs(x[l]) * math.Abs(mu[l]))
			squares += float64(mu[l] * mu[l])
			D[j] += float64((x[l] - mu[l]) * (x[l] - mu[l]))
		}
		A := float64(2*products) + squares
		K[j] = float64((n+3)*u*A) + float64((2*n+8)*u*D[j]) + (4*n+8)*eta
		if !(A <= 0x1p1022 && D[j] <= 0x1p1022) {
			return false, true
		}
	}
	best := 0
	for j := range D {
		if D[j] < D[best] {
			best = j
		}
	}
	certain, clear = true, true
	for j := range D {
		if j != best {
			gap, need := D[j]-D[best], K[j]+K[best]
			certain = certain && gap > need
			exact := need == (8*n+16)*eta // the other terms have vanished
			clear = clear && (exact || math.Abs(gap-need) > 1e-12*need+4*eta)
		}
	}
	return certain, clear
}

// Points between two centers so nearly equally far that the gap is about what the
// formula asks for: a little too cautious or too bold, and Certain is found out.
func TestCertainIsTheFormula(t *testing.T) {
	yes, no := 0, 0
	for seed := range uint64(6000) {
		rng := rand.New(rand.NewPCG(seed, 4))
		n, k := 1+rng.IntN(8), 2+rng.IntN(6)
		if seed%50 == 0 {
			n = 64
		}
		scale := []float64{1, 1, 0x1p-530, 0x1p500, 0x1p-250}[rng.IntN(5)]
		offset := []float64{0, 1, 1, 1e3, 1e8}[rng.IntN(5)]
		x, M := make([]float64, n), make([][]float64, k)
		for l := range x {
			x[l] = scale * (offset + rng.NormFloat64())
		}
		for j := range M {
			M[j] = make([]float64, n)
			norm := 0.0
			for l := range x {
				M[j][l] = rng.NormFloat64()
				norm += M[j][l] * M[j][l]
			}
			size := 1.0 // distance of the center from x
			if j > 1 {
				size = 1 + 3*rng.Float64()
			}
			for l := range x {
				M[j][l] = x[l] + scale*size*M[j][l]/math.Sqrt(norm)
			}
		}
		// Center 1 moves away from x until the gap is about K₀ + K₁.
		A, D := 0.0, 0.0
		for l := range x {
			A += 2*math.Abs(x[l]*M[0][l]) + M[0][l]*M[0][l] + 2*math.Abs(x[l]*M[1][l]) + M[1][l]*M[1][l]
			D += (x[l] - M[0][l]) * (x[l] - M[0][l])
		}
		need := float64(n+3)*0x1p-53*A + float64(4*n+16)*0x1p-53*D + float64(8*n+16)*0x1p-1074
		away := math.Sqrt(1 + (0.8+0.4*rng.Float64())*need/D)
		for l := range x {
			M[1][l] = x[l] + (M[1][l]-x[l])*away
		}
		rng.Shuffle(k, func(i, j int) { M[i], M[j] = M[j], M[i] })
		want, clear := formula(x, M)
		if !clear {
			continue
		}
		if got := kmeans.Certain(matrix.FromRows([][]float64{x}), matrix.FromRows(M))[0]; got != want {
			t.Fatalf("seed %d (n = %d, k = %d, offset %v, scale %v): Certain(%v, %v) = %v, the formula says %v",
				seed, n, k, offset, scale, x, M, got, want)
		}
		if want {
			yes++
		} else {
			no++
		}
	}
	if yes < 1000 || no < 1000 {
		t.Errorf("%d points are certain and %d are not: too few of one kind", yes, no)
	}
}

// On all kinds of data, and for any number of cores.
func TestCertainOnRandomData(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	yes, no := 0, 0
	randomProblems(40, func(p problem) {
		for i, got := range kmeans.Certain(p.X, p.M) {
			want, clear := formula(p.X.Row(i), rows(p.M))
			if clear && got != want {
				t.Fatalf("%s: point %d: Certain says %v, the formula %v", p.name, i, got, want)
			}
			if want {
				yes++
			} else {
				no++
			}
		}
	}, lattice, blobs, scales, tails, wild, far)
	if yes < 1000 || no < 1000 {
		t.Errorf("%d points are certain and %d are not: too few of one kind", yes, no)
	}
	p := newProblem(lattice, 1, 20000, 3, 4)
	var first []bool
	for _, cores := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(cores)
		got := kmeans.Certain(p.X, p.M)
		if first == nil {
			first = got
		}
		if !slices.Equal(got, first) {
			t.Errorf("%s: Certain on %d cores and on one differ", p.name, cores)
		}
	}
}
