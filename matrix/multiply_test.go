package matrix

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

// TestMultiplyIsTextbook holds multiply to the definition of the product, bit for
// bit: whatever it leaves out, and in however many pieces it works.
func TestMultiplyIsTextbook(t *testing.T) {
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 0))
		m, p, n := rng.IntN(41), rng.IntN(41), rng.IntN(41)
		if seed%3 == 0 { // tall and narrow, as Z and X are
			m, n = rng.IntN(41), rng.IntN(4)
		}
		A, B := random(rng, m, p), random(rng, p, n)
		compareWithTextbook(t, fmt.Sprintf("seed %d", seed), A, B)
	}

	// Large enough to be shared, and with fewer rows or columns than cores.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, s := range [][3]int{
		{20000, 2, 4}, {4, 20000, 2}, {16, 2000, 8}, {2000, 8, 16},
		{1, 40000, 3}, {2, 30000, 2}, {3, 300, 100}, {7, 10, 2000}, {3, 2, 20000},
		{50000, 2, 1}, {1, 50000, 1}, {40000, 1, 2}, {101, 103, 107},
	} {
		m, p, n := s[0], s[1], s[2]
		for seed := range uint64(2) {
			rng := rand.New(rand.NewPCG(seed, 1))
			A, B := random(rng, m, p), random(rng, p, n)
			for _, procs := range []int{1, 2, 3, 8} {
				runtime.GOMAXPROCS(procs)
				compareWithTextbook(t, fmt.Sprintf("seed %d, GOMAXPROCS = %d", seed, procs), A, B)
			}
		}
	}
}

func compareWithTextbook(t *testing.T, what string, A, B *Matrix) {
	t.Helper()
	a, b := clone(A), clone(B)
	want := mat(A.rows, B.cols, make([]float64, A.rows*B.cols)...)
	got := clone(want)
	textbook(want, A, B)
	multiply(got, A, B)
	if !same(got, want) {
		t.Fatalf("%s, multiply %d×%d times %d×%d: %s as textbook has it",
			what, A.rows, A.cols, B.rows, B.cols, difference(got, want))
	}
	if !same(A, a) || !same(B, b) {
		t.Fatalf("%s, %d×%d times %d×%d: multiply changed an operand", what, A.rows, A.cols, B.rows, B.cols)
	}
}

// random returns an m×n matrix with rows of all the kinds that a product might
// treat in a way of their own. Half of the matrices are finite.
func random(rng *rand.Rand, m, n int) *Matrix {
	A := mat(m, n, make([]float64, m*n)...)
	finite := rng.IntN(2) == 0
	kinds := 1 + rng.IntN(6)
	for i := range m {
		row := A.data[i*n:][:n]
		switch rng.IntN(kinds) {
		case 0: // numbers
			for j := range row {
				row[j] = rng.NormFloat64()
			}
		case 1: // one-hot, as in Z
			if n > 0 {
				row[rng.IntN(n)] = 1
			}
		case 2: // the row above, but that a zero may change its sign
			if i > 0 {
				copy(row, A.data[(i-1)*n:])
				for j := range row {
					if row[j] == 0 && rng.IntN(2) == 0 {
						row[j] = minusZero
					}
				}
			}
		case 3: // sparse
			for range 1 + n/8 {
				if n > 0 {
					row[rng.IntN(n)] = anything(rng, finite)
				}
			}
		case 4: // zeros of both signs
			for j := range row {
				if rng.IntN(2) == 0 {
					row[j] = minusZero
				}
			}
		case 5:
			for j := range row {
				row[j] = anything(rng, finite)
			}
		}
	}
	return A
}

func anything(rng *rand.Rand, finite bool) float64 {
	some := [...]float64{0, minusZero, 1, -1, 0.1, 10, 1e16, -1e16, 1e308, -1e308, 1e-160, 5e-324, -5e-324, 0x1p-1022, nan, inf, -inf}
	k := len(some)
	if finite {
		k -= 3
	}
	if k := rng.IntN(2 * k); k < len(some) && (!finite || k < len(some)-3) {
		return some[k]
	}
	return rng.NormFloat64()
}

