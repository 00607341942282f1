package kmeans_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

var (
	nan     = math.NaN()
	inf     = math.Inf(1)
	of      = matrix.FromRows
	largest = math.MaxFloat64
)

// The worked example: six points, the first two of them the initial centers.
const worked, workedM = "1 6; 0 7; 1 4; 7 6; 2 7; 4 7", "1 6; 0 7"

// mat reads a matrix: "1 2; 3 4" has the rows 1 2 and 3 4, "2×0" has no elements.
func mat(text string) *matrix.Matrix {
	var m, n int
	if count, _ := fmt.Sscanf(text, "%d×%d", &m, &n); count == 2 {
		return matrix.New(m, n)
	}
	var A [][]float64
	for _, row := range strings.Split(text, "; ") {
		var a []float64
		for _, field := range strings.Fields(row) {
			v, err := strconv.ParseFloat(field, 64)
			if err != nil {
				panic(err)
			}
			a = append(a, v)
		}
		A = append(A, a)
	}
	return of(A)
}

// show writes every bit of every number, −0 as −0, and any NaN like any other.
func show(v any) string {
	switch v := v.(type) {
	case *matrix.Matrix:
		return fmt.Sprint(v.Rows())
	case kmeans.Result:
		return fmt.Sprint(v.Y, v.M.Rows(), v.Costs, v.Converged)
	}
	return fmt.Sprint(v)
}

func same(a, b any) bool { return show(a) == show(b) }

// near reports whether got is want ≥ 0 up to a relative error.
func near(got, want, relative float64) bool {
	return got == want || math.Abs(got-want) <= relative*want
}

func fit(t testing.TB, X, M *matrix.Matrix, steps int) kmeans.Result {
	t.Helper()
	r, err := kmeans.Fit(X, M, steps)
	if err != nil {
		t.Fatalf("Fit(%s, %s, %d): %v", show(X), show(M), steps, err)
	}
	return r
}

// table returns m rows of n numbers f(i, j).
func table(m, n int, f func(i, j int) float64) [][]float64 {
	A := matrix.New(m, n).Rows()
	for i := range A {
		for j := range n {
			A[i][j] = f(i, j)
		}
	}
	return A
}

// The referee is slow and obvious, and computes in whole numbers.

// whole returns v·2¹⁰⁷⁴. Every finite float64 is a whole number times 2⁻¹⁰⁷⁴.
func whole(v float64) *big.Int {
	f := new(big.Float).SetFloat64(v)
	i, _ := f.SetMantExp(f, 1074).Int(nil)
	return i
}

// exactSquare returns ‖x − μ‖²·2²¹⁴⁸.
func exactSquare(x, mu []float64) *big.Int {
	sum := new(big.Int)
	for l := range x {
		d := new(big.Int).Sub(whole(x[l]), whole(mu[l]))
		sum.Add(sum, d.Mul(d, d))
	}
	return sum
}

// exactLabel returns the first j with the smallest ‖x − μ⁽ʲ⁾‖, and whether another
// center is as near.
func exactLabel(x []float64, M [][]float64) (y int, tie bool) {
	least := exactSquare(x, M[0])
	for j := 1; j < len(M); j++ {
		switch d := exactSquare(x, M[j]); d.Cmp(least) {
		case -1:
			y, least, tie = j, d, false
		case 0:
			tie = true
		}
	}
	return y, tie
}

// exactMeans returns the mean of each cluster, rounded once, or where it is empty its old center.
func exactMeans(X [][]float64, Y []int, old [][]float64) [][]float64 {
	M := slices.Clone(old)
	for j := range M {
		sums, count := make([]big.Int, len(M[j])), int64(0)
		for i, x := range X {
			if Y[i] == j {
				count++
				for l, v := range x {
					sums[l].Add(&sums[l], whole(v))
				}
			}
		}
		if count > 0 {
			M[j] = make([]float64, len(sums))
		}
		for l := range sums {
			if count > 0 {
				zeros := min(sums[l].TrailingZeroBits(), 1074) // shorter numbers have a quicker quotient
				unit := new(big.Int).Lsh(big.NewInt(count), 1074-zeros)
				M[j][l], _ = new(big.Rat).SetFrac(sums[l].Rsh(&sums[l], zeros), unit).Float64()
			}
		}
	}
	return M
}

// exactCost returns Σ_i ‖x⁽ⁱ⁾ − μ⁽ʸ⁾‖²·2²¹⁴⁸.
func exactCost(X, M [][]float64, Y []int) *big.Int {
	sum := new(big.Int)
	for i, y := range Y {
		sum.Add(sum, exactSquare(X[i], M[y]))
	}
	return sum
}

// plainCost returns Σ_i ‖x⁽ⁱ⁾ − μ⁽ʸ⁾‖², from the first point. Up to 512 points it is Cost.
func plainCost(X, M [][]float64, Y []int) (sum float64) {
	for i, y := range Y {
		sum += squared(X[i], M[y])
	}
	return sum
}

// A problem is what Fit is given, and a name for it.
type problem struct {
	name string
	X, M [][]float64
}

func (p problem) String() string { return fmt.Sprintf("%s, X = %v, M = %v", p.name, p.X, p.M) }

