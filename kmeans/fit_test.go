package kmeans_test

import (
	"crypto/sha256"
	"fmt"
	"math"
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

const largest = math.MaxFloat64

func TestFit(t *testing.T) {
	julia := [][]float64{{0.5, 1, 3}, {1, 0.5, 2}, {2, 0, 1}}
	scipy := [][]float64{{3, 3}, {4, 3}, {4, 2}, {9, 2}, {5, 1}, {6, 2}, {9, 4}, {5, 2}, {5, 4}, {7, 4}, {6, 5}}
	sklearn := [][]float64{{0, 0}, {0, 0}, {0, 0}, {0.5, 0}, {0.5, 1}, {1, 1}, {1, 1}, {1, 1}}
	twice := [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 0}}
	scales := [][]float64{{1e9}, {1e9 + 10}, {3e9}, {3e9 + 10}}
	tiny := [][]float64{{0, 0}, {0, 1e-170}, {1, 0}}
	for _, c := range []struct {
		name      string
		X, M      [][]float64
		steps     int
		Y         []int
		want      [][]float64
		costs     []float64
		converged bool
	}{
		{"worked example, 1 step", worked, worked[:2], 1, []int{0, 1, 0, 0, 0, 0}, [][]float64{{3, 6}, {0, 7}}, []float64{32}, false},
		{"worked example, 2 steps", worked, worked[:2], 2, []int{1, 1, 0, 0, 0, 0}, [][]float64{{3.5, 6}, {0.5, 6.5}}, []float64{32, 28}, false},
		{"worked example, 3 steps", worked, worked[:2], 3, []int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{32, 28, 13}, false},
		{"worked example, 4 steps", worked, worked[:2], 4, []int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{32, 28, 13, 13}, true},
		{"worked example, 50 steps", worked, worked[:2], 50, []int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{32, 28, 13, 13}, true},
		// No label changes after step 1, but step 1 cannot know, not even if all are 0.
		{"from the final centers", worked, [][]float64{{5.5, 6.5}, {1, 6}}, 50, []int{1, 1, 1, 0, 1, 0}, [][]float64{{5.5, 6.5}, {1, 6}}, []float64{13, 13}, true},
		{"one center, 1 step", [][]float64{{-1}, {2}, {5}}, [][]float64{{1}}, 1, []int{0, 0, 0}, [][]float64{{2}}, []float64{18}, false},
		{"one center, 2 steps", [][]float64{{-1}, {2}, {5}}, [][]float64{{1}}, 2, []int{0, 0, 0}, [][]float64{{2}}, []float64{18, 18}, true},
		{"a tie goes to the first", [][]float64{{-1}, {0}, {1}}, [][]float64{{-1}, {1}}, 9, []int{0, 0, 1}, [][]float64{{-0.5}, {1}}, []float64{0.5, 0.5}, true},
		{"a tie goes to the first of six", [][]float64{{0}, {0}, {0}, {-1}, {1}, {9}, {-9}}, [][]float64{{9}, {-9}, {-1}, {1}, {-1}, {1}}, 1,
			[]int{2, 2, 2, 2, 3, 0, 1}, [][]float64{{9}, {-9}, {-0.25}, {1}, {-1}, {1}}, []float64{0.75}, false},
		{"center 1 loses its points at step 2 and stays", [][]float64{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}}, [][]float64{{2, 0}, {3, 2}, {0, 7}}, 50,
			[]int{0, 0, 2, 2, 2}, [][]float64{{2.5, 1}, {4.5, 4.5}, {5, 8}}, []float64{62, 50.5, 50.5}, true},
		{"center 1 never has a point and stays", [][]float64{{0, 0}, {1, 0}}, [][]float64{{0, 1}, {9, 9}}, 50, []int{0, 0}, [][]float64{{0.5, 0}, {9, 9}}, []float64{0.5, 0.5}, true},
		{"equal centers: the second stays, and is nearest at step 2", [][]float64{{3}, {3}, {9}}, [][]float64{{3}, {3}}, 50, []int{1, 1, 0}, [][]float64{{9}, {3}}, []float64{24, 0, 0}, true},
		// Examples of docs/numerics.md: the labels are exact.
		{"two scales", scales, scales, 50, []int{0, 1, 2, 3}, scales, []float64{0, 0}, true},
		{"squares that vanish", tiny, tiny, 50, []int{0, 1, 2}, tiny, []float64{0, 0}, true},
		{"an outlier at 1e8", [][]float64{{-1}, {1e8 + 17}, {1e8 + 18}, {1e8 + 19}, {1e8 + 16}}, [][]float64{{1e8 + 19}, {1e8 + 18}, {1e8 + 17}}, 50,
			[]int{2, 1, 0, 0, 1}, [][]float64{{1e8 + 18.5}, {1e8 + 16.5}, {-1}}, []float64{6666669000000205, 2, 1, 1}, true},
		{"the largest numbers", [][]float64{{largest}, {largest}, {-1}}, [][]float64{{largest}, {-1}}, 50, []int{0, 0, 1}, [][]float64{{largest}, {-1}}, []float64{0, 0}, true},
		{"the largest numbers, negative", [][]float64{{-largest}, {-largest}, {1}}, [][]float64{{-largest}, {1}}, 50, []int{0, 0, 1}, [][]float64{{-largest}, {1}}, []float64{0, 0}, true},
		{"the smallest numbers", [][]float64{{-0x1p-1074}, {0x1p-1074}, {0x1p-1074}}, [][]float64{{-0x1p-1074}, {0x1p-1074}}, 50, []int{0, 1, 1}, [][]float64{{-0x1p-1074}, {0x1p-1074}}, []float64{0, 0}, true},
		{"costs that overflow", [][]float64{{-1e200}, {1e200}, {3e200}}, [][]float64{{-1e200}, {1e200}}, 50, []int{0, 1, 1}, [][]float64{{-1e200}, {(1e200 + 3e200) / 2}}, []float64{inf, inf}, true},
		{"nothing but −0", [][]float64{{math.Copysign(0, -1)}}, [][]float64{{math.Copysign(0, -1)}}, 50, []int{0}, [][]float64{{0}}, []float64{0, 0}, true}, // the sum begins with +0
		// Answers of others, by tests of theirs.
		{"scikit-learn, test_kmeans_results", sklearn, [][]float64{{0, 0}, {1, 1}}, 300, []int{0, 0, 0, 0, 1, 1, 1, 1}, [][]float64{{0.125, 0}, {0.875, 1}}, []float64{0.375, 0.375}, true},
		{"scikit-learn, k over distinct points", twice, twice, 50, []int{0, 1, 2, 2}, twice, []float64{0, 0}, true},
		{"SciPy, test_vq, one step", scipy, scipy[:3], 1, []int{0, 1, 2, 2, 2, 2, 1, 2, 1, 1, 1}, [][]float64{{3, 3}, {6.2, 4}, {5.8, 1.8}}, nil, false},
		{"SciPy, test_vq, two steps", scipy, scipy[:3], 2, nil, [][]float64{{11.0 / 3, 8.0 / 3}, {6.75, 4.25}, {6.25, 1.75}}, nil, false},
		{"SciPy, test_kmeans_large_thres", [][]float64{{1}, {2}, {3}, {4}, {10}}, [][]float64{{1}}, 50, []int{0, 0, 0, 0, 0}, [][]float64{{4}}, []float64{50, 50}, true},
		{"Clustering.jl, k = 1", julia, julia[:1], 50, []int{0, 0, 0}, [][]float64{{3.5 / 3, 0.5, 2}}, nil, true},
		{"Clustering.jl, k = 3", julia, julia, 50, []int{0, 1, 2}, julia, []float64{0, 0}, true},
	} {
		r := fit(t, of(c.X), of(c.M), c.steps)
		if c.Y != nil && !same(r.Y, c.Y) || !same(rows(r.M), c.want) || c.costs != nil && !same(r.Costs, c.costs) || r.Converged != c.converged {
			t.Errorf("%s: Fit(%v, %v, %d) = %v, %v, %v, %v, want %v, %v, %v, %v", c.name, c.X, c.M, c.steps,
				r.Y, rows(r.M), r.Costs, r.Converged, c.Y, c.want, c.costs, c.converged)
		}
	}
}

