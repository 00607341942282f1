package lloyd

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/kmeans-by-hand/matrix"
)

// The engine as a whole is held to exact arithmetic by the tests of package kmeans.
// Here each part is held to its promise.

func random(rng *rand.Rand, m, n int, f func() float64) *matrix.Matrix {
	A := matrix.New(m, n)
	for i := range m {
		for l := range n {
			A.Set(i, l, f())
		}
	}
	return A
}

// rat returns the scaled squared distance in exact arithmetic.
func rat(scale float64, a, b []float64) *big.Rat {
	sum := new(big.Rat)
	for l := range a {
		d := new(big.Rat).SetFloat64(a[l])
		d.Sub(d, new(big.Rat).SetFloat64(b[l]))
		d.Mul(d, new(big.Rat).SetFloat64(scale))
		sum.Add(sum, d.Mul(d, d))
	}
	return sum
}

// newFit returns a filter with centers M.
func newFit(X, M *matrix.Matrix) *filter {
	x, mu := newTable(X), newTable(M)
	_, largest := exponents(x)
	f := newFilter(x, mu, slices.Max(largest))
	f.set(mu)
	return f
}

// The filter's bounds hold in exact arithmetic. The test is sharp enough to see an
// eighth of the slack fail: here the norms are much larger than the distances, and some
// error comes near what the bounds allow.
func TestFilterBounds(t *testing.T) {
	worst := 0.0
	check := func(name string, x []float64, M *matrix.Matrix) {
		f := newFit(matrix.FromRows([][]float64{x}), M)
		top := 0.0
		for _, v := range append(newTable(M).data, x...) {
			top = max(top, f.scale*math.Abs(v))
		}
		if top < 0x1p59 || top > 0x1p60 {
			t.Fatalf("%s: the largest element becomes %v, want 2⁵⁹ to 2⁶⁰", name, top)
		}
		clear(f.shift) // the sharpest test: points far from the shift
		f.set(newTable(M))
		moved := make([]float64, len(x))
		norm := f.move(x, moved)
		for j, mu := range M.Rows() {
			exact := rat(f.scale, x, mu)
			p0, p1, p2, p3 := f.tiles.dot(j/4, moved)
			center := f.tiles.norms[j/4][j%4]
			low := lowerBound([4]float64{p0, p1, p2, p3}[j%4], norm, center, false).value()
			high := low + 2*f.slack*(norm+center+0x1p-900)
			if new(big.Rat).SetFloat64(low).Cmp(exact) > 0 || new(big.Rat).SetFloat64(high).Cmp(exact) < 0 {
				t.Fatalf("%s, center %d: squared distance between %v and %v, exactly it is %v", name, j, low, high, exact.FloatString(30))
			}
			e, _ := exact.Float64()
			worst = max(worst, math.Abs(e-(low+high)/2)/((high-low)/2))

			d := f.distance(x, mu)
			least, most := new(big.Rat).SetFloat64(2*d-f.upper(d)), new(big.Rat).SetFloat64(f.upper(d))
			if least.Sign() > 0 && least.Mul(least, least).Cmp(exact) > 0 || most.Mul(most, most).Cmp(exact) < 0 {
				t.Fatalf("%s, center %d: distance %v, upper bound %v, its square is %v", name, j, d, f.upper(d), exact.FloatString(30))
			}
		}
	}
	check("one coordinate", []float64{0x1.0e86dccca6122p+00}, matrix.FromRows([][]float64{{-0x1.e5d1a9056ab88p-01}}))
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 2))
		n := 1 + rng.IntN(12)
		size := math.Ldexp(1, rng.IntN(1900)-950)
		far := float64(rng.IntN(2)) * math.Ldexp(1, rng.IntN(40))
		at := random(rng, 1, n, func() float64 { return size * (far + rng.NormFloat64()) }).Row(0)
		near := math.Ldexp(size, -rng.IntN(50))
		X := random(rng, 6, n, rng.NormFloat64)
		for i := range 6 {
			for l, v := range X.Row(i) {
				X.Set(i, l, at[l]+near*v)
			}
		}
		check(fmt.Sprint("seed ", seed), X.Row(0), X.Index([]int{1, 2, 3, 4, 5}))
	}
	if t.Logf("the largest error is %.2f of what the bounds allow", worst); worst < 0.13 {
		t.Errorf("the largest error is %v of what the bounds allow: this tries them too little", worst)
	}
	if d := ordered(-1).root(); d != 0 {
		t.Errorf("the distance of a square below 0 is %v, want 0", d)
	}
}