// kinds are numbers of about 1, and some of them are hard to tell apart; places are
// where such numbers may lie.
var kinds = map[string]func(rng *rand.Rand) float64{
	"lattice": func(rng *rand.Rand) float64 { return float64(rng.IntN(5) - 2) },     // ties
	"tenths":  func(rng *rand.Rand) float64 { return float64(rng.IntN(19)-9) / 10 }, // ties on paper
	"blobs":   func(rng *rand.Rand) float64 { return float64(3*rng.IntN(3)) + rng.Float64() + rng.Float64() },
	"tails":   func(rng *rand.Rand) float64 { return rng.NormFloat64() * math.Exp(3*rng.NormFloat64()) },
	"duplicates": func(rng *rand.Rand) float64 { // of points and centers, 0 and −0
		return math.Copysign(float64(rng.IntN(2)), rng.Float64()-0.5)
	},
}

var places = map[string]func(v float64, i, l int, seed uint64) float64{
	"as it is": func(v float64, i, l int, seed uint64) float64 { return v },
	"far away": func(v float64, i, l int, seed uint64) float64 { return offset(seed) + v },
	"outlier": func(v float64, i, l int, seed uint64) float64 {
		if i == 0 {
			return -1
		}
		return offset(seed) + v
	},
	"two scales": func(v float64, i, l int, seed uint64) float64 { return float64(1+i%3)*offset(seed) + v },
	"columns":    func(v float64, i, l int, seed uint64) float64 { return math.Ldexp(v, 300*(l%3)-300) },
	"ulps":       func(v float64, i, l int, seed uint64) float64 { return 1 + math.Round(v)*0x1p-52 },
	"2^900":      func(v float64, i, l int, seed uint64) float64 { return v * 0x1p900 },
	"2^-900":     func(v float64, i, l int, seed uint64) float64 { return v * 0x1p-900 },
	"2^-540":     func(v float64, i, l int, seed uint64) float64 { return v * 0x1p-540 }, // squares are subnormal
	"subnormal":  func(v float64, i, l int, seed uint64) float64 { return v * 0x1p-1072 },
	"largest":    func(v float64, i, l int, seed uint64) float64 { return max(-1, min(v/2, 1)) * math.MaxFloat64 },
}

// offset returns 10³, −10⁴, …, 10¹⁵, whole. (math.Exp and math.Pow have other bits on other
// machines; only tails use them, and TestSameBits not tails.)
func offset(seed uint64) float64 { return float64(1-2*int(seed&1)) * math.Pow10(int(3+seed%13)) }

// newProblem returns m points and k centers, a third of the time points, that may be
// equal; a third of the time other numbers, so that some never get a point; and a third
// of the time with points nearly in the middle between two centers that
// are close to one another.
func newProblem(kind, place string, seed uint64, m, n, k int) problem {
	rng := rand.New(rand.NewPCG(seed, 1))
	number := func(i, l int) float64 { return places[place](kinds[kind](rng), i, l, seed) }
	X, M := table(m, n, number), table(k, n, number)
	if seed%3 == 0 {
		for j := range M {
			M[j] = slices.Clone(X[rng.IntN(m)])
		}
	}
	if seed%3 == 1 {
		for j := 1; j < k; j += 2 { // centers in pairs
			for l, v := range M[j-1] {
				M[j][l] = v + (M[j][l]/8 - v/8)
			}
		}
		for _, x := range X[:m/2] {
			j := rng.IntN(k)
			a, b := M[j], M[min(j^1, k-1)]
			for l := range x {
				x[l] = a[l]/2 + b[l]/2
				if rng.IntN(4) == 0 {
					x[l] = math.Nextafter(x[l], b[l])
				}
			}
		}
	}
	return problem{fmt.Sprintf("%s, %s, seed %d, %d×%d points, %d centers", kind, place, seed, m, n, k), X, M}
}

// eachProblem tries n problems of each kind in each place, of all shapes.
func eachProblem(n int, try func(p problem)) {
	for kind := range kinds {
		for place := range places {
			for seed := range uint64(n) {
				rng := rand.New(rand.NewPCG(seed, 2))
				m := 1 + rng.IntN(30)
				try(newProblem(kind, place, seed, m, 1+rng.IntN(6), 1+rng.IntN(min(m, 12))))
			}
		}
	}
}

// A golden is a run that a NumPy program, written apart from this project, computed in
// the same arithmetic: testdata/golden/0*.json.
type golden struct {
	name  string
	X, M0 [][]float64
	Trace []struct {
		Y []int
		M [][]any // numbers, and "NaN"
	}
	Costs []float64 `json:"inertia_per_step"`
}

func readJSON(t testing.TB, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// goldens returns the nine runs.
func goldens(t testing.TB) (all []golden) {
	t.Helper()
	names, err := filepath.Glob("testdata/golden/0*.json")
	if err != nil || len(names) != 9 {
		t.Fatalf("testdata/golden has runs %v, %v; want nine", names, err)
	}
	for _, name := range names {
		g := golden{name: strings.TrimSuffix(filepath.Base(name), ".json")}
		readJSON(t, name, &g)
		all = append(all, g)
	}
	return all
}

func bits(values ...float64) (data []byte) {
	for _, v := range values {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
	}
	return data
}

func floats(data []byte) (values []float64) {
	for ; len(data) >= 8; data = data[8:] {
		values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(data)))
	}
	return values
}