// checkFit runs Fit for 1, 2, … steps until it settles, and holds each step's labels,
// centers and cost to the referee. It returns how many steps there were.
func checkFit(t testing.TB, p problem, limit int) (steps int) {
	t.Helper()
	X, M := of(p.X), of(p.M)
	from := p.M // the centers that the step begins with
	var last kmeans.Result
	for steps < limit && !last.Converged {
		steps++
		r := fit(t, X, M, steps)
		for i, x := range p.X {
			if y, _ := exactLabel(x, from); len(r.Y) != len(p.X) || r.Y[i] != y {
				t.Fatalf("%v, step %d: label %d of point %d, %v, from centers %v, want %d", p, steps, r.Y[i], i, x, from, y)
			}
		}
		if want := fitMeans(p, r, from); !same(rows(r.M), want) {
			t.Fatalf("%v, step %d: centers %v of labels %v, want %v", p, steps, rows(r.M), r.Y, want)
		}
		cost := kmeans.Cost(X, r.M, r.Y)
		if !slices.Equal(r.Costs, append(last.Costs, cost)) {
			t.Fatalf("%v, step %d: costs %v, want %v", p, steps, r.Costs, append(last.Costs, cost))
		}
		if want := exactCost(p.X, rows(r.M), r.Y); cost != want && !(math.Abs(cost-want) <= 1e-12*want+1e-320) {
			t.Fatalf("%v: Cost from %v is %v, want %v", p, rows(r.M), cost, want)
		}
		if r.Converged != (steps > 1 && slices.Equal(r.Y, last.Y)) {
			t.Fatalf("%v, step %d: Converged = %v with labels %v and then %v", p, steps, r.Converged, last.Y, r.Y)
		}
		from, last = rows(r.M), r
	}
	if after := fit(t, X, M, 1000); last.Converged && !sameResult(after, last) {
		t.Fatalf("%v: Fit goes on to %+v when it has settled at %+v", p, after, last)
	}
	if !same(rows(X), p.X) || !same(rows(M), p.M) {
		t.Fatalf("%v: Fit has changed X or M to\n%v\n%v", p, X, M)
	}
	return steps
}

