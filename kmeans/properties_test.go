package kmeans_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// A problem is random data to run on, of a kind that random tests name when they fail.
type problem struct {
	name string
	X, M *matrix.Matrix
}

// The kinds of problems. On far data the scores cancel so badly that labels are an
// accident of rounding, more or less.
const (
	lattice = iota // integers from −2 to 2: ties, equal points, equal centers
	blobs
	scales // columns of very different sizes
	tails  // a few points far away, each in its own direction
	wild   // centers that are not points; some never get one
	far    // points near ±10⁶, spread by 10⁻⁴ to 10²
)

func newProblem(kind int, seed uint64, m, n, k int) problem {
	rng := rand.New(rand.NewPCG(seed, uint64(kind)))
	centers := matrix.New(k, n)
	for j := range k {
		for l := range n {
			centers.Set(j, l, 3*rng.NormFloat64())
		}
	}
	X := matrix.New(m, n)
	spread := math.Pow(10, 6*rng.Float64()-4)
	for i := range m {
		size := 1.0
		if kind == tails {
			size = math.Exp(3 * rng.NormFloat64())
		}
		for l := range n {
			v := centers.At(i%k, l) + rng.NormFloat64()
			switch kind {
			case lattice:
				v = float64(rng.IntN(5) - 2)
			case scales:
				v = math.Ldexp(v, 100*(l%7)-500)
			case tails:
				v *= size
			case far:
				v = 1e6*float64(rng.IntN(2)*2-1) + spread*v
			}
			X.Set(i, l, v)
		}
	}
	M := kmeans.Resample(X, k, rng)
	if kind == wild {
		M = centers
	}
	return problem{fmt.Sprintf("kind %d, seed %d, %d×%d points, %d centers", kind, seed, m, n, k), X, M}
}

// randomProblems calls test with n problems of each of the kinds, of all shapes.
func randomProblems(n int, test func(p problem), of ...int) {
	for seed := range uint64(n) {
		for _, kind := range of {
			rng := rand.New(rand.NewPCG(seed, 99))
			m := 1 + rng.IntN(20)
			if seed%4 == 0 {
				m = 1 + rng.IntN(300)
			}
			test(newProblem(kind, seed, m, 1+rng.IntN(min(20, 2+int(seed))), 1+rng.IntN(min(m, 12))))
		}
	}
}

// unshifted returns p with a zero put into every column that Fit would shift.
func unshifted(p problem) problem {
	_, n := p.X.Dims()
	for l := range n {
		if x, mu := columnOf(p.X, l), columnOf(p.M, l); shifted(x, mu) {
			p.X.Set(0, l, 0)
		}
	}
	return p
}

func columnOf(A *matrix.Matrix, l int) *matrix.Matrix {
	m, _ := A.Dims()
	C := matrix.New(m, 1)
	for i := range m {
		C.Set(i, 0, A.At(i, l))
	}
	return C
}

// Fit is the loop of Expectation and Maximization, bit for bit after every number of
// steps, whatever it leaves out and whichever core does it. The only differences are
// that a cluster that loses its last point keeps its center, and that the loop ends.
func TestFitIsTheSlide(t *testing.T) {
	emptied, repeated := 0, 0
	randomProblems(100, func(p problem) {
		p = unshifted(p)
		const limit = 40
		Ys, Ms := slideSteps(p.X, p.M, limit)
		for steps := 1; steps <= len(Ys)+1; steps++ {
			r, err := kmeans.Fit(p.X, p.M, steps)
			if err != nil {
				t.Fatalf("%s: %v", p.name, err)
			}
			s := min(steps, len(Ys)) - 1
			if len(Ys) == limit && steps > limit {
				break // labels have not repeated
			}
			if !slices.Equal(r.Y, Ys[s]) || !isRows(r.M, rows(Ms[s])) {
				t.Fatalf("%s: after %d steps Fit has\n%v\n%v\nwant\n%v\n%v", p.name, steps, r.Y, r.M, Ys[s], Ms[s])
			}
			repeat := s > 0 && slices.Equal(Ys[s], Ys[s-1])
			if len(r.Costs) != s+1 || r.Converged != repeat {
				t.Fatalf("%s: Fit for %d steps has %d costs and Converged = %v, want %d and %v",
					p.name, steps, len(r.Costs), r.Converged, s+1, repeat)
			}
			for s, cost := range r.Costs {
				if want := costOf(p.X, Ms[s], Ys[s]); !near(cost, want, 1e-12) {
					t.Fatalf("%s: the cost of step %d is %v, want %v", p.name, s+1, cost, want)
				}
			}
			if repeat {
				repeated++
			}
		}
		for j := range rows(p.M) {
			if !slices.Contains(Ys[len(Ys)-1], j) {
				emptied++
				break
			}
		}
	}, lattice, blobs, scales, tails, wild, far)
	if emptied < 20 || repeated < 100 {
		t.Errorf("%d runs with an empty cluster and %d that repeat: too few to mean anything", emptied, repeated)
	}
}