// After any number of steps no center but the point's own lies below a bound.
func TestBoundsHold(t *testing.T) {
	spared := 0
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 3))
		m, n, k := 20+rng.IntN(30), 1+rng.IntN(4), 2+rng.IntN(40)
		k = min(k, m)
		X := random(rng, m, n, func() float64 { return float64(rng.IntN(3)*4) + rng.NormFloat64() })
		if seed%3 == 0 {
			X = X.Add(random(rng, 1, n, func() float64 { return 1e7 }))
		}
		r := newRun(X, X.Index(rng.Perm(m)[:k]))
		for step := range 4 {
			r.step()
			f, b := r.filter, r.bounds
			for i, y := range r.Y {
				global := float64(b.global[i]) - b.globalDrift
				if global > f.upper(f.distance(X.Row(i), r.M.row(y))) {
					spared++
				}
				for j := range k {
					if j == y {
						continue
					}
					low := max(global, float64(b.of(i)[j/4/b.size])-b.groupDrift[j/4/b.size])
					if low > 0 && new(big.Rat).SetFloat64(low*low).Cmp(rat(f.scale, X.Row(i), r.M.row(j))) > 0 {
						t.Fatalf("seed %d, step %d, point %d: center %d is nearer than the bound %v", seed, step, i, j, low)
					}
				}
			}
		}
	}
	if t.Logf("%d labels are spared", spared); spared < 5900 {
		t.Errorf("the bounds spare %d labels: that is too few", spared)
	}
	if groups := len(newBounds(1, 100, 1000).groupDrift); groups > 64 {
		t.Errorf("%d groups, more than 64", groups)
	}
}

// A bound that is a last bit too short spares nothing. A point that is equal to one that
// took test 3 gets its label, without a bound.
func TestLabel(t *testing.T) {
	X := matrix.FromRows([][]float64{{0}})
	r := newRun(X, matrix.FromRows([][]float64{{math.Nextafter(1.5, 2)}, {1.5}}))
	r.filter.set(r.M)
	r.bounds.global[0] = float32(1.5 * r.filter.scale)
	if r.label(&r.cores[0], 0); r.Y[0] != 1 {
		t.Errorf("label %d, want 1: center 0 is farther by a bit", r.Y[0])
	}

	r = newRun(matrix.New(block, 1), matrix.FromRows([][]float64{{-1}, {1}}))
	r.filter.set(r.M)
	for i := range r.Y {
		r.Y[i] = 1
	}
	r.label(&r.cores[0], 0)
	for i, y := range r.Y {
		if y != 0 || r.bounds.global[i] >= float32(r.filter.scale) {
			t.Fatalf("a tie: point %d gets label %d and bound %v, want 0 and less than %v", i, y, r.bounds.global[i], r.filter.scale)
		}
	}
	if &r.cores[0].last[0] != &r.X.data[0] {
		t.Errorf("more than the first of equal points took test 3")
	}
}

// Points far from the origin, or beside one huge value, need no exact arithmetic.
func TestExactIsRare(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 6))
	far, outlier := random(rng, block, 4, func() float64 { return 1e8 + rng.NormFloat64() }), random(rng, block, 4, rng.NormFloat64)
	outlier.Set(0, 0, 1e30) // in the sample for the shift
	for _, X := range []*matrix.Matrix{far, outlier} {
		r := newRun(X, X.Index([]int{1, 2, 3, 4, 5}))
		c := &r.cores[0]
		for step := range 5 {
			r.filter.set(r.M)
			r.label(c, 0)
			if c.last != nil && c.last[0] != 1e30 {
				t.Errorf("step %d: the point %v took test 3", step, c.last)
			}
			r.begun, c.last = true, nil
			r.maximize()
		}
	}
}

