package kmeans

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/matrix"
)

// randomMatrix returns lattice points (full of ties), blobs, or values of very
// different sizes.
func randomMatrix(m, n int, rng *rand.Rand) *matrix.Matrix {
	A := matrix.New(m, n)
	kind := rng.IntN(3)
	for i := range m {
		for l := range n {
			switch kind {
			case 0:
				A.Set(i, l, float64(rng.IntN(4)))
			case 1:
				A.Set(i, l, float64(rng.IntN(5))+rng.Float64())
			case 2:
				A.Set(i, l, math.Ldexp(rng.Float64()-0.5, rng.IntN(40)-20))
			}
		}
	}
	return A
}

// A step that leaves points out must give the labels of a step that looks at all.
func TestBoundsChangeNoLabel(t *testing.T) {
	left := 0
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 1))
		m, n, k := 30+rng.IntN(100), 1+rng.IntN(9), 5+rng.IntN(8)
		X := randomMatrix(m, n, rng)
		r := newRun(X, Shuffle(X, k, rng))
		r.bounds = newBounds(m, n, k, motionFor(X).reach)
		for step := range 15 {
			r.relabel()
			for i, lead := range r.lead {
				if lead > 0 {
					left++
				}
				p := make([]float64, k)
				matrix.AddRowDot(p, X.Row(i), r.M.T())
				if want, _, _ := nearest(p, r.mStar); r.Y[i] != want {
					t.Fatalf("seed %d, step %d: label of %v is %d, want %d (lead %v)", seed, step, X.Row(i), r.Y[i], want, lead)
				}
			}
			r.recenter()
		}
		r.stop()
	}
	if left < 10000 {
		t.Errorf("only %d points were ever left out", left)
	}
}

// A point whose scores are so close that rounding may have ordered them must be
// looked at in every step, however still the centers lie.
func TestLeadLeavesRoomForRounding(t *testing.T) {
	for n := range 20 {
		const reach = 3.0
		r := run{Y: []int{0}, bounds: newBounds(1, n, 5, reach)}
		gap := 6 * float64(n+2) * u * reach * reach // twice the error of a score
		r.setLead(0, reach*reach, -1, -1+gap)
		if r.leads(0) {
			t.Errorf("n = %d: two scores %v apart give a lead of %v, want none", n, gap, r.lead[0])
		}
	}
}

// obvious may only spare isCertain work, never overrule it.
func TestObviousIsCertain(t *testing.T) {
	yes := 0
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 2))
		n, k := 1+rng.IntN(6), 1+rng.IntN(5)
		M := randomMatrix(k, n, rng)
		x := randomMatrix(1, n, rng).Row(0)
		if k > 1 { // nearly between two centers
			off := math.Ldexp(rng.Float64(), -rng.IntN(55))
			for l := range x {
				x[l] = (M.At(0, l)+M.At(1, l))/2 + off*(M.At(0, l)-M.At(1, l))
			}
		}
		X := matrix.FromRows([][]float64{x})
		got, want := Certain(X, M)[0], isCertain(x, M, make([]float64, k), make([]float64, k))
		if got != want {
			t.Fatalf("seed %d: Certain(%v, %v) = %v, isCertain says %v", seed, x, M, got, want)
		}
		if want {
			yes++
		}
	}
	if yes < 200 || yes > 1800 {
		t.Errorf("%d of 2000 are certain: that tries too little", yes)
	}
}

func TestNearest(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		p, q          []float64
		y             int
		first, second float64
	}{
		{[]float64{0}, []float64{3}, 0, 3, inf},
		{[]float64{0, 0, 0}, []float64{2, 1, 3}, 1, 1, 2},
		{[]float64{0, 0, 0}, []float64{1, 1, 1}, 0, 1, 1},       // the first of equals
		{[]float64{0, 2, 1.5}, []float64{0, 1, 0}, 1, -3, -3},   // negative scores
		{[]float64{5, -5, 5}, []float64{10, 10, 11}, 0, 0, 1},   // 0 is neither −0 nor negative
		{[]float64{0, 0, 0, 0}, []float64{4, 3, 2, 1}, 3, 1, 2}, // falling
		{[]float64{0, 0, 0, 0}, []float64{1, 2, 3, 4}, 0, 1, 2}, // rising
		{[]float64{0, 0, 0}, []float64{0x1p-1074, 0, 1}, 1, 0, 0x1p-1074},
	} {
		y, first, second := nearest(c.p, c.q)
		if y != c.y || first != c.first || second != c.second {
			t.Errorf("nearest(%v, %v) = %d, %v, %v, want %d, %v, %v", c.p, c.q, y, first, second, c.y, c.first, c.second)
		}
	}
}

