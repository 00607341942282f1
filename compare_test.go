// Package compare_test checks the derivation: every equals sign of the slides is a
// test here. Run
//
//	go test -v .
//
// and read the list from top to bottom. There are three kinds of evidence:
//
//   - TestDerivation: on exact data every rung equals the one before, bit for bit.
//   - TestTheorem, FuzzTheorem and TestWholeRuns: on any data, a point certified by
//     kmeans.Certain has the same label in exact arithmetic and in every form but E4;
//     and if every point of every step is certified, whole runs agree.
//   - TestExhibits: where the forms differ in float64, and which of them is right.
package compare_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// TestDerivation climbs from E1 to P2 on integers so chosen that no form ever
// rounds: every equality is one of bits.
func TestDerivation(t *testing.T) {
	for _, rung := range []struct {
		name  string
		sides func(problem) (left, right any)
	}{
		{"E1=E2", func(p problem) (any, any) { // choose j* by distance; or the label first
			Z := table(p.m, p.k, func(i, j int) float64 { return oneIf(j == argmin(p.k, p.squared(i))) })
			return Z, pointwise.OneHot(pointwise.Labels(p.X, p.M, norm), p.k)
		}},
		{"E2=E3", func(p problem) (any, any) { // ‖v‖ = √⟨v,v⟩
			return pointwise.Labels(p.X, p.M, norm), pointwise.Labels(p.X, p.M, pointwise.Distance)
		}},
		{"E3=E4", func(p problem) (any, any) { // ⟨x−μ,x−μ⟩ = ⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩
			return p.each(pointwise.Distance), p.each(pointwise.ExpandedDistance)
		}},
		{"E4=E5", func(p problem) (any, any) { // without the root and ⟨x,x⟩: the same argmin
			return pointwise.Labels(p.X, p.M, pointwise.ExpandedDistance), pointwise.Labels(p.X, p.M, pointwise.Score)
		}},
		{"E5=M1+M2", func(p problem) (any, any) { // the scores are −2XMᵀ + M_*
			X, M := matrix.FromRows(p.X), matrix.FromRows(p.M)
			MStar := matrix.Ones(p.m, p.n).Dot(M.T().Square()) // m×k
			return p.each(pointwise.Score), rows(X.Dot(M.T()).Scale(-2).Add(MStar))
		}},
		{"E5=M3", func(p problem) (any, any) { // the labels
			Y, _ := kmeans.Expectation(matrix.FromRows(p.X), matrix.FromRows(p.M))
			return pointwise.Labels(p.X, p.M, pointwise.Score), Y
		}},
		{"E2=M4", func(p problem) (any, any) { // z_ij is I_k[Y]
			return pointwise.OneHot(p.Y, p.k), rows(kmeans.RowwiseOneHot(p.Y, p.k))
		}},
		{"M3=M4", func(p problem) (any, any) { // Expectation returns both, and they belong together
			Y, Z := kmeans.Expectation(matrix.FromRows(p.X), matrix.FromRows(p.M))
			return pointwise.OneHot(Y, p.k), rows(Z)
		}},
		{"U1=U2", func(p problem) (any, any) { // summing C_j is weighting with z_ij
			return pointwise.SetMeans(p.X, p.Y, p.k), pointwise.WeightedMeans(p.X, pointwise.OneHot(p.Y, p.k))
		}},
		{"U2=M5", func(p problem) (any, any) { // ZᵀX / Zᵀ1
			Z := pointwise.OneHot(p.Y, p.k)
			return pointwise.WeightedMeans(p.X, Z), rows(kmeans.Maximization(matrix.FromRows(p.X), matrix.FromRows(Z)))
		}},
		{"M5=P2", func(p problem) (any, any) { // Zᵀ1 counts; so do the column sums
			X, Z := matrix.FromRows(p.X), kmeans.RowwiseOneHot(p.Y, p.k)
			return rows(kmeans.Maximization(X, Z)), rows(kmeans.CountedMaximization(X, Z))
		}},
		{"P1=P2", func(p problem) (any, any) { // three steps of the slides' two programs
			X := matrix.FromRows(p.X)
			M1, M2 := matrix.FromRows(p.M), matrix.FromRows(p.M)
			for range 3 {
				_, Z1 := kmeans.Expectation(X, M1)
				Z2 := kmeans.RowwiseOneHot(pointwise.Labels(p.X, rows(M2), pointwise.Distance), p.k)
				if slices.Contains(Z1.ColumnSums().Row(0), 0) {
					break // an empty cluster: see TestExhibits
				}
				M1, M2 = kmeans.Maximization(X, Z1), kmeans.CountedMaximization(X, Z2)
			}
			return rows(M1), rows(M2)
		}},
	} {
		t.Run(rung.name, func(t *testing.T) {
			for _, p := range exactProblems() {
				if left, right := rung.sides(p); !reflect.DeepEqual(left, right) {
					t.Fatalf("X = %v, M = %v:\n%v on the left,\n%v on the right", p.X, p.M, left, right)
				}
			}
		})
	}
}