// The same input gives the same bits, those of the slide, for any number of cores,
// where there is work enough to share.
func TestAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, shape := range [][3]int{{20000, 3, 3}, {20000, 3, 9}, {3001, 40, 6}} {
		for _, kind := range []int{blobs, far} {
			p := unshifted(newProblem(kind, 1, shape[0], shape[1], shape[2]))
			const steps = 6
			Ys, Ms := slideSteps(p.X, p.M, steps)
			Y, M := Ys[len(Ys)-1], Ms[len(Ms)-1]
			var first kmeans.Result
			for _, cores := range []int{1, 2, 3, 8} {
				runtime.GOMAXPROCS(cores)
				r, err := kmeans.Fit(p.X, p.M, steps)
				if err != nil {
					t.Fatal(err)
				}
				if first.Y == nil {
					first = r
				}
				if !slices.Equal(r.Y, Y) || !isRows(r.M, rows(M)) {
					t.Errorf("%s: Fit on %d cores is not the slide's", p.name, cores)
				}
				if !slices.Equal(r.Costs, first.Costs) {
					t.Errorf("%s: Fit on %d cores has costs %v, on one %v", p.name, cores, r.Costs, first.Costs)
				}
			}
		}
	}
}

func TestCostNeverRises(t *testing.T) {
	randomProblems(60, func(p problem) {
		r, err := kmeans.Fit(p.X, p.M, 100)
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		for s := 1; s < len(r.Costs); s++ {
			if r.Costs[s] > r.Costs[s-1]*(1+1e-12) {
				t.Errorf("%s: costs %v rise at step %d", p.name, r.Costs, s+1)
			}
		}
		if cost := kmeans.Cost(p.X, r.M, r.Y); !near(cost, r.Costs[len(r.Costs)-1], 1e-9) && cost > 1e-20 {
			t.Errorf("%s: costs %v, but Cost(X, M, Y) is %v", p.name, r.Costs, cost)
		}
	}, lattice, blobs, tails, wild)
}

// Begun from its own result, Fit stays there.
func TestFixedPoint(t *testing.T) {
	randomProblems(60, func(p problem) {
		p = unshifted(p)
		r, err := kmeans.Fit(p.X, p.M, 300)
		if err != nil || !r.Converged {
			t.Fatalf("%s: Fit for 300 steps: %v, %+v", p.name, err, r)
		}
		again, err := kmeans.Fit(p.X, r.M, 300)
		if err != nil || !slices.Equal(again.Y, r.Y) || !isRows(again.M, rows(r.M)) || len(again.Costs) != 2 || !again.Converged {
			t.Errorf("%s: Fit from its result\n%+v\nis\n%+v, %v", p.name, r, again, err)
		}
	}, lattice, blobs, tails, wild)
}

// Powers of two only move the exponents: labels keep their bits, and so do centers and
// costs but for the exponent. Fit keeps this up where squares overflow or vanish.
func TestScaling(t *testing.T) {
	randomProblems(25, func(p problem) {
		Y, Z := kmeans.Expectation(p.X, p.M)
		M := kmeans.Maximization(p.X, Z)
		r, err := kmeans.Fit(p.X, p.M, 5)
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		for _, e := range []int{1, -1, 100, -100, 400, -400, 470, -470, 600, -600, 900, -900} {
			s := math.Ldexp(1, e)
			X2, M2 := p.X.Scale(s), p.M.Scale(s)
			if e*e < 471*471 {
				gotY, gotZ := kmeans.Expectation(X2, M2)
				if got := kmeans.Maximization(X2, gotZ); !slices.Equal(gotY, Y) || !isRows(got, rows(M.Scale(s))) {
					t.Errorf("%s: times 2^%d, the slide's step gives\n%v\n%v\nwant\n%v\n%v", p.name, e, gotY, got, Y, M.Scale(s))
				}
			}
			got, err := kmeans.Fit(X2, M2, 5)
			if err != nil {
				t.Fatalf("%s: times 2^%d: %v", p.name, e, err)
			}
			if !slices.Equal(got.Y, r.Y) || !isRows(got.M, rows(r.M.Scale(s))) || got.Converged != r.Converged {
				t.Errorf("%s: times 2^%d, Fit gives\n%v\n%v\nwant\n%v\n%v", p.name, e, got.Y, got.M, r.Y, r.M.Scale(s))
			}
			if !slices.EqualFunc(got.Costs, r.Costs, func(a, b float64) bool { return same(a, math.Ldexp(b, 2*e)) }) {
				t.Errorf("%s: times 2^%d, Fit's costs are %v, want %v times 2^%d", p.name, e, got.Costs, r.Costs, 2*e)
			}
		}
	}, lattice, blobs, wild, far)
}

