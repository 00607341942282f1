package kmeans_test

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

func TestFit(t *testing.T) {
	const (
		far     = "-1; 100000017; 100000018; 100000019; 100000016"
		scales  = "1000000000; 1000000010; 3000000000; 3000000010"
		tiny    = "0 0; 0 1e-170; 1 0"
		tiniest = "0 0; 0 1e-200; 1 0"
		largest = "1.7976931348623157e308"
		scipy   = "3 3; 4 3; 4 2; 9 2; 5 1; 6 2; 9 4; 5 2; 5 4; 7 4; 6 5"
		sklearn = "0 0; 0 0; 0 0; 0.5 0; 0.5 1; 1 1; 1 1; 1 1"
		twice   = "0 0; 0 1; 1 0; 1 0"
		julia   = "0.5 1 3; 1 0.5 2; 2 0 1"
	)
	for _, c := range []struct {
		name, X, M string
		steps      int
		want       string // labels, centers, costs, converged
	}{
		{"1 step", worked, workedM, 1, "[0 1 0 0 0 0] [[3 6] [0 7]] [32] false"},
		{"3 steps", worked, workedM, 3, "[1 1 1 0 1 0] [[5.5 6.5] [1 6]] [32 28 13] false"},
		{"4 steps", worked, workedM, 4, "[1 1 1 0 1 0] [[5.5 6.5] [1 6]] [32 28 13 13] true"},
		// No label changes after step 1, but step 1 cannot know, not even if all are 0.
		{"from the final centers", worked, "5.5 6.5; 1 6", 50, "[1 1 1 0 1 0] [[5.5 6.5] [1 6]] [13 13] true"},
		{"one center, 1 step", "-1; 2; 5", "1", 1, "[0 0 0] [[2]] [18] false"},
		{"one center, 2 steps", "-1; 2; 5", "1", 2, "[0 0 0] [[2]] [18 18] true"},
		{"a tie goes to the first", "-1; 0; 1", "-1; 1", 9, "[0 0 1] [[-0.5] [1]] [0.5 0.5] true"},
		{"a tie goes to the first of six", "0; 0; 0; -1; 1; 9; -9", "9; -9; -1; 1; -1; 1", 1,
			"[2 2 2 2 3 0 1] [[9] [-9] [-0.25] [1] [-1] [1]] [0.75] false"},
		{"center 1 loses its points at step 2 and stays", "2 0; 3 2; 0 7; 6 7; 9 10", "2 0; 3 2; 0 7", 50,
			"[0 0 2 2 2] [[2.5 1] [4.5 4.5] [5 8]] [62 50.5 50.5] true"},
		{"center 1 never has a point and stays", "0 0; 1 0", "0 1; 9 9", 50, "[0 0] [[0.5 0] [9 9]] [0.5 0.5] true"},
		{"equal centers: the second stays, and is nearest at step 2", "3; 3; 9", "3; 3", 50,
			"[1 1 0] [[9] [3]] [24 0 0] true"},
		// The labels are exact.
		{"two scales", scales, scales, 50, "[0 1 2 3] [[1e+09] [1.00000001e+09] [3e+09] [3.00000001e+09]] [0 0] true"},
		{"squares that vanish", tiny, tiny, 50, "[0 1 2] [[0 0] [0 1e-170] [1 0]] [0 0] true"},
		{"squares that vanish scaled, too", tiniest, tiniest, 50, "[0 1 2] [[0 0] [0 1e-200] [1 0]] [0 0] true"},
		{"squares rounded to 0, 0 and η", "0 0 1; 0 0 1",
			"2.6991102489152305e-180 2.6991102489152305e-180 1; 2.859591049215647e-180 0 1", 1,
			"[1 1] [[2.6991102489152305e-180 2.6991102489152305e-180 1] [0 0 1]] [0] false"},
		{"an outlier at 1e8", far, "100000019; 100000018; 100000017", 50,
			"[2 1 0 0 1] [[1.000000185e+08] [1.000000165e+08] [-1]] [6.666669000000205e+15 2 1 1] true"},
		{"the largest numbers", largest + "; " + largest + "; -1", largest + "; -1", 50,
			"[0 0 1] [[1.7976931348623157e+308] [-1]] [0 0] true"},
		{"the smallest numbers", "-5e-324; 5e-324; 5e-324", "-5e-324; 5e-324", 50,
			"[0 1 1] [[-5e-324] [5e-324]] [0 0] true"},
		{"costs that overflow", "-1e200; 1e200; 3e200", "-1e200; 1e200", 50,
			"[0 1 1] [[-1e+200] [2e+200]] [+Inf +Inf] true"},
		{"a tie of float64s, but for a fifth of 2^-52", "0x1p72; 0x1p70; 0x1.4p19; 0x1.0000000000001p0; -1", "0", 1,
			"[0 0 0 0 0] [[1.1805916207174116e+21]] [1.6725558898897967e+43] false"},
		{"nothing but −0", "-0", "-0", 50, "[0] [[0]] [0 0] true"}, // the sum begins with +0
		// Answers of others, by tests of theirs.
		{"scikit-learn, test_kmeans_results", sklearn, "0 0; 1 1", 300,
			"[0 0 0 0 1 1 1 1] [[0.125 0] [0.875 1]] [0.375 0.375] true"},
		{"scikit-learn, k over distinct points", twice, twice, 50, "[0 1 2 2] [[0 0] [0 1] [1 0] [1 0]] [0 0] true"},
		{"SciPy, test_vq, two steps", scipy, "3 3; 4 3; 4 2", 2,
			"[0 0 0 2 2 2 1 2 1 1 1] [[3.6666666666666665 2.6666666666666665] [6.75 4.25] [6.25 1.75]] " +
				"[32.400000000000006 22.333333333333336] false"},
		{"SciPy, test_kmeans_large_thres", "1; 2; 3; 4; 10", "1", 50, "[0 0 0 0 0] [[4]] [50 50] true"},
		{"Clustering.jl, k = 1", julia, "0.5 1 3", 50,
			"[0 0 0] [[1.1666666666666667 0.5 2]] [3.666666666666667 3.666666666666667] true"},
		{"Clustering.jl, k = 3", julia, julia, 50, "[0 1 2] [[0.5 1 3] [1 0.5 2] [2 0 1]] [0 0] true"},
	} {
		if r := fit(t, mat(c.X), mat(c.M), c.steps); !same(r, c.want) {
			t.Errorf("%s: Fit(%s, %s, %d) = %s, want %s", c.name, c.X, c.M, c.steps, show(r), c.want)
		}
	}
}

