package kmeans_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
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
		// A gap of one in 10⁹ is wide at unit scale; one in 10¹⁵ is not.
		{"a gap of 1e-9", [][]float64{{0.3, 0.4}}, [][]float64{{0.3, 1.4}, {0.3 - 1 - 5e-10, 0.4}}, []bool{true}},
		{"a gap of 1e-15", [][]float64{{0.3, 0.4}}, [][]float64{{0.3, 1.4}, {0.3 - 1 - 5e-16, 0.4}}, []bool{false}},
		// Far from the origin the score cannot tell 1 from 4.
		{"far away", [][]float64{{1e8}, {1e8 + 3}}, [][]float64{{1e8 + 1}, {1e8 - 2}}, []bool{false, false}},
		{"almost too large", [][]float64{{0x1p510}}, [][]float64{{0x1p510}, {0}}, []bool{true}},
		{"just too large", [][]float64{{0x1p511}}, [][]float64{{0x1p511}, {0}}, []bool{false}},
		{"one center, too large", [][]float64{{1e200}, {1.2e154}}, [][]float64{{0}}, []bool{false, false}},
		{"too small", [][]float64{{1e-200}}, [][]float64{{1e-200}, {3e-200}}, []bool{false}},
		{"NaN and Inf", [][]float64{{nan}, {inf}, {1}}, [][]float64{{1}, {5}}, []bool{false, false, true}},
		{"a center that is NaN", [][]float64{{1}}, [][]float64{{1}, {nan}}, []bool{false}},
		{"one center, NaN", [][]float64{{1}}, [][]float64{{nan}}, []bool{false}},
		{"no coordinates", [][]float64{{}}, [][]float64{{}, {}}, []bool{false}},
	} {
		if got := kmeans.Certain(of(c.X), of(c.M)); !slices.Equal(got, c.want) {
			t.Errorf("%s: Certain(%v, %v) = %v, want %v", c.name, c.X, c.M, got, c.want)
		}
	}
}

// The forms that Certain speaks of are, beside squared and score, these: the root, and
// the score with its sums in another order, and fused.
func root(x, mu []float64) float64 { return math.Sqrt(squared(x, mu)) }

func backwards(x, mu []float64) float64 {
	x, mu = slices.Clone(x), slices.Clone(mu)
	slices.Reverse(x)
	slices.Reverse(mu)
	return score(x, mu)
}

func fused(x, mu []float64) float64 {
	p, q := 0.0, 0.0
	for l := range x {
		p, q = math.FMA(x[l], mu[l], p), math.FMA(mu[l], mu[l], q)
	}
	return math.FMA(-2, p, q)
}

// checkCertain fails the test where Certain says another thing than its certificate, and
// where a point that is certain has two labels in all the forms and in exact arithmetic,
// or ties. It returns how many are certain.
func checkCertain(t *testing.T, p problem) (certain int) {
	t.Helper()
	Y, _ := kmeans.Expectation(of(p.X), of(p.M))
	for i, got := range kmeans.Certain(of(p.X), of(p.M)) {
		x := p.X[i]
		if want, clear := certificate(x, p.M); clear && got != want {
			t.Fatalf("x = %v, M = %v: Certain says %v, the certificate %v", x, p.M, got, want)
		}
		if !got {
			continue
		}
		certain++
		labels := []int{Y[i]}
		for _, measure := range []func(x, mu []float64) float64{root, squared, score, backwards, fused} {
			labels = append(labels, labelBy(measure, x, p.M))
		}
		if want, tie := exactLabel(x, p.M); tie || slices.Min(labels) != want || slices.Max(labels) != want {
			t.Fatalf("x = %v, M = %v: certain, and has labels %v by Expectation, root, square, score, score backwards and fused; exactly %d, a tie: %v",
				x, p.M, labels, want, tie)
		}
	}
	return certain
}

// TestCertainIsRight tries to break the certificate: with points nearly as far from one
// center as from another, at every distance from the origin, and all kinds of numbers.
func TestCertainIsRight(t *testing.T) {
	certain, all := 0, 0
	for seed := range uint64(1000) {
		rng := rand.New(rand.NewPCG(seed, 4))
		m, n, k := 20, 1+rng.IntN(6), 1+rng.IntN(5)
		scale := []float64{1, 1, 0x1p-530, 0x1p500}[seed%4]
		offset := math.Ldexp(1, rng.IntN(60)-30)
		M := table(k, n, func(j, l int) float64 { return scale * (offset + rng.Float64()) })
		X := table(m, n, func(i, l int) float64 { return 0 })
		for _, x := range X {
			a, b := M[rng.IntN(k)], M[rng.IntN(k)]
			off := math.Ldexp(rng.Float64()-0.5, -rng.IntN(60))
			for l := range x {
				x[l] = (a[l]+b[l])/2 + off*(a[l]-b[l])
			}
		}
		certain += checkCertain(t, problem{X: X, M: M})
		all += m
	}
	t.Logf("%d of %d points are certain", certain, all)
	if certain < all/4 || certain > all*9/10 {
		t.Errorf("%d of %d points certain: that tries the certificate too little", certain, all)
	}
	eachProblem(5, func(p problem) { checkCertain(t, p) })
}

// FuzzCertain is TestCertainIsRight with the fuzzer's numbers. It begins with points for
// which the forms are known to differ: testdata/golden/counterexamples.json.
func FuzzCertain(f *testing.F) {
	var file struct {
		Examples []struct {
			X       []float64
			Centers [][]float64 `json:"centres"`
		}
	}
	readJSON(f, "testdata/golden/counterexamples.json", &file)
	if len(file.Examples) < 20 {
		f.Fatalf("%d counterexamples", len(file.Examples))
	}
	for _, e := range file.Examples {
		f.Add(uint8(len(e.X)-1), bits(append(slices.Concat(e.Centers...), e.X...)...))
	}
	f.Fuzz(func(t *testing.T, width uint8, data []byte) {
		n, values := 1+int(width)%8, floats(data)
		if len(values) < 2*n || len(values) > 6*n || slices.ContainsFunc(values, func(v float64) bool { return v-v != 0 }) {
			t.Skip("too few or too many numbers, or not finite")
		}
		A := slices.Collect(slices.Chunk(values[:len(values)/n*n], n))
		checkCertain(t, problem{X: A[len(A)-1:], M: A[:len(A)-1]})
	})
}

// certificate is section 3 of docs/numerics.md as it is written there. It says whether the
// inequality holds, and whether it does, or fails, by more than the rounding of its own
// computation.
func certificate(x []float64, M [][]float64) (certain, clear bool) {
	const u, eta = 0x1p-53, 0x1p-1074
	n := float64(len(x))
	D, K := make([]float64, len(M)), make([]float64, len(M))
	best := 0
	for j, mu := range M {
		A := 0.0
		for l := range x {
			A += float64(2*math.Abs(x[l])*math.Abs(mu[l])) + float64(mu[l]*mu[l])
		}
		D[j] = squared(x, mu)
		K[j] = float64((n+3)*u*A) + float64((2*n+8)*u*D[j]) + (4*n+8)*eta
		if !(A <= 0x1p1022 && D[j] <= 0x1p1022) {
			return false, true
		}
		if D[j] < D[best] {
			best = j
		}
	}
	certain, clear = true, true
	for j := range D {
		if j != best {
			gap, need := D[j]-D[best], K[j]+K[best]
			certain = certain && gap > need
			onlyEta := need == (8*n+16)*eta // the other terms have vanished
			clear = clear && (onlyEta || math.Abs(gap-need) > 1e-12*need+4*eta)
		}
	}
	return certain, clear
}