// The mirror image of the data has the mirror image of the centers.
func TestNegation(t *testing.T) {
	randomProblems(40, func(p problem) {
		X, M := p.X.Scale(-1), p.M.Scale(-1)
		Y, Z := kmeans.Expectation(p.X, p.M)
		gotY, gotZ := kmeans.Expectation(X, M)
		if !slices.Equal(gotY, Y) {
			t.Errorf("%s: negated, Expectation gives %v, want %v", p.name, gotY, Y)
		}
		want, got := kmeans.Maximization(p.X, Z).Scale(-1), kmeans.Maximization(X, gotZ)
		if !slices.EqualFunc(rows(got), rows(want), func(a, b []float64) bool {
			return slices.EqualFunc(a, b, func(a, b float64) bool { return a == b || a != a && b != b }) // −0 is 0
		}) {
			t.Errorf("%s: negated, Maximization gives\n%v\nwant\n%v", p.name, got, want)
		}
		r, err := kmeans.Fit(p.X, p.M, 10)
		r2, err2 := kmeans.Fit(X, M, 10)
		if err != nil || err2 != nil {
			t.Fatalf("%s: %v, %v", p.name, err, err2)
		}
		if !slices.Equal(r2.Y, r.Y) || !r2.M.Equal(r.M.Scale(-1)) || !slices.Equal(r2.Costs, r.Costs) {
			t.Errorf("%s: negated, Fit gives\n%+v\nwant\n%+v with the other sign", p.name, r2, r)
		}
	}, lattice, blobs, scales, tails, wild, far)
}

// separated returns m points of k blobs, one center in each, and whose blob each point
// is. All coordinates are multiples of 2⁻²⁰ below 2⁷, so that adding a number like
// 10⁸ is exact.
func separated(seed uint64, m, n, k int) (X, M *matrix.Matrix, Y []int) {
	rng := rand.New(rand.NewPCG(seed, 7))
	X, M, Y = matrix.New(m, n), matrix.New(k, n), make([]int, m)
	for i := range m {
		Y[i] = i % k
		for l := range n {
			center := 8 * float64((Y[i]>>l&1)*2-1) // a corner of a cube
			v := math.Round(max(-4, min(4, rng.NormFloat64()))*0x1p20) / 0x1p20
			X.Set(i, l, center+v)
			if i < k {
				M.Set(i, l, center+v)
			}
		}
	}
	return X, M, Y
}

func TestOrderOfRows(t *testing.T) {
	for seed := range uint64(10) {
		X, M, _ := separated(seed, 200, 3, 8)
		order := rand.New(rand.NewPCG(seed, 8)).Perm(200)
		r, err := kmeans.Fit(X, M, 50)
		r2, err2 := kmeans.Fit(X.Index(order), M, 50)
		if err != nil || err2 != nil {
			t.Fatalf("seed %d: %v, %v", seed, err, err2)
		}
		for i, from := range order {
			if r2.Y[i] != r.Y[from] {
				t.Errorf("seed %d: the label of row %d is %d, and %d as row %d", seed, from, r.Y[from], r2.Y[i], i)
			}
		}
		if !allNear(rows(r2.M), rows(r.M), 1e-12) {
			t.Errorf("seed %d: with the rows in another order the centers are\n%v\nnot\n%v", seed, r2.M, r.M)
		}
	}
}