// Test 3 agrees with rational numbers, and difference says truly whether it is exact.
func TestNearer(t *testing.T) {
	exactly, near := 0, 0
	check := func(A *matrix.Matrix) (exact bool) {
		x, a, b := A.Row(0), A.Row(1), A.Row(2)
		f := newFit(A, A.Index([]int{1, 2}))
		want := rat(1, x, a).Cmp(rat(1, x, b))
		if got := f.exactLabel(x, newTable(A.Index([]int{1, 2})), make([]float64, 2)); (got == 1) != (want > 0) {
			t.Fatalf("x = %v, a = %v, b = %v: exactLabel is %d, and the distances compare as %d", x, a, b, got, want)
		}
		if got := bigDifference(x, a, b); got != want {
			t.Fatalf("x = %v, a = %v, b = %v: bigDifference is %d, want %d", x, a, b, got, want)
		}
		difference, exact := f.difference(x, a, b)
		if exact {
			exactly++
			if big.NewFloat(difference).Sign() != want {
				t.Fatalf("x = %v, a = %v, b = %v: the difference is exactly %v, want sign %d", x, a, b, difference, want)
			}
		}
		if want == 0 && !slices.Equal(a, b) {
			near++
		}
		return exact
	}
	for seed := range uint64(6000) {
		rng := rand.New(rand.NewPCG(seed, 4))
		n := 1 + rng.IntN(3)
		values := []func() float64{
			func() float64 { return float64(rng.IntN(4)) },
			func() float64 { return float64(rng.IntN(4)) / 10 },
			func() float64 { return 1 + float64(rng.IntN(3)-1)*0x1p-52 },
			func() float64 { return float64(rng.IntN(3)-1) * 0x1p-1074 },
			func() float64 { return math.Ldexp(1+rng.Float64(), -539+rng.IntN(3)) },
			func() float64 { return float64(rng.IntN(3)-1) * math.MaxFloat64 },
			func() float64 { return math.Ldexp(rng.NormFloat64(), rng.IntN(120)-60) },
		}
		check(random(rng, 3, n, values[rng.IntN(len(values))]))
	}
	if exactly < 1000 || near < 100 {
		t.Errorf("%d exact comparisons and %d ties: that is too few", exactly, near)
	}
	for _, A := range [][][]float64{
		{{0, 0}, {1 + 0x1p-52, 0}, {0, 1 + 0x1p-52}}, // a product alone is rounded
		// A product underflows, and before it the scaling: -1 is what the others are scaled by.
		{{0x1p-550, 0x1p-524, 0}, {0x1.0000004p-524, 0x1p-524, 1}, {0, 0, 1}},
		{{0x1p-1074, 0, 0}, {2, 0, 0x1p1023}, {-2, 0, 0x1p1023}},
	} {
		if check(matrix.FromRows(A)) {
			t.Errorf("difference(%v) is said to be exact", A)
		}
	}
}

