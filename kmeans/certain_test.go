package kmeans_test

import (
	"math"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
)

func TestCertain(t *testing.T) {
	for _, c := range []struct{ name, X, M, want string }{
		{"worked example", worked, workedM, "[true true true true true true]"},
		{"an exact tie", "0", "-1; 1", "[false]"},
		{"each point by itself", "-1; 0; 3; 0", "-1; 1", "[true false true false]"},
		{"a tie of others does no harm", "0", "2; -2; 1", "[true]"},
		{"a tie of the nearest does, wherever", "0", "2; 1; -3; -1", "[false]"},
		{"equal centers", "5", "2; 2", "[false]"},
		{"one center", "5 1; 1e100 0", "2 2", "[true true]"},
		// The certificate asks for (n+3)uÂ + (2n+8)uD̂ + (4n+8)η twice, and a little more: for 7u,
		// 8.5u, 55u and 24η.
		{"a gap of 7u", "0", "0.5; 0x1.0000000000007p-1", "[false]"},
		{"a gap of 8u", "0", "0.5; 0x1.0000000000008p-1", "[true]"},
		{"a gap of 8u, n = 2", "0 0", "0.5 0; 0x1.0000000000008p-1 0", "[false]"},
		{"a gap of 9u, n = 2", "0 0", "0.5 0; 0x1.0000000000009p-1 0", "[true]"},
		{"a gap of 17u, x = −1", "-1", "0.5; 0x1.0000000000011p-1", "[false]"},
		{"a gap of 48u", "-1", "0.5; 0x1.000000000001p-1", "[false]"},
		{"a gap of 24η", "0", "0; 0x4.e6p-537", "[false]"},
		{"a gap of 25η", "0", "0; 0x5p-537", "[true]"},
		// Far from the origin the score cannot tell 1 from 4.
		{"far away", "1e8; 100000003", "100000001; 99999998", "[false false]"},
		{"almost too large", "0x1p510", "0x1p510; 0", "[true]"},
		{"just too large", "0x1.4p510", "0x1.4p510; 0", "[false]"},
		{"one center, too large", "1e200; 1.2e154", "0", "[false false]"},
		{"too small", "1e-200", "1e-200; 3e-200", "[false]"},
		{"NaN and Inf", "NaN; Inf; 1", "1; 5", "[false false true]"},
		{"a center that is NaN", "1", "1; NaN", "[false]"},
		{"one center, NaN", "1", "NaN", "[false]"},
		{"no coordinates", "1×0", "2×0", "[false]"},
	} {
		if got := kmeans.Certain(mat(c.X), mat(c.M)); !same(got, c.want) {
			t.Errorf("%s: X = %s, M = %s: Certain gives %v, want %v", c.name, c.X, c.M, got, c.want)
		}
	}
}

// forms are those that Certain speaks of.
var forms = map[string]func(x, mu []float64) float64{
	"the root":   func(x, mu []float64) float64 { return math.Sqrt(squared(x, mu)) },
	"the square": squared, "the score": score, "the score from the last coordinate": backwards, "the fused score": fused,
}

func squared(x, mu []float64) (sum float64) {
	for l := range x {
		d := x[l] - mu[l]
		sum += float64(d * d)
	}
	return sum
}

func score(x, mu []float64) float64 {
	p, q := 0.0, 0.0
	for l := range x {
		p, q = p+float64(x[l]*mu[l]), q+float64(mu[l]*mu[l])
	}
	return float64(-2*p) + q
}

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

// checkCertain fails the test where a point that is certain has two labels in all the
// forms and in exact arithmetic, or ties. It returns how many are certain.
func checkCertain(t *testing.T, p problem) (certain int) {
	t.Helper()
	Y, _ := kmeans.Expectation(of(p.X), of(p.M))
	for i, got := range kmeans.Certain(of(p.X), of(p.M)) {
		x := p.X[i]
		if !got {
			continue
		}
		certain++
		want, tie := exactLabel(x, p.M)
		if tie || Y[i] != want {
			t.Fatalf("x = %v, M = %v: certain, and Expectation says %d, exactly %d, a tie: %v", x, p.M, Y[i], want, tie)
		}
		for name, form := range forms {
			for j, mu := range p.M {
				if j != want && !(form(x, mu) > form(x, p.M[want])) {
					t.Fatalf("x = %v, M = %v: certain, and by %s center %d is not farther than %d", x, p.M, name, j, want)
				}
			}
		}
	}
	return certain
}

// TestCertainIsRight tries to break the certificate: with points nearly as far from one
// center as from another, at every distance from the origin, and all kinds of numbers.
func TestCertainIsRight(t *testing.T) {
	certain, all := 0, 0
	eachProblem(20, func(p problem) {
		certain += checkCertain(t, p)
		all += len(p.X)
	})
	t.Logf("%d of %d points are certain", certain, all)
	if certain < all/4 || certain > all*9/10 {
		t.Errorf("%d of %d points certain: that tries the certificate too little", certain, all)
	}
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
		notFinite := func(v float64) bool { return v-v != 0 }
		if len(values) < 2*n || len(values) > 6*n || slices.ContainsFunc(values, notFinite) {
			t.Skip("too few or too many numbers, or not finite")
		}
		A := slices.Collect(slices.Chunk(values[:len(values)/n*n], n))
		checkCertain(t, problem{X: A[len(A)-1:], M: A[:len(A)-1]})
	})
}