// Up to four centers must have the label and the gap that any number has.
func TestFew(t *testing.T) {
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 3))
		n, k := 1+rng.IntN(6), 1+rng.IntN(4)
		M, X := randomMatrix(k, n, rng), randomMatrix(1, n, rng)
		p, q := make([]float64, k), make([]float64, k)
		matrix.AddRowDot(p, X.Row(0), M.T())
		for j := range q {
			q[j] = squaredNorm(M.Row(j))
		}
		y, first, second := nearest(p, q)

		r := newRun(X, M)
		r.relabel()
		if r.Y[0] != y {
			t.Fatalf("seed %d: label of %v among %v is %d, want %d", seed, X, M, r.Y[0], y)
		}
		if gap := r.gap(X.Row(0)); gap != second-first {
			t.Fatalf("seed %d: gap of %v among %v is %v, want %v", seed, X, M, gap, second-first)
		}
	}
}

// A motion must be exact: what do takes away, undo brings back, bit for bit, and
// differences between points are those of the moved points.
func TestMotion(t *testing.T) {
	for _, c := range []struct {
		name  string
		X     [][]float64
		shift []float64
		scale int
	}{
		{"around the origin", [][]float64{{-1, 2}, {3, -4}}, []float64{0, 0}, 0},
		{"one column far away", [][]float64{{1e8, 1}, {1e8 + 3, -1}, {1e8 + 0.25, 0}}, []float64{1e8, 0}, 0},
		{"negative", [][]float64{{-5}, {-8}, {-10}}, []float64{-5}, 0},
		{"largest twice the smallest", [][]float64{{5}, {10}}, []float64{5}, 0},
		{"more than twice", [][]float64{{5}, {math.Nextafter(10, 11)}}, []float64{0}, 0},
		{"more than twice, subnormal", [][]float64{{2 * eta}, {5 * eta}}, []float64{0}, safe + 1071},
		{"a zero", [][]float64{{0}, {1}}, []float64{0}, 0},
		{"one value", [][]float64{{7}, {7}}, []float64{7}, 0},
		{"huge", [][]float64{{1e200}, {-1e200}}, []float64{0}, safe - 665},
		{"tiny", [][]float64{{1e-200}, {-1e-200}}, []float64{0}, safe + 664},
		{"smallest of all", [][]float64{{0x1p-1074}, {0}}, []float64{0}, safe + 1073},
		{"largest of all", [][]float64{{math.MaxFloat64}, {-math.MaxFloat64}}, []float64{0}, safe - 1024},
	} {
		X := matrix.FromRows(c.X)
		move := motionFor(X)
		if !slices.Equal(move.shift, c.shift) || move.scale != c.scale {
			t.Errorf("%s: motionFor(%v) shifts by %v and scales by 2^%d, want %v and 2^%d",
				c.name, c.X, move.shift, move.scale, c.shift, c.scale)
		}
		moved := move.do(X)
		if back := move.undo(moved); !back.Equal(X) {
			t.Errorf("%s: undo(do(%v)) = %v", c.name, c.X, back)
		}
		m, _ := moved.Dims()
		for i := range m {
			if norm := math.Sqrt(squaredNorm(moved.Row(i))); norm > move.reach*(1+1e-15) {
				t.Errorf("%s: a row has norm %v, beyond reach %v", c.name, norm, move.reach)
			}
		}
	}
}

func TestTeam(t *testing.T) {
	for _, size := range []int{1, 2, 3, 8} {
		var g team
		g.start(size)
		for n := range 20 {
			seen := make([]int, n)
			g.share(n, func(_, lo, hi int) {
				for i := lo; i < hi; i++ {
					seen[i]++
				}
			})
			for i, times := range seen {
				if times != 1 {
					t.Errorf("a team of %d sharing %d: piece %d done %d times, want once", size, n, i, times)
				}
			}
		}
		g.stop()
	}
}