// fitMeans returns the centers for the labels of r: means, or where a cluster is empty
// the center from before. Where a sum overflows, that of r will do if it is nearly the
// exact one.
func fitMeans(p problem, r kmeans.Result, from [][]float64) [][]float64 {
	M := means(p.X, r.Y, len(p.M))
	for j := range M {
		if !slices.Contains(r.Y, j) {
			M[j] = from[j]
		}
		for l, v := range M[j] {
			if v-v != 0 {
				M[j][l] = exactMean(p.X, r.Y, j, l)
				if got := r.M.At(j, l); math.Abs(got-M[j][l]) <= 1e-12*math.MaxFloat64 {
					M[j][l] = got
				}
			}
		}
	}
	return M
}

// Fit against exact whole numbers, on numbers of all kinds in all places, after every
// number of steps.
func TestFitIsExact(t *testing.T) {
	runs, steps := 0, 0
	eachProblem(20, func(p problem) {
		runs++
		steps += checkFit(t, p, 30)
	})
	t.Logf("%d runs, %d steps", runs, steps)
}

// FuzzFit is TestFitIsExact with the fuzzer's bits; those that are no finite numbers must
// be an error.
func FuzzFit(f *testing.F) {
	for _, values := range [][]float64{
		{1, 6, 0, 7, 1, 4, 7, 6, 2, 7, 4, 7, 1, 6, 0, 7}, {1, nan, 3}, {1, 2, 3, -inf}, {}, {0, math.Copysign(0, -1)},
		{largest, -largest, 0, 1}, {largest}, {-largest, -largest / 2}, {largest, largest, 0x1.0303030303030p1023}, // a mean rounds to 2¹⁰²⁴
		{0x1p-1074, 0, -0x1p-1074}, {1e200, 1e-200, 1, -1e-320, 5}, {1e9, 1e9 + 10, 3e9, 3e9 + 10}, {0, 1e-170, 1, 0},
	} {
		for _, shape := range [][3]uint8{{6, 2, 2}, {8, 1, 3}, {8, 3, 8}, {4, 1, 4}, {0, 0, 0}, {1, 0, 1}, {2, 1, 5}} {
			f.Add(bits(values...), shape[0], shape[1], shape[2])
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, m, n, k uint8) {
		values := floats(data)
		good := m%9 > 0 && n%4 > 0 && k%9 > 0 && k%9 <= m%9
		table := func(m int) [][]float64 { // takes the values in turn
			A := rows(matrix.New(m, int(n%4)))
			for _, a := range A {
				for l := range a {
					if len(values) > 0 {
						a[l] = values[0]
						values = append(values[1:], a[l])
					}
					good = good && a[l]-a[l] == 0
				}
			}
			return A
		}
		p := problem{"fuzz", table(int(m % 9)), table(int(k % 9))}
		X, M := matrix.New(int(m%9), int(n%4)), matrix.New(int(k%9), int(n%4))
		for i, x := range p.X {
			copy(X.Row(i), x)
		}
		for j, mu := range p.M {
			copy(M.Row(j), mu)
		}
		if _, err := kmeans.Fit(X, M, 1); (err == nil) != good {
			t.Fatalf("Fit(%v, %v, 1): error %v; want one: %v", p.X, p.M, err, !good)
		}
		if good {
			checkFit(t, p, 20)
		}
	})
}