func TestAddRowDot(t *testing.T) {
	zeros := make([]float64, 8)
	for _, c := range []struct {
		c, a []float64
		B    *Matrix
		want []float64
	}{
		{[]float64{0}, []float64{3}, mat(1, 1, 4), []float64{12}},
		{[]float64{100}, []float64{3}, mat(1, 1, 4), []float64{112}},
		{[]float64{100, 200}, []float64{1, 6}, mat(2, 2, 1, 0, 6, 7), []float64{137, 242}},
		{[]float64{100, 200, 300}, []float64{1, 2}, mat(2, 3, 1, 2, 3, 4, 5, 6), []float64{109, 212, 315}},
		{[]float64{100}, []float64{1, 2, 3}, mat(3, 1, 4, 5, 6), []float64{132}},
		{[]float64{1, 2}, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, mat(10, 2, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7, 1, 8, 1, 9, 1, 10), []float64{56, 387}},
		// c first, then the terms in their order.
		{[]float64{1, 1e16}, []float64{1, 1}, mat(2, 2, 1e16, 1, -1e16, -1e16), []float64{0, 0}},
		{[]float64{-1}, []float64{0.1}, mat(1, 1, 10), []float64{0}}, // not fused
		// What c was counts: −0 + 0 is 0, and −0 + −0 is −0.
		{[]float64{minusZero, minusZero}, []float64{0}, mat(1, 2, 1, -1), []float64{0, minusZero}},
		{[]float64{minusZero}, zeros, mat(8, 1, 1, 1, 1, 1, 1, 1, 1, 1), []float64{0}},
		{[]float64{minusZero, 1, nan}, nil, mat(0, 3), []float64{minusZero, 1, nan}},
		// 0·Inf is NaN.
		{[]float64{1, 1}, zeros, mat(8, 2, 1, 1, 1, inf, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), []float64{1, nan}},
		{[]float64{inf, nan, 1}, []float64{1}, mat(1, 3, -inf, 1, inf), []float64{nan, nan, inf}},
		{[]float64{}, []float64{1, 2}, mat(2, 0), []float64{}},
		{nil, nil, mat(0, 0), nil},
	} {
		tryAddRowDot(t, fmt.Sprintf("c := %v; AddRowDot(c, %v, %s)", c.c, c.a, show(c.B)), c.c, c.a, c.B, c.want)
	}

	for seed := range uint64(1000) {
		rng := rand.New(rand.NewPCG(seed, 2))
		p, n := rng.IntN(41), rng.IntN(41)
		c, a, B := random(rng, 1, n).data, random(rng, 1, p).data, random(rng, p, n)
		want := slices.Clone(c)
		for l := range p {
			for j := range n {
				want[j] += float64(a[l] * B.data[l*n+j])
			}
		}
		tryAddRowDot(t, fmt.Sprintf("seed %d, %d×%d: AddRowDot(c, a, B)", seed, p, n), c, a, B, want)
		if t.Failed() {
			return
		}
	}

	a, c, B := []float64{1, 2, 3}, []float64{0, 0}, mat(3, 2, 1, 2, 3, 4, 5, 6)
	if allocs := testing.AllocsPerRun(10, func() { AddRowDot(c, a, B) }); allocs != 0 {
		t.Errorf("AddRowDot makes %v allocations a call, want none", allocs)
	}

	for _, c := range []struct{ nc, na, p, n int }{
		{2, 2, 3, 2}, {2, 4, 3, 2}, {1, 3, 3, 2}, {3, 3, 3, 2}, {3, 2, 3, 2}, {2, 0, 3, 2}, {0, 3, 3, 2}, {1, 0, 0, 0}, {0, 1, 0, 0},
	} {
		row, a, B := make([]float64, c.nc), make([]float64, c.na), mat(c.p, c.n, make([]float64, c.p*c.n)...)
		for i := range a {
			a[i] = 1
		}
		for i := range B.data {
			B.data[i] = 1
		}
		call := fmt.Sprintf("AddRowDot(%d elements, %d elements, %d×%d)", c.nc, c.na, c.p, c.n)
		wantPanic(t, call, func() { AddRowDot(row, a, B) }, "matrix: AddRowDot: ",
			fmt.Sprintf("1×%d ", c.na), fmt.Sprintf("%d×%d ", c.p, c.n), fmt.Sprintf("1×%d", c.nc))
		if !slices.Equal(row, make([]float64, c.nc)) {
			t.Errorf("%s writes to c before it panics", call)
		}
	}
}