// Blobs far from the origin are the same blobs.
func TestOffset(t *testing.T) {
	for seed := range uint64(10) {
		X, M, Y := separated(seed, 400, 3, 8)
		want, err := kmeans.Fit(X, M, 50)
		if err != nil || !slices.Equal(want.Y, Y) {
			t.Fatalf("seed %d: Fit(X, M, 50) = %+v, %v; want labels %v", seed, want, err, Y)
		}
		for _, offset := range [][]float64{{1e8, 1e8, 1e8}, {-1e8, -1e8, -1e8}, {1e8, -3e7, 0x1p30}, {0, 1e8, -77777}, {1e3, -1e3, 1e3}} {
			add := matrix.FromRows([][]float64{offset})
			got, err := kmeans.Fit(X.Add(add), M.Add(add), 50)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.Y, Y) || !got.Converged || len(got.Costs) != len(want.Costs) {
				t.Errorf("seed %d, moved by %v: Fit has labels %v after %d steps, want %v after %d",
					seed, offset, got.Y, len(got.Costs), Y, len(want.Costs))
			}
			if !allNear([][]float64{got.Costs}, [][]float64{want.Costs}, 1e-9) {
				t.Errorf("seed %d, moved by %v: Fit has costs %v, want %v", seed, offset, got.Costs, want.Costs)
			}
			for j, mu := range rows(got.M) {
				for l, v := range mu {
					if d := v - offset[l] - want.M.At(j, l); math.Abs(d) > 0x1p-50*math.Abs(offset[l])+1e-12 {
						t.Errorf("seed %d, moved by %v: Fit has center %v, want %v with the offset", seed, offset, mu, want.M.Row(j))
					}
				}
			}
		}
	}
}

// Nothing changes its operands, and nothing returned is a view of them.
func TestOperandsStay(t *testing.T) {
	for _, offset := range []float64{0, 1e8} {
		for _, s := range []float64{1, 0x1p600} {
			p, add := newProblem(blobs, 2, 60, 2, 6), matrix.FromRows([][]float64{{offset, 0}})
			p.M.Set(3, 1, -90) // a center that stays without points
			X, M, Y := p.X.Add(add).Scale(s), p.M.Add(add).Scale(s), make([]int, 60)
			if r := fit(t, X, M.Scale(1), 50); len(r.Costs) < 5 || r.M.At(3, 1) != -90*s {
				t.Fatalf("%s: Fit takes %d steps to\n%v\nthat tries too little", p.name, len(r.Costs), r.M)
			}
			wantX, wantM, wantY := rows(X), rows(M), slices.Clone(Y)
			Z := kmeans.RowwiseOneHot(Y, 6)
			wantZ := rows(Z)
			rng := rand.New(rand.NewPCG(1, 1))
			for name, f := range map[string]func() *matrix.Matrix{
				"Expectation":         func() *matrix.Matrix { _, Z := kmeans.Expectation(X, M); return Z },
				"Maximization":        func() *matrix.Matrix { return kmeans.Maximization(X, Z) },
				"CountedMaximization": func() *matrix.Matrix { return kmeans.CountedMaximization(X, Z) },
				"RowwiseOneHot":       func() *matrix.Matrix { return kmeans.RowwiseOneHot(Y, 6) },
				"Shuffle":             func() *matrix.Matrix { return kmeans.Shuffle(X, 4, rng) },
				"Resample":            func() *matrix.Matrix { return kmeans.Resample(X, 4, rng) },
				"PlusPlus":            func() *matrix.Matrix { return kmeans.PlusPlus(X, 4, rng) },
				"Cost":                func() *matrix.Matrix { kmeans.Cost(X, M, Y); return nil },
				"Certain":             func() *matrix.Matrix { kmeans.Certain(X, M); return nil },
				"Fit, 1 step":         func() *matrix.Matrix { return fit(t, X, M, 1).M },
				"Fit":                 func() *matrix.Matrix { return fit(t, X, M, 50).M },
			} {
				A := f()
				if A != nil {
					m, _ := A.Dims()
					for i := range m {
						clear(A.Row(i)) // what is returned is the caller's own
					}
				}
				if !isRows(X, wantX) || !isRows(M, wantM) || !isRows(Z, wantZ) || !slices.Equal(Y, wantY) {
					t.Fatalf("%s, offset %v, scale %v: X, M, Y or Z has changed", name, offset, s)
				}
			}
		}
	}
}

func fit(t *testing.T, X, M *matrix.Matrix, steps int) kmeans.Result {
	t.Helper()
	r, err := kmeans.Fit(X, M, steps)
	if err != nil {
		t.Fatalf("Fit(%v, %v, %d): %v", X, M, steps, err)
	}
	return r
}