// As long as every label is certain and no cluster is empty, Fit, the slide and the
// loops are one, bit for bit, wherever the data lie.
func TestWholeRuns(t *testing.T) {
	data := map[string][][]float64{}
	for _, g := range goldens(t) {
		data[g.name] = g.X
	}
	for name, X := range data {
		data[name+" at 1e6"] = table(len(X), len(X[0]), func(i, l int) float64 { return 1e6 + X[i][l] })
	}
	proved := 0
	for name, points := range data {
		X := of(points)
		for seed := range uint64(10) {
			M := kmeans.Shuffle(X, min(4, len(points)), rand.New(rand.NewPCG(seed, 0)))
			M0, loops := M, rows(M)
			for step := 1; step <= 20; step++ {
				if slices.Contains(kmeans.Certain(X, M), false) {
					break
				}
				Y, Z := kmeans.Expectation(X, M)
				if slices.Contains(Z.ColumnSums().Row(0), 0) {
					break
				}
				M = kmeans.Maximization(X, Z)
				for i, y := range Y {
					if want := labelBy(root, points[i], loops); y != want {
						t.Fatalf("%s, seed %d, step %d: label %d of point %d, in loops %d", name, seed, step, y, i, want)
					}
				}
				loops = means(points, Y, len(loops))
				if r := fit(t, X, M0, step); !slices.Equal(r.Y, Y) && !r.Converged || !same(rows(r.M), rows(M)) || !same(rows(r.M), loops) {
					t.Fatalf("%s, seed %d, step %d: Fit has\n%v\n%v, the slide\n%v\n%v, the loops\n%v", name, seed, step, r.Y, r.M, Y, M, loops)
				}
				proved++
			}
		}
	}
	t.Logf("%d steps of %d runs", proved, 10*len(data))
	if proved < 500 {
		t.Error("too few steps: a run ends at a label that is not certain or a cluster that is empty. Does TestExpectation pass?")
	}
}

// Fit reproduces each run of NumPy bit for bit; where a cluster empties, the variant that
// keeps the center. Only a label that is not certain may differ, and then Fit's is exact
// (checkFit says so); from there on the runs are different ones.
func TestGoldenFit(t *testing.T) {
	for _, g := range goldens(t) {
		checkFit(t, problem{g.name, g.X, g.M0}, 60)
		trace := g.Trace
		if g.Variants.Keep.Trace != nil {
			trace = g.Variants.Keep.Trace
		}
		X, M := of(g.X), of(g.M0)
		for s, want := range trace {
			r := fit(t, X, of(g.M0), s+1)
			if certain := kmeans.Certain(X, M); !slices.Equal(r.Y, want.Y) && slices.Contains(certain, false) {
				for i, y := range r.Y {
					if certain[i] && y != want.Y[i] {
						t.Errorf("%s: step %d: label %d of point %d, want %d", g.name, s+1, y, i, want.Y[i])
					}
				}
				t.Logf("%s: from step %d on, Fit is right where the slide is not", g.name, s+1)
				break
			}
			if !same(r.Y, want.Y) || !same(rows(r.M), want.M) || r.Converged != (s+1 == len(trace)) {
				t.Errorf("%s: Fit for %d steps = %v,\n%v\nwant %v\n%v", g.name, s+1, r.Y, r.M, want.Y, want.M)
			}
			if g.Variants.Keep.Trace == nil && !near(r.Costs[s], g.Costs[s], 1e-14) {
				t.Errorf("%s: the cost of step %d is %v, want %v", g.name, s+1, r.Costs[s], g.Costs[s])
			}
			M = r.M
		}
	}
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
	for _, run := range runs {
		X, M := of(run.X), of(run.M0)
		for s, Y := range run.Ys {
			if r := fit(t, X, M, s+1); !slices.Equal(r.Y, Y) {
				t.Errorf("%s: Fit(%v, %v, %d).Y = %v, want %v", run.Name, run.X, run.M0, s+1, r.Y, Y)
			}
		}
		if r := fit(t, X, M, run.Allowed); !same(rows(r.M), run.M) || len(r.Costs) != run.Steps || r.Converged != run.Converged {
			t.Errorf("%s: Fit(%v, %v, %d) = %+v, want %+v", run.Name, run.X, run.M0, run.Allowed, r, run)
		}
	}
	if len(runs) < 19 {
		t.Errorf("only %d runs", len(runs))
	}
}