// Parts of the points have sums that add up to the sums of all, in any order, and means are
// those of rational numbers, rounded once.
func TestSums(t *testing.T) {
	values := []func(rng *rand.Rand) float64{
		func(rng *rand.Rand) float64 { return rng.NormFloat64() },
		func(rng *rand.Rand) float64 { return 4e15 + float64(rng.IntN(20)) },
		func(rng *rand.Rand) float64 { return float64(rng.IntN(9)-4) * 0x1p-1074 },
		func(rng *rand.Rand) float64 { return float64(rng.IntN(9)-4) * 0x1.3p-1030 },
		func(rng *rand.Rand) float64 { return rng.Float64() * 0x1p-1022 }, // subnormal, with all their bits
		func(rng *rand.Rand) float64 { return math.MaxFloat64 * (1 - float64(rng.IntN(3))*0x1p-53) },
		func(rng *rand.Rand) float64 { return float64(rng.IntN(3)-1) * math.MaxFloat64 },
		func(rng *rand.Rand) float64 { return 1 + float64(rng.IntN(4))*0x1p-52 },
		func(rng *rand.Rand) float64 { return math.Ldexp(rng.NormFloat64(), rng.IntN(200)-100) },
		func(rng *rand.Rand) float64 { return math.Ldexp(rng.NormFloat64(), rng.IntN(2000)-1000) },
		func(rng *rand.Rand) float64 { return math.Float64frombits(rng.Uint64() &^ (1 << 62)) },
	}
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 5))
		m, value := 1+rng.IntN(9), values[rng.IntN(len(values))]
		X := random(rng, m, 2, func() float64 { return value(rng) }).Rows()
		smallest, largest := exponents(newTable(matrix.FromRows(X)))
		whole, part, gone := newSums(m, 2, smallest, largest), newSums(m, 2, smallest, largest), newSums(m, 2, smallest, largest)
		want := [2]big.Rat{}
		for _, x := range X {
			whole.add(1, 1, x)
			gone.add(1, 1, x)
			gone.add(1, 0, x)
			part.add(-1, 0, x) // what one core adds, another takes away
			for l, v := range x {
				want[l].Add(&want[l], new(big.Rat).SetFloat64(v))
			}
		}
		gone.merge(part)
		if !slices.Equal(whole.words, gone.words) || !slices.Equal(whole.counts, gone.counts) || slices.Max(part.words) != 0 {
			t.Fatalf("seed %d: X = %v has sums %v, and in parts %v", seed, X, whole, gone)
		}
		for l := range want {
			want, _ := want[l].Mul(&want[l], big.NewRat(1, int64(m))).Float64()
			if got := whole.mean(1, l); got != want {
				t.Fatalf("seed %d: X = %v: mean %v of column %d, want %v", seed, X, got, l, want)
			}
		}
	}
	smallest, largest := exponents(newTable(matrix.FromRows([][]float64{{0}, {1}, {-3}})))
	if s := newSums(3, 1, smallest, largest); s.width != 1 {
		t.Errorf("sums of 0, 1 and -3 have %d words, want 1", s.width)
	}
}

// Every piece is done once, on as many cores as there are and no more, and nothing is left
// running, after a panic either. A small job stays on its own core.
func TestShare(t *testing.T) {
	for _, cores := range []int{1, 2, 7} {
		for _, n := range []int{0, 1, 5, 1000} {
			done, busy := make([]atomic.Int64, n), make([]atomic.Int64, cores)
			share(cores, n, func(w, p int) {
				if w < 0 || w >= cores || busy[w].Add(1) != 1 {
					t.Errorf("core %d of %d does two pieces at once, or there is none", w, cores)
				}
				done[p].Add(1)
				busy[w].Add(-1)
			})
			for p := range done {
				if times := done[p].Load(); times != 1 {
					t.Fatalf("%d cores, %d pieces: piece %d was done %d times", cores, n, p, times)
				}
			}
		}
	}
	var met sync.WaitGroup // two pieces that wait for each other
	met.Add(2)
	share(2, 2, func(w, p int) {
		met.Done()
		met.Wait()
	})
	ended := false
	func() {
		defer func() { recover() }()
		started := make(chan bool)
		share(2, 2, func(w, p int) {
			if w == 0 {
				<-started
				panic("a piece fails")
			}
			started <- true
			time.Sleep(50 * time.Millisecond)
			ended = true
		})
	}()
	if !ended {
		t.Errorf("after a panic another core was still at work")
	}
	if small, large := cores(200*2), cores(1<<30); small != 1 || large != runtime.GOMAXPROCS(0) {
		t.Errorf("a small job takes %d cores, want 1; a large one %d, want all %d", small, large, runtime.GOMAXPROCS(0))
	}
}