// checkFit runs Fit for 1, 2, … steps until it settles, as it must, and holds each step to
// exact labels, exact means and plain costs. The exact cost never rises. It returns how many
// steps there were.
func checkFit(t testing.TB, p problem) (steps int) {
	t.Helper()
	X, M := of(p.X), of(p.M)
	from := p.M // the centers that the step begins with
	var last kmeans.Result
	var cost *big.Int
	for !last.Converged {
		if steps++; steps > 100 {
			t.Fatalf("%v: no end after 100 steps", p)
		}
		want := kmeans.Result{Y: make([]int, len(p.X))}
		for i, x := range p.X {
			want.Y[i], _ = exactLabel(x, from)
		}
		from = exactMeans(p.X, want.Y, from)
		want.M = of(from)
		want.Costs = append(last.Costs, plainCost(p.X, from, want.Y))
		want.Converged = steps > 1 && slices.Equal(want.Y, last.Y)
		r := fit(t, X, M, steps)
		if !same(r, want) || !same(kmeans.Cost(X, r.M, r.Y), want.Costs[steps-1]) {
			t.Fatalf("%v: Fit for %d steps = %s, want %s and Cost the last of its costs", p, steps, show(r), show(want))
		}
		if c := exactCost(p.X, from, r.Y); cost != nil && c.Cmp(cost) > 0 {
			t.Fatalf("%v: step %d of Fit raises the exact cost from %v to %v", p, steps, cost, c)
		} else {
			cost = c
		}
		last = want
	}
	if after := fit(t, X, M, 1000); !same(after, last) {
		t.Fatalf("%v: Fit goes on to %s when it has settled at %s", p, show(after), show(last))
	}
	if !same(X, p.X) || !same(M, p.M) {
		t.Fatalf("%v: Fit has changed X or M to\n%v\n%v", p, X, M)
	}
	return steps
}

// Fit against exact whole numbers, on numbers of all kinds in all places, after every
// number of steps.
func TestFitIsExact(t *testing.T) {
	runs, steps := 0, 0
	eachProblem(12, func(p problem) {
		runs++
		steps += checkFit(t, p)
	})
	t.Logf("%d runs, %d steps", runs, steps)
}