// tryAddRowDot gives AddRowDot a c with room behind it, which is not its own.
func tryAddRowDot(t *testing.T, call string, c, a []float64, B *Matrix, want []float64) {
	t.Helper()
	const behind = 12345
	room := append(slices.Clone(c), behind, behind, behind, behind)
	got, a2, B2 := room[:len(c)], slices.Clone(a), clone(B)
	AddRowDot(got, a2, B2)
	if !slices.EqualFunc(got, want, sameBits) {
		t.Errorf("%s makes c %v, want %v", call, got, want)
	}
	if !slices.Equal(room[len(c):], []float64{behind, behind, behind, behind}) {
		t.Errorf("%s writes behind c", call)
	}
	if !slices.EqualFunc(a2, a, sameBits) || !same(B2, B) {
		t.Errorf("%s changes a or B", call)
	}
}

func TestShare(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const little, some, much = 1, 1 << 15, 1 << 30
	for _, procs := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(procs)
		for _, n := range []int{0, 1, 2, 3, 4, 7, 8, 9, 100, 1001} {
			for _, work := range []int{0, little, some, much} {
				call := fmt.Sprintf("share(%d, %d, f) with GOMAXPROCS = %d", n, work, procs)
				var mu sync.Mutex
				pieces, count := 0, make([]int, n)
				share(n, work, func(lo, hi int) {
					runtime.Gosched() // a share that does not wait returns now
					mu.Lock()
					defer mu.Unlock()
					if lo < 0 || lo >= hi || hi > n {
						t.Errorf("%s calls f(%d, %d)", call, lo, hi)
						return
					}
					for i := lo; i < hi; i++ {
						count[i]++
					}
					pieces++
				})
				mu.Lock()
				for i, times := range count {
					if times != 1 {
						t.Errorf("%s: when it returned, %d had been in a piece %d times, want once", call, i, times)
						break
					}
				}
				if work <= little && pieces != min(n, 1) {
					t.Errorf("%s: %d pieces, want %d: the job is small", call, pieces, min(n, 1))
				}
				if work == much && pieces != min(n, procs) {
					t.Errorf("%s: %d pieces, want %d", call, pieces, min(n, procs))
				}
				mu.Unlock()
			}
		}
	}

	// The pieces run at once: each waits for the others.
	runtime.GOMAXPROCS(3)
	var here sync.WaitGroup
	here.Add(3)
	met := make(chan struct{})
	go func() { here.Wait(); close(met) }()
	share(3, much, func(lo, hi int) {
		here.Done()
		select {
		case <-met:
		case <-time.After(5 * time.Second):
			t.Errorf("share(3, %d, f) with GOMAXPROCS = 3: f(%d, %d) waits in vain for the other pieces", much, lo, hi)
		}
	})

	// A small job starts no goroutine.
	before, during := runtime.NumGoroutine(), 0
	share(3, little, func(lo, hi int) { during = runtime.NumGoroutine() })
	if during > before {
		t.Errorf("share(3, %d, f) runs f among %d goroutines, before there were %d", little, during, before)
	}
}