// A problem is what the slides are given, with labels that leave no cluster empty.
type problem struct {
	m, n, k int
	X, M    [][]float64
	Y       []int
}

// exactProblems returns problems of many shapes, k = m, n = 1 and single points
// among them, that float64 computes without rounding. All numbers are multiples of
// 27720, the least common multiple of 1 … 12, and m ≤ 12, so means are integers; no
// sum comes near 2⁵³. Every center is a row of X, and no two of X's rows are equal.
func exactProblems() []problem {
	var problems []problem
	rng := rand.New(rand.NewPCG(1, 2))
	for m := 1; m <= 12; m++ {
		for n := 1; n <= 4; n++ {
			for k := 1; k <= m; k++ {
				p := problem{m: m, n: n, k: k, X: table(m, n, nil)}
				for i, x := range p.X {
					for l := range x {
						x[l] = 27720 * float64(rng.IntN(100)-50)
					}
					x[0] += 27720 * float64(100*i)
				}
				order := rng.Perm(m)
				for _, i := range order[:k] {
					p.M = append(p.M, p.X[i])
				}
				p.Y = make([]int, m)
				for at, i := range order {
					p.Y[i] = at % k
				}
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// squared returns j ↦ ‖x⁽ⁱ⁾ − μ⁽ʲ⁾‖², in exact arithmetic.
func (p problem) squared(i int) func(j int) *big.Rat {
	return func(j int) *big.Rat { return squaredDistance(p.X[i], p.M[j]) }
}

// each returns the m×k values of a measure.
func (p problem) each(measure func(x, mu []float64) float64) [][]float64 {
	return table(p.m, p.k, func(i, j int) float64 { return measure(p.X[i], p.M[j]) })
}

// norm is ‖x − μ‖ by the standard library's hypotenuse, coordinate by coordinate.
func norm(x, mu []float64) float64 {
	d := 0.0
	for l := range x {
		d = math.Hypot(d, x[l]-mu[l])
	}
	return d
}

func oneIf(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// argmin returns the first index of the smallest value.
func argmin(k int, value func(j int) *big.Rat) int {
	best := 0
	for j := 1; j < k; j++ {
		if value(j).Cmp(value(best)) < 0 {
			best = j
		}
	}
	return best
}

func squaredDistance(x, mu []float64) *big.Rat {
	sum := new(big.Rat)
	for l := range x {
		d := new(big.Rat).Sub(new(big.Rat).SetFloat64(x[l]), new(big.Rat).SetFloat64(mu[l]))
		sum.Add(sum, d.Mul(d, d))
	}
	return sum
}

// table returns m rows of n values f(i, j), or of zeros.
func table(m, n int, f func(i, j int) float64) [][]float64 {
	A := make([][]float64, m)
	for i := range A {
		A[i] = make([]float64, n)
		for j := range A[i] {
			if f != nil {
				A[i][j] = f(i, j)
			}
		}
	}
	return A
}

func rows(A *matrix.Matrix) [][]float64 {
	m, n := A.Dims()
	return table(m, n, A.At)
}

// checkTheorem fails the test if a certified point of X has two labels. It returns
// how many points are certified.
func checkTheorem(t *testing.T, X, M [][]float64) (certified int) {
	t.Helper()
	Y, _ := kmeans.Expectation(matrix.FromRows(X), matrix.FromRows(M))
	forms := map[string][]int{
		"E3, the root":                pointwise.Labels(X, M, pointwise.Distance),
		"E3 without the root":         pointwise.Labels(X, M, squareOnly),
		"E5, the score":               pointwise.Labels(X, M, pointwise.Score),
		"the score, summed backwards": pointwise.Labels(X, M, backwardScore),
		"the score, fused":            pointwise.Labels(X, M, fusedScore),
		"M3, the matrix form":         Y,
	}
	for i, certain := range kmeans.Certain(matrix.FromRows(X), matrix.FromRows(M)) {
		if !certain {
			continue
		}
		certified++
		squared := func(j int) *big.Rat { return squaredDistance(X[i], M[j]) }
		want := argmin(len(M), squared)
		for j := range M {
			if j != want && squared(j).Cmp(squared(want)) == 0 {
				t.Errorf("x = %v, M = %v: certified, but centers %d and %d tie exactly", X[i], M, want, j)
			}
		}
		for form, Y := range forms {
			if Y[i] != want {
				t.Errorf("x = %v, M = %v: certified, but the label is %d by %s and %d exactly", X[i], M, Y[i], form, want)
			}
		}
		if t.Failed() {
			t.FailNow() // one point says it all
		}
	}
	return certified
}

func squareOnly(x, mu []float64) float64 {
	sum := 0.0
	for l := range x {
		d := x[l] - mu[l]
		sum += float64(d * d)
	}
	return sum
}

func fusedScore(x, mu []float64) float64 {
	p, q := 0.0, 0.0
	for l := range x {
		p, q = math.FMA(x[l], mu[l], p), math.FMA(mu[l], mu[l], q)
	}
	return math.FMA(-2, p, q)
}

func backwardScore(x, mu []float64) float64 {
	x, mu = slices.Clone(x), slices.Clone(mu)
	slices.Reverse(x)
	slices.Reverse(mu)
	return pointwise.Score(x, mu)
}

// TestTheorem tries to break the certificate: points nearly as far from one center
// as from another, at every distance from the origin.
func TestTheorem(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	certified, points := 0, 0
	for range 400 {
		m, n, k := 20, 1+rng.IntN(6), 1+rng.IntN(5)
		offset := math.Ldexp(1, rng.IntN(60)-30)
		random := func(i, j int) float64 { return offset + rng.Float64() }
		X, M := table(m, n, random), table(k, n, random)
		for _, x := range X { // between two centers, and then off by a little
			a, b := M[rng.IntN(k)], M[rng.IntN(k)]
			off := math.Ldexp(rng.Float64()-0.5, -rng.IntN(60))
			for l := range x {
				x[l] = (a[l]+b[l])/2 + off*(a[l]-b[l])
			}
		}
		certified += checkTheorem(t, X, M)
		points += m
	}
	t.Logf("%d of %d points certified", certified, points)
	if certified < points/4 || certified > points*9/10 {
		t.Errorf("%d of %d points certified: that tries the certificate too little", certified, points)
	}
}

// FuzzTheorem is TestTheorem with the fuzzer's numbers, whatever their size.
func FuzzTheorem(f *testing.F) {
	for _, e := range append(exhibits, counterexamples(f)...) {
		f.Add(uint8(len(e.x)), bytesOf(append(slices.Concat(e.M...), e.x...)))
	}
	f.Fuzz(func(t *testing.T, width uint8, data []byte) {
		n := 1 + int(width+7)%8 // width itself, from 1 to 8
		var values [][]float64
		for ; len(data) >= 8*n && len(values) < 6; data = data[8*n:] {
			row := make([]float64, n)
			for l := range row {
				row[l] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*l:]))
				if math.IsNaN(row[l]) || math.IsInf(row[l], 0) {
					t.Skip("not finite")
				}
			}
			values = append(values, row)
		}
		if len(values) < 2 {
			t.Skip("too few numbers")
		}
		last := len(values) - 1
		checkTheorem(t, values[last:], values[:last])
	})
}

func bytesOf(values []float64) (data []byte) {
	for _, v := range values {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
	}
	return data
}

// TestWholeRuns runs both forms on real data, each along its own trace, and asks for
// the same labels and the same centers, bit for bit, at every step. Started from the
// same centers, a step on which every point is certified ends with the same centers
// in both; so identity is proved and not lucky. Starts that meet an uncertified
// point, a tie to rounding, are counted and left to TestExhibits.
func TestWholeRuns(t *testing.T) {
	for _, data := range []struct {
		name, file string
		columns    int
		scale      float64
		k          int
	}{
		{"200 points of the slides' size", "docs/data/slide.csv", 2, 1, 4},
		{"Iris in millimetres", "docs/data/iris.csv", 4, 10, 3},
		{"Old Faithful", "docs/data/faithful.csv", 2, 1, 2},
	} {
		t.Run(data.name, func(t *testing.T) {
			X := read(t, data.file, data.columns, data.scale)
			const starts = 50
			proved := 0
			for seed := range uint64(starts) {
				M := kmeans.Shuffle(matrix.FromRows(X), data.k, rand.New(rand.NewPCG(seed, 0)))
				if sameRun(t, X, M, seed) {
					proved++
				}
			}
			t.Logf("%d of %d starts: certified at every point of every step, and identical", proved, starts)
			if proved < starts*8/10 {
				t.Errorf("%d of %d starts are certified throughout, want most", proved, starts)
			}
		})
	}
}

// sameRun reports whether every point of every step from M is certified, and fails
// the test if the forms differ before one is not.
func sameRun(t *testing.T, X [][]float64, M *matrix.Matrix, seed uint64) bool {
	t.Helper()
	loops := rows(M)
	var last []int
	for step := 1; step <= 50; step++ {
		if slices.Contains(kmeans.Certain(matrix.FromRows(X), M), false) {
			return false
		}
		Y, Z := kmeans.Expectation(matrix.FromRows(X), M)
		M = kmeans.Maximization(matrix.FromRows(X), Z)
		labels := pointwise.Labels(X, loops, pointwise.Distance)
		loops = pointwise.SetMeans(X, labels, len(loops))
		if !slices.Equal(labels, Y) || !reflect.DeepEqual(loops, rows(M)) {
			t.Errorf("seed %d, step %d: labels %v and centers\n%v in loops, %v and\n%v in matrices",
				seed, step, labels, loops, Y, rows(M))
			return false
		}
		if slices.Equal(Y, last) {
			break
		}
		last = Y
	}
	return true
}

// read returns the first columns of a file with a header, times scale.
func read(t *testing.T, file string, columns int, scale float64) [][]float64 {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return table(len(records)-1, columns, func(i, j int) float64 {
		v, err := strconv.ParseFloat(records[i+1][j], 64)
		if err != nil {
			t.Fatal(err)
		}
		if scale != 1 {
			v = math.Round(scale * v)
		}
		return v
	})
}

// An exhibit is a point on which the forms differ in float64.
type exhibit struct {
	name          string
	x             []float64
	M             [][]float64
	e3, m3, exact int // the labels by the root, by the scores, and exactly
}

var exhibits = []exhibit{
	{"the root merges two squares", []float64{0, 0}, [][]float64{{1, 0x1p-26}, {1, 0}}, 0, 1, 1},
	{"the expansion cancels", []float64{0.2}, [][]float64{{0.3}, {0.1}}, 0, 1, 0},
	{"a point that is a center", []float64{1}, [][]float64{{1 + 0x1p-27}, {1}}, 1, 0, 1},
	{"far from the origin", []float64{0x1.7d7840015b1b2p+26, 0x1.7d7840053d0d9p+26},
		[][]float64{{0x1.7d7840084eb51p+26, 0x1.7d784026457a5p+26}, {0x1.7d78403e2f193p+26, 0x1.7d78403ff0357p+26}}, 0, 1, 0},
	{"overflow", []float64{2e154}, [][]float64{{2.1e154}, {2e154}}, 1, 0, 1},
	{"underflow", []float64{0}, [][]float64{{2e-170}, {1e-170}}, 0, 0, 1},
}

// counterexamples reads more of them, found by search.
func counterexamples(t testing.TB) (more []exhibit) {
	t.Helper()
	data, err := os.ReadFile("kmeans/testdata/golden/counterexamples.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Examples []struct {
			Note         string
			X            []float64
			Centres      [][]float64
			PickSqrt     int `json:"pick_sqrt"`
			PickExpanded int `json:"pick_expanded"`
			PickExact    int `json:"pick_exact"`
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	for _, e := range file.Examples {
		more = append(more, exhibit{e.Note, e.X, e.Centres, e.PickSqrt, e.PickExpanded, e.PickExact})
	}
	return more
}

func (e exhibit) check(t *testing.T) {
	X := [][]float64{e.x}
	e3 := pointwise.Labels(X, e.M, pointwise.Distance)[0]
	Y, _ := kmeans.Expectation(matrix.FromRows(X), matrix.FromRows(e.M))
	exact := argmin(len(e.M), func(j int) *big.Rat { return squaredDistance(e.x, e.M[j]) })
	if e3 != e.e3 || Y[0] != e.m3 || exact != e.exact {
		t.Errorf("%s: x = %v, M = %v: labels %d by E3, %d by M3, %d exactly; want %d, %d, %d",
			e.name, e.x, e.M, e3, Y[0], exact, e.e3, e.m3, e.exact)
	}
	if e3 != Y[0] && kmeans.Certain(matrix.FromRows(X), matrix.FromRows(e.M))[0] {
		t.Errorf("%s: x = %v, M = %v is certified", e.name, e.x, e.M)
	}
}

// TestExhibits shows where the equals signs break, and that the certificate, which
// knows nothing of the answer, certifies none of these points.
func TestExhibits(t *testing.T) {
	for _, e := range exhibits {
		t.Run(e.name, e.check)
		if e.e3 == e.exact && e.m3 == e.exact {
			t.Errorf("%s: E3 and M3 are both right", e.name)
		}
	}
	t.Run("found by search", func(t *testing.T) {
		for _, e := range counterexamples(t) {
			e.check(t)
		}
	})
	t.Run("a negative number under the root", func(t *testing.T) {
		x, mu := []float64{0.1, 0.1}, []float64{math.Nextafter(0.1, 0), 0.1}
		if d := pointwise.ExpandedDistance(x, mu); !math.IsNaN(d) {
			t.Errorf("ExpandedDistance(%v, %v) = %v, want NaN", x, mu, d)
		}
	})
	t.Run("fusing flips a label", func(t *testing.T) {
		X, M := [][]float64{{0.1, 0.1}}, [][]float64{{0.2, 0.5}, {0.5, 0.2}} // a tie
		fused := pointwise.Labels(X, M, fusedScore)[0]
		Y, _ := kmeans.Expectation(matrix.FromRows(X), matrix.FromRows(M))
		if fused != 1 || Y[0] != 0 {
			t.Errorf("X = %v, M = %v: label %d fused and %d not, want 1 and 0", X, M, fused, Y[0])
		}
	})
	t.Run("an empty cluster", func(t *testing.T) { // the slide divides 0 by 0, and then NaN takes all
		X := matrix.FromRows([][]float64{{0, 0}, {1, 0}})
		M := matrix.FromRows([][]float64{{0, 0}, {9, 9}})
		_, Z := kmeans.Expectation(X, M)
		M = kmeans.Maximization(X, Z)
		if Y, _ := kmeans.Expectation(X, M); !math.IsNaN(M.At(1, 0)) || !slices.Equal(Y, []int{1, 1}) {
			t.Errorf("center %v and then labels %v, want NaN and all 1", M.Row(1), Y)
		}
	})
}

// TestSameBits holds a digest of what the packages compute to a constant: whatever
// the machine, the compiler's mind about fusing, or the number of cores, the bits
// are the same. (Only the bits of a NaN are the machine's own business.)
func TestSameBits(t *testing.T) {
	hash := sha256.New()
	add := func(values ...float64) {
		for i, v := range values {
			if v != v {
				values[i] = math.NaN()
			}
		}
		hash.Write(bytesOf(values))
	}
	rng := rand.New(rand.NewPCG(5, 6))
	tenths := func(i, j int) float64 { return float64(rng.IntN(19)-9) / 10 } // ties on paper, which rounding breaks
	for _, size := range [][3]int{{1, 1, 1}, {200, 2, 4}, {300, 3, 2}, {150, 4, 3}, {3000, 7, 5}, {2000, 16, 32}} {
		m, n, k := size[0], size[1], size[2]
		for _, value := range []func(i, j int) float64{
			func(i, j int) float64 { return float64(i%k) + 2*rng.Float64() - 1 },
			func(i, j int) float64 { return float64(i%k) + 2*rng.Float64() + 99 },
			tenths,
		} {
			points := table(m, n, value)
			X := matrix.FromRows(points)
			for _, M := range []*matrix.Matrix{
				kmeans.Shuffle(X, k, rng), kmeans.Resample(X, k, rng), kmeans.PlusPlus(X, k, rng),
			} {
				r, err := kmeans.Fit(X, M, 20)
				if err != nil {
					t.Fatal(err)
				}
				loops, err := pointwise.Fit(points, rows(M), 5)
				if err != nil {
					t.Fatal(err)
				}
				for range 5 {
					Y, Z := kmeans.Expectation(X, M)
					add(slices.Concat(rows(kmeans.CountedMaximization(X, Z))...)...)
					M = kmeans.Maximization(X, Z)
					add(slices.Concat(rows(M)...)...)
					add(kmeans.Cost(X, M, Y))
					for i, certain := range kmeans.Certain(X, M) {
						add(float64(Y[i]), oneIf(certain))
					}
				}
				for i := range m {
					add(float64(r.Y[i]), float64(loops.Y[i]))
				}
				add(slices.Concat(rows(r.M)...)...)
				add(slices.Concat(loops.M...)...)
				add(slices.Concat(pointwise.WeightedMeans(points, table(m, k, func(i, j int) float64 { return points[i][0] }))...)...)
				add(r.Costs...)
				add(loops.Costs...)
				for _, measure := range []func(x, mu []float64) float64{
					pointwise.Distance, pointwise.ExpandedDistance, pointwise.Score,
				} {
					for _, mu := range loops.M {
						add(measure(points[0], mu), measure(points[m-1], mu))
					}
				}
				add(slices.Concat(rows(X.T().Dot(X))...)...)
			}
		}
	}
	for i := range 60 {
		X := matrix.FromRows(table(200, 2+i%3, tenths))
		r, err := kmeans.Fit(X, kmeans.Shuffle(X, 2+i%7, rng), 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, y := range r.Y {
			add(float64(y))
		}
	}
	const want = "de586c74a832be73"
	if got := fmt.Sprintf("%x", hash.Sum(nil)[:8]); got != want {
		t.Errorf("the digest is %s, want %s: some bits differ. If other tests fail too, mend those first; if none does, it is this machine that computes other bits", got, want)
	}
}