// FuzzFit is TestFitIsExact with the fuzzer's bits; those that are no finite numbers must
// be an error.
func FuzzFit(f *testing.F) {
	for _, values := range [][]float64{
		{1, 6, 0, 7, 1, 4, 7, 6, 2, 7, 4, 7, 1, 6, 0, 7}, {1, nan, 3}, {1, 2, 3, -inf}, {}, {0, math.Copysign(0, -1)},
		{largest, -largest, 0, 1}, {largest}, {-largest, -largest / 2},
		{largest, largest, 0x1.0303030303030p1023}, // a mean rounds to 2¹⁰²⁴
		{0x1p-1074, 0, -0x1p-1074}, {1e200, 1e-200, 1, -1e-320, 5}, {1e9, 1e9 + 10, 3e9, 3e9 + 10}, {0, 1e-170, 1, 0},
	} {
		for _, shape := range [][3]uint8{{6, 2, 2}, {8, 1, 3}, {8, 3, 8}, {4, 1, 4}, {0, 0, 0}, {1, 0, 1}, {2, 1, 5}} {
			f.Add(bits(values...), shape[0], shape[1], shape[2])
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, m, n, k uint8) {
		X, M := matrix.New(int(m%9), int(n%4)), matrix.New(int(k%9), int(n%4))
		good := m%9 > 0 && n%4 > 0 && k%9 > 0 && k%9 <= m%9
		values := floats(data)
		for _, row := range append(X.Rows(), M.Rows()...) { // takes the values in turn
			for l := range row {
				if len(values) > 0 {
					row[l] = values[0]
					values = append(values[1:], row[l])
				}
				good = good && row[l]-row[l] == 0
			}
		}
		if _, err := kmeans.Fit(X, M, 1); (err == nil) != good {
			t.Fatalf("Fit(%s, %s, 1): error %v; want one: %v", show(X), show(M), err, !good)
		}
		if good {
			checkFit(t, problem{"fuzz", X.Rows(), M.Rows()})
		}
	})
}

// Runs with exact labels, by a program in exact integers: testdata/golden/exact.json.
func TestGoldenExact(t *testing.T) {
	var runs []struct {
		Name      string
		X, M0     [][]float64
		Ys        [][]int     `json:"Y_of_each_step"`
		M         [][]float64 `json:"M_at_the_end"`
		Steps     int         `json:"steps_done"`
		Allowed   int         `json:"steps_allowed"`
		Converged bool
	}
	readJSON(t, "testdata/golden/exact.json", &runs)
	if len(runs) < 26 {
		t.Errorf("only %d runs", len(runs))
	}
	for _, run := range runs {
		X, M := of(run.X), of(run.M0)
		for s, Y := range run.Ys {
			if r := fit(t, X, M, s+1); !slices.Equal(r.Y, Y) {
				t.Errorf("%s: Fit(%v, %v, %d).Y = %v, want %v", run.Name, run.X, run.M0, s+1, r.Y, Y)
			}
		}
		r := fit(t, X, M, run.Allowed)
		if !same(r.M, run.M) || len(r.Costs) != run.Steps || r.Converged != run.Converged {
			t.Errorf("%s: Fit(%v, %v, %d) = %s, want %+v", run.Name, run.X, run.M0, run.Allowed, show(r), run)
		}
	}
}

// Where there is work enough to share, any number of cores gives the same bits, and
// these are the right ones. Fit may be called by many at once, and no goroutine outlives a
// call.
func TestAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	goroutines := runtime.NumGoroutine()
	for _, c := range []struct {
		kind, place string
		m, n, k     int
	}{
		{"blobs", "as it is", 20000, 3, 3}, {"blobs", "far away", 9000, 4, 9}, {"lattice", "as it is", 9000, 4, 9},
		{"blobs", "as it is", 3001, 40, 6}, {"tails", "outlier", 3001, 8, 40}, {"blobs", "largest", 3001, 40, 2},
	} {
		p := newProblem(c.kind, c.place, 3, c.m, c.n, c.k)
		X, M := of(p.X), of(p.M)
		Y := make([]int, c.m)
		for i := range Y {
			Y[i] = i * i % c.k
		}
		last, r, cost := fit(t, X, M, 5), fit(t, X, M, 6), kmeans.Cost(X, M, Y)
		all := func() string { // that takes many cores
			return fmt.Sprint(show(fit(t, X, M, 6)), kmeans.Certain(X, M), kmeans.Cost(X, M, Y))
		}
		runtime.GOMAXPROCS(1)
		want := all()
		for _, cores := range []int{2, 3, 8} {
			runtime.GOMAXPROCS(cores)
			var calls sync.WaitGroup
			for range 2 {
				calls.Add(1)
				go func() {
					defer calls.Done()
					if all() != want {
						t.Errorf("%s: Fit, Certain or Cost on %d cores and on one differ", p.name, cores)
					}
				}()
			}
			calls.Wait()
		}
		if want := exactMeans(p.X, r.Y, last.M.Rows()); !same(r.M, want) {
			t.Fatalf("%s: centers\n%v\nwant\n%v", p.name, r.M, want)
		}
		for i := 0; i < c.m; i += 1 + c.m/300 { // exact whole numbers take their time
			if y, _ := exactLabel(p.X[i], last.M.Rows()); r.Y[i] != y {
				t.Fatalf("%s: label %d of point %d, want %d", p.name, r.Y[i], i, y)
			}
		}
		if want := plainCost(p.X, p.M, Y); !near(cost, want, 1e-12) {
			t.Errorf("%s: Cost = %v, want %v", p.name, cost, want)
		}
	}
	for wait := time.Millisecond; runtime.NumGoroutine() > goroutines; wait *= 2 { // the last may be about to end
		if wait > time.Second {
			t.Fatalf("%d goroutines before, %d after", goroutines, runtime.NumGoroutine())
		}
		time.Sleep(wait)
	}
}

