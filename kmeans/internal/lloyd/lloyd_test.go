package lloyd

import (
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
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

// The product of the tiles is matrix.Dot, bit for bit.
func TestTilesDot(t *testing.T) {
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 1))
		m, n, k := 1+rng.IntN(4), rng.IntN(20), 1+rng.IntN(10)
		X, M := random(rng, m, n, rng.NormFloat64), random(rng, k, n, rng.NormFloat64)
		tiles := newTiles(k, n)
		for j := range k {
			tiles.set(j, M.Row(j), 0)
		}
		want := X.Dot(M.T())
		for i := range m {
			for j := range k {
				p0, p1, p2, p3 := tiles.dot(j/4, X.Row(i))
				if got := [4]float64{p0, p1, p2, p3}[j%4]; got != want.At(i, j) {
					t.Fatalf("seed %d, shapes %d×%d, %d×%d: element (%d, %d) is %v, matrix.Dot has %v", seed, m, n, k, n, i, j, got, want.At(i, j))
				}
			}
		}
	}
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

// The filter's bounds hold in exact arithmetic. The test is sharp enough to see an
// eighth of the slack fail: here the norms are much larger than the distances, and some
// error comes near what the bounds allow.
func TestFilterBounds(t *testing.T) {
	worst := 0.0
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
		M := X.Index([]int{1, 2, 3, 4, 5})
		f := newFilter(X, M)
		clear(f.shift) // the sharpest test: points far from the shift
		seen := make([]float64, n)
		f.set(M, seen)
		norm := f.see(X.Row(0), seen)
		for j := range 5 {
			exact := rat(f.scale, X.Row(0), M.Row(j))
			p0, p1, p2, p3 := f.tiles.dot(j/4, seen)
			low := square([4]float64{p0, p1, p2, p3}[j%4], norm, f.tiles.norms[j/4][j%4], false).value()
			high := low + 2*f.slack*(norm+f.tiles.norms[j/4][j%4]+0x1p-900)
			if new(big.Rat).SetFloat64(low).Cmp(exact) > 0 || new(big.Rat).SetFloat64(high).Cmp(exact) < 0 {
				t.Fatalf("seed %d, center %d: squared distance between %v and %v, exactly it is %v", seed, j, low, high, exact.FloatString(30))
			}
			e, _ := exact.Float64()
			worst = max(worst, math.Abs(e-(low+high)/2)/((high-low)/2))

			least, most := f.distance(X.Row(0), M.Row(j))
			if least > 0 && new(big.Rat).SetFloat64(least*least).Cmp(exact) > 0 || new(big.Rat).SetFloat64(most*most).Cmp(exact) < 0 {
				t.Fatalf("seed %d, center %d: distance between %v and %v, its square is %v", seed, j, least, most, exact.FloatString(30))
			}
		}
	}
	if t.Logf("the largest error is %.2f of what the bounds allow", worst); worst < 0.13 {
		t.Errorf("the largest error is %v of what the bounds allow: this tries them too little", worst)
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
				lead := float64(b.lead[i]) - b.total
				if _, far := f.distance(X.Row(i), r.M.Row(y)); lead > far {
					spared++
				}
				for j := range k {
					if j == y {
						continue
					}
					low := max(lead, float64(b.of(i)[j/4/b.size])-b.way[j/4/b.size])
					if low > 0 && new(big.Rat).SetFloat64(low*low).Cmp(rat(f.scale, X.Row(i), r.M.Row(j))) > 0 {
						t.Fatalf("seed %d, step %d, point %d: center %d is nearer than the bound %v", seed, step, i, j, low)
					}
				}
			}
		}
	}
	if t.Logf("%d labels are spared", spared); spared < 5500 {
		t.Errorf("the bounds spare %d labels: that is too few", spared)
	}
	if groups := len(newBounds(1, 100, 1000).way); groups > 64 {
		t.Errorf("%d groups, more than 64", groups)
	}
}