// Whatever the bits, Fit returns an error or a result that makes sense.
func FuzzFit(f *testing.F) {
	bits := func(values ...float64) []byte {
		var data []byte
		for _, v := range values {
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
		}
		return data
	}
	f.Add(bits(1, 6, 0, 7, 1, 4, 7, 6, 2, 7, 4, 7, 1, 6, 0, 7), uint8(6), uint8(2), uint8(2), uint8(50))
	f.Add(bits(1, nan, 3), uint8(2), uint8(1), uint8(1), uint8(1))
	f.Add(bits(1, 2, 3, -inf), uint8(3), uint8(1), uint8(1), uint8(1))
	f.Add(bits(math.MaxFloat64, -math.MaxFloat64, 0, 1), uint8(8), uint8(2), uint8(3), uint8(9))
	f.Add(bits(math.MaxFloat64), uint8(8), uint8(1), uint8(8), uint8(9))
	f.Add(bits(math.MaxFloat64, math.MaxFloat64, math.MaxFloat64/2), uint8(8), uint8(1), uint8(2), uint8(9))
	f.Add(bits(math.MaxFloat64, math.MaxFloat64, 0x1.0303030303030p1023), uint8(8), uint8(1), uint8(2), uint8(9)) // a mean rounds to 2¹⁰²⁴
	f.Add(bits(0x1p-1074, 0, -0x1p-1074), uint8(7), uint8(2), uint8(6), uint8(9))
	f.Add(bits(1e200, 1e-200, 1, -1e-320, 5), uint8(8), uint8(3), uint8(7), uint8(20))
	f.Add(bits(0, math.Copysign(0, -1)), uint8(5), uint8(2), uint8(5), uint8(3))
	f.Add(bits(), uint8(0), uint8(0), uint8(0), uint8(0))
	f.Add(bits(3, 4), uint8(2), uint8(1), uint8(5), uint8(3))
	f.Add(bits(3, 4), uint8(2), uint8(0), uint8(1), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, m, n, k, steps uint8) {
		X, M := matrix.New(int(m%9), int(n%4)), matrix.New(int(k%9), int(n%4))
		good := m%9 > 0 && n%4 > 0 && k%9 > 0 && k%9 <= m%9 && steps > 0
		at := 0
		for _, A := range []*matrix.Matrix{X, M} {
			for i := range rows(A) {
				row := A.Row(i)
				for l := range row {
					if len(data) >= 8 {
						row[l] = math.Float64frombits(binary.LittleEndian.Uint64(data[at:]))
						at = (at + 8) % (len(data) &^ 7)
					}
					good = good && row[l]-row[l] == 0
				}
			}
		}
		r, err := kmeans.Fit(X, M, int(steps))
		if (err == nil) != good {
			t.Fatalf("Fit(%v, %v, %d) = %v, %v; want an error: %v", rows(X), rows(M), steps, r, err, !good)
		}
		if err != nil {
			return
		}
		for i, y := range r.Y {
			if y < 0 || y >= int(k%9) {
				t.Fatalf("Fit(%v, %v, %d): point %d has label %d", rows(X), rows(M), steps, i, y)
			}
		}
		if len(r.Y) != int(m%9) || len(r.Costs) < 1 || len(r.Costs) > int(steps) || slices.ContainsFunc(r.Costs, func(c float64) bool { return !(c >= 0) }) {
			t.Fatalf("Fit(%v, %v, %d) = %+v", rows(X), rows(M), steps, r)
		}
		// Fit may lose bits of values 2¹⁰⁰⁰ times smaller than the largest.
		largest := 0.0
		for _, x := range append(rows(X), rows(M)...) {
			for _, v := range x {
				largest = max(largest, math.Abs(v))
			}
		}
		for l := range X.Row(0) {
			low, high := inf, -inf
			for _, x := range append(rows(X), rows(M)...) {
				low, high = min(low, x[l]), max(high, x[l])
			}
			for _, mu := range rows(r.M) {
				slack := max(1e-14*max(math.Abs(low), math.Abs(high)), 0x1p-1000*largest)
				if !(mu[l] >= low-slack && mu[l]-slack <= high) || math.IsInf(mu[l], 0) {
					t.Fatalf("Fit(%v, %v, %d).M = %v: outside the data", rows(X), rows(M), steps, rows(r.M))
				}
			}
		}
	})
}