// The message of an error names what is wrong, and where.
func TestFitErrors(t *testing.T) {
	X, M := mat(worked), mat(workedM)
	for _, c := range []struct {
		X, M  *matrix.Matrix
		steps int
		want  string
	}{
		{nil, M, 1, "a nil matrix"},
		{X, nil, 1, "a nil matrix"},
		{mat("0×2"), M, 1, "no points: X is 0×2"},
		{&matrix.Matrix{}, nil, 1, "a nil matrix"},
		{&matrix.Matrix{}, M, 1, "no points: X is 0×0"},
		{mat("3×0"), mat("2×0"), 1, "points without coordinates: X is 3×0"},
		{X, mat("0×2"), 1, "no centers: M is 0×2"},
		{X, &matrix.Matrix{}, 1, "no centers: M is 0×0"},
		{X, mat("1 2 3; 4 5 6"), 1, "centers must have as many columns as points: X is 6×2, M is 2×3"},
		{X, mat("1; 2"), 1, "centers must have as many columns as points: X is 6×2, M is 2×1"},
		{mat("1 6"), M, 1, "more centers than points: X is 1×2, M is 2×2"},
		{mat("1 2; 3 NaN"), M, 1, "not a finite number: X[1, 1] is NaN"},
		{mat("1 2; Inf 4"), M, 1, "not a finite number: X[1, 0] is +Inf"},
		{mat("1 -Inf; 3 4"), M, 1, "not a finite number: X[0, 1] is -Inf"},
		{X, mat("1 2; NaN 4"), 1, "not a finite number: M[1, 0] is NaN"},
		{X, mat("1 Inf"), 1, "not a finite number: M[0, 1] is +Inf"},
		{X, M, 0, "steps must be at least 1, not 0"},
		{X, M, math.MinInt, "steps must be at least 1, not -"},
	} {
		r, err := kmeans.Fit(c.X, c.M, c.steps)
		if err == nil || !strings.HasPrefix(err.Error(), "kmeans: Fit: "+c.want) || r.Y != nil || r.M != nil {
			t.Errorf("Fit(%v, %v, %d) = %+v, %v; want nothing and the error %q", c.X, c.M, c.steps, r, err, c.want)
		}
	}
}

// TestSameBits holds a digest of all that the package computes to a constant: whatever
// the machine, whether the compiler fuses, or the number of cores, the bits are the
// same. (Only those of a NaN are the machine's own.)
func TestSameBits(t *testing.T) {
	hash := sha256.New()
	add := func(values ...float64) {
		for i, v := range values {
			if v != v {
				values[i] = nan
			}
		}
		hash.Write(bits(values...))
	}
	rng := rand.New(rand.NewPCG(5, 6))
	problems := []problem{
		newProblem("blobs", "as it is", 1, 1, 1, 1), newProblem("blobs", "as it is", 1, 200, 2, 4),
		newProblem("blobs", "far away", 3, 3000, 7, 5), newProblem("tenths", "as it is", 3, 2000, 16, 32),
		newProblem("duplicates", "columns", 0, 60, 3, 6), newProblem("blobs", "largest", 0, 60, 2, 6),
	}
	for seed := range 40 {
		problems = append(problems, newProblem("tenths", "far away", uint64(seed), 200, 2+seed%3, 2+seed%7))
	}
	for _, p := range problems {
		X, k := of(p.X), len(p.M)
		starts := []*matrix.Matrix{kmeans.Shuffle(X, k, rng), kmeans.Resample(X, k, rng), kmeans.PlusPlus(X, k, rng)}
		for _, M := range starts {
			r := fit(t, X, M, 20)
			add(slices.Concat(r.M.Rows()...)...)
			add(r.Costs...)
			hash.Write(fmt.Append(nil, r.Y, r.Converged))
			for range 3 {
				Y, Z := kmeans.Expectation(X, M)
				hash.Write(fmt.Append(nil, Y, kmeans.Certain(X, M)))
				add(kmeans.Cost(X, M, Y))
				add(slices.Concat(kmeans.CountedMaximization(X, Z).Rows()...)...)
				M = kmeans.Maximization(X, Z)
				add(slices.Concat(M.Rows()...)...)
			}
		}
	}
	const want = "c6fd514c72d1e825"
	if got := fmt.Sprintf("%x", hash.Sum(nil)[:8]); got != want {
		t.Errorf("the digest is %s, want %s: some bits differ. If other tests fail too, mend those first; "+
			"if none does, your change computes other bits, or without a change this machine does", got, want)
	}
}