// A bound that is a last bit too short spares nothing. A point that is equal to one that
// took exact arithmetic gets its label, without a bound.
func TestLabel(t *testing.T) {
	X := matrix.FromRows([][]float64{{0}})
	r := newRun(X, matrix.FromRows([][]float64{{math.Nextafter(1.5, 2)}, {1.5}}))
	r.filter.set(r.M, r.cores[0].seen.Row(0))
	r.bounds.lead[0] = float32(1.5 * r.filter.scale)
	if r.label(&r.cores[0], 0); r.Y[0] != 1 {
		t.Errorf("label %d, want 1: center 0 is farther by a bit", r.Y[0])
	}

	r = newRun(matrix.New(2*block, 1), matrix.FromRows([][]float64{{-1}, {1}}))
	r.filter.set(r.M, r.cores[0].seen.Row(0))
	for i := range r.Y {
		r.Y[i] = 1
	}
	r.label(&r.cores[0], 0)
	r.bounds.of(block)[0] = 9
	r.label(&r.cores[0], 1)
	for i, y := range r.Y {
		if y != 0 || r.bounds.lead[i] >= float32(r.filter.scale) {
			t.Fatalf("a tie: point %d gets label %d and lead %v, want 0 and less than %v", i, y, r.bounds.lead[i], r.filter.scale)
		}
	}
	if &r.cores[0].exact[0] != &r.X.Row(0)[0] {
		t.Errorf("more than the first of equal points took exact arithmetic")
	}
}

// Each comparison agrees with rational numbers, and compare says truly whether it was
// exact.
func TestNearer(t *testing.T) {
	exactly, near := 0, 0
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
		A := random(rng, 3, n, values[rng.IntN(len(values))])
		x, a, b := A.Row(0), A.Row(1), A.Row(2)
		want := rat(1, x, a).Cmp(rat(1, x, b))
		if got := nearer(x, a, b, squaredDistance(x, a), squaredDistance(x, b)); got != (want < 0) {
			t.Fatalf("x = %v, a = %v, b = %v: nearer is %v, want %v", x, a, b, got, want < 0)
		}
		if got := compareBig(x, a, b); got != want {
			t.Fatalf("x = %v, a = %v, b = %v: compareBig is %d, want %d", x, a, b, got, want)
		}
		sum, exact := compare(x, a, b)
		if exact {
			exactly++
			if big.NewFloat(sum).Sign() != want {
				t.Fatalf("x = %v, a = %v, b = %v: compare says exactly %v, want sign %d", x, a, b, sum, want)
			}
		}
		if want == 0 && !slices.Equal(a, b) {
			near++
		}
	}
	if exactly < 1000 || near < 100 {
		t.Errorf("%d exact comparisons and %d ties: that is too few", exactly, near)
	}

	// Here a product alone is rounded, to the same number: a is farther by 2⁻¹⁰⁴.
	x, a, b := []float64{0, 0}, []float64{1 + 0x1p-52, 0}, []float64{0, 1 + 0x1p-52}
	if sum, exact := compare(x, a, b); exact {
		t.Errorf("compare(%v, %v, %v) = %v, exact; the squares have 106 bits", x, a, b, sum)
	}
}

// A team does every piece of each job once, on as many cores as it has and no more, and
// leaves nothing running behind it, after a panic either. A small job stays on its own core.
func TestShare(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, cores := range []int{1, 2, 7} {
		team := newTeam(cores)
		for _, n := range []int{0, 1, 5, 1000} {
			done, busy := make([]atomic.Int64, n), make([]atomic.Int64, cores)
			team.share(n, func(w, p int) {
				if w < 0 || w >= cores || busy[w].Add(1) != 1 {
					t.Errorf("worker %d of %d does two pieces at once, or there is none", w, cores)
				}
				if w > 0 { // a helper is slow
					time.Sleep(time.Millisecond)
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
		func() {
			defer func() { recover() }()
			defer team.dismiss()
			team.share(1, func(w, p int) {
				if w == 0 {
					panic("a piece fails")
				}
			})
		}()
		for range 1000 { // a goroutine that is done needs a moment to end
			if runtime.NumGoroutine() == before {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if after := runtime.NumGoroutine(); after > before {
			t.Errorf("%d goroutines after a team of %d cores, %d before", after, cores, before)
		}
	}
	if c := cores(200 * 2); c != 1 {
		t.Errorf("the slide's job of 200×2 takes %d cores, want 1", c)
	}
}