// Where there is work enough to share, any number of cores gives the same bits, and
// these are the right ones. No goroutine outlives a call.
func TestAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	goroutines := runtime.NumGoroutine()
	for _, c := range []struct {
		kind, place string
		m, n, k     int
	}{
		{"blobs", "as it is", 20000, 3, 3}, {"blobs", "far away", 9000, 4, 9}, {"lattice", "as it is", 9000, 4, 9},
		{"blobs", "as it is", 3001, 40, 6}, {"tails", "outlier", 3001, 8, 40},
	} {
		p := newProblem(c.kind, c.place, 3, c.m, c.n, c.k)
		X, M := of(p.X), of(p.M)
		Y := make([]int, c.m)
		for i := range Y {
			Y[i] = i * i % c.k
		}
		var first, from kmeans.Result
		var certain []bool
		var cost float64
		for _, cores := range []int{1, 2, 3, 8} {
			runtime.GOMAXPROCS(cores)
			before := fit(t, X, M, 5)
			r := fit(t, X, M, 6)
			if cores == 1 {
				first, from, certain, cost = r, before, kmeans.Certain(X, M), kmeans.Cost(X, M, Y)
			}
			if !sameResult(r, first) || !sameResult(before, from) {
				t.Errorf("%s: Fit on %d cores and on one differ", p.name, cores)
			}
			if !slices.Equal(kmeans.Certain(X, M), certain) || kmeans.Cost(X, M, Y) != cost {
				t.Errorf("%s: Certain or Cost on %d cores and on one differ", p.name, cores)
			}
		}
		if want := fitMeans(p, first, rows(from.M)); !same(rows(first.M), want) {
			t.Fatalf("%s: centers\n%v\nwant\n%v", p.name, first.M, want)
		}
		for i := 0; i < c.m; i += 1 + c.m/300 { // exact whole numbers take their time
			if y, _ := exactLabel(p.X[i], rows(from.M)); first.Y[i] != y {
				t.Fatalf("%s: label %d of point %d, %v, from centers %v, want %d", p.name, first.Y[i], i, p.X[i], rows(from.M), y)
			}
		}
		if want := exactCost(p.X, p.M, Y); !near(cost, want, 1e-12) {
			t.Errorf("%s: Cost = %v, want %v", p.name, cost, want)
		}

		var calls sync.WaitGroup // Fit may be called by many at once
		for range 3 {
			calls.Add(1)
			go func() {
				defer calls.Done()
				if r, err := kmeans.Fit(X, M, 6); err != nil || !sameResult(r, first) {
					t.Errorf("%s: one of three Fits at once differs", p.name)
				}
			}()
		}
		calls.Wait()
	}
	for range 100 { // the last may be about to end
		if runtime.NumGoroutine() <= goroutines {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > goroutines {
		t.Errorf("%d goroutines before, %d after", goroutines, n)
	}
}

// A small run starts no goroutine: Go numbers goroutines as they are made.
func TestSmallRunsStartNoGoroutine(t *testing.T) {
	number := func() (n int) {
		done := make(chan bool)
		go func() {
			stack := make([]byte, 64)
			fmt.Sscanf(string(stack[:runtime.Stack(stack, false)]), "goroutine %d", &n)
			close(done)
		}()
		<-done
		return n
	}
	p := newProblem("blobs", "as it is", 1, 200, 2, 4)
	X, M := of(p.X), of(p.M)
	const calls = 2000 // numbers are dealt to the cores in small heaps
	before := number()
	for range calls {
		fit(t, X, M, 20)
		kmeans.Cost(X, M, make([]int, 200))
		kmeans.Certain(X, M)
	}
	if started := number() - before; started > calls/2 {
		t.Errorf("%d runs on 200 points have started about %d goroutines, want none", calls, started)
	}
}

// The message of an error names what is wrong, and where.
func TestFitErrors(t *testing.T) {
	X, M := of(worked), of(worked[:2])
	for _, c := range []struct {
		X, M  *matrix.Matrix
		steps int
		want  []string
	}{
		{nil, M, 1, []string{"nil"}},
		{X, nil, 1, []string{"nil"}},
		{matrix.New(0, 2), M, 1, []string{"no points", "X is 0×2"}},
		{&matrix.Matrix{}, nil, 1, []string{"nil"}},
		{&matrix.Matrix{}, M, 1, []string{"no points", "X is 0×0"}},
		{matrix.New(3, 0), matrix.New(2, 0), 1, []string{"coordinates", "X is 3×0"}},
		{X, matrix.New(0, 2), 1, []string{"no centers", "M is 0×2"}},
		{X, matrix.New(2, 3), 1, []string{"columns", "X is 6×2", "M is 2×3"}},
		{X, matrix.New(2, 1), 1, []string{"columns", "X is 6×2", "M is 2×1"}},
		{of(worked[:1]), M, 1, []string{"more centers than points", "X is 1×2", "M is 2×2"}},
		{of([][]float64{{1, 2}, {3, nan}}), M, 1, []string{"X[1, 1]", "NaN"}},
		{of([][]float64{{1, 2}, {inf, 4}}), M, 1, []string{"X[1, 0]", "+Inf"}},
		{of([][]float64{{1, -inf}, {3, 4}}), M, 1, []string{"X[0, 1]", "-Inf"}},
		{X, of([][]float64{{1, 2}, {nan, 4}}), 1, []string{"M[1, 0]", "NaN"}},
		{X, of([][]float64{{1, inf}}), 1, []string{"M[0, 1]", "+Inf"}},
		{X, M, 0, []string{"steps", "0"}},
		{X, M, math.MinInt, []string{"steps", "-"}},
	} {
		r, err := kmeans.Fit(c.X, c.M, c.steps)
		for _, want := range append(c.want, "kmeans: Fit: ") {
			if err == nil || !strings.Contains(err.Error(), want) || r.Y != nil || r.M != nil {
				t.Errorf("Fit(%v, %v, %d) = %+v, %v; want nothing and an error with %q", c.X, c.M, c.steps, r, err, want)
			}
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
		newProblem("blobs", "as it is", 1, 1, 1, 1), newProblem("blobs", "as it is", 1, 200, 2, 4), newProblem("blobs", "far away", 3, 3000, 7, 5),
		newProblem("tenths", "as it is", 3, 2000, 16, 32), newProblem("duplicates", "columns", 0, 60, 3, 6), newProblem("blobs", "largest", 0, 60, 2, 6),
	}
	for seed := range 40 {
		problems = append(problems, newProblem("tenths", "far away", uint64(seed), 200, 2+seed%3, 2+seed%7))
	}
	for _, p := range problems {
		X, k := of(p.X), len(p.M)
		for _, M := range []*matrix.Matrix{kmeans.Shuffle(X, k, rng), kmeans.Resample(X, k, rng), kmeans.PlusPlus(X, k, rng)} {
			r := fit(t, X, M, 20)
			add(slices.Concat(rows(r.M)...)...)
			add(r.Costs...)
			hash.Write(fmt.Append(nil, r.Y, r.Converged))
			for range 3 {
				Y, Z := kmeans.Expectation(X, M)
				hash.Write(fmt.Append(nil, Y, kmeans.Certain(X, M)))
				add(kmeans.Cost(X, M, Y))
				add(slices.Concat(rows(kmeans.CountedMaximization(X, Z))...)...)
				M = kmeans.Maximization(X, Z)
				add(slices.Concat(rows(M)...)...)
			}
		}
	}
	const want = "eb6cb5263c645c3e"
	if got := fmt.Sprintf("%x", hash.Sum(nil)[:8]); got != want {
		t.Errorf("the digest is %s, want %s: some bits differ. If other tests fail too, mend those first; if none does, it is this machine that computes other bits", got, want)
	}
}
