package docs_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// TestWorked: the numbers on the pages are those computed here.
func TestWorked(t *testing.T) {
	blocks := map[string]string{}
	derivation(blocks)
	errata(blocks)
	for _, p := range pages(t) {
		for _, b := range p.blocks {
			if b.lang != "text" && b.lang != "pycon" {
				continue
			}
			want, ok := blocks[strings.TrimPrefix(b.marker, "worked: ")]
			if !ok {
				p.errorf(t, b.line, "before this block stands %q and no <!-- worked: NAME --> that is computed", b.marker)
			} else if b.lang == "text" && strings.TrimSpace(b.text()) != strings.TrimSpace(want) || b.lang == "pycon" && !slices.Equal(numbers(asked.ReplaceAllString(b.text(), "")), numbers(want)) {
				p.errorf(t, b.line, "%s is\n%s", b.marker, want)
			}
		}
	}
}

var (
	asked  = regexp.MustCompile(`(?m)^(>>>|\.\.\.|<).*`) // what Python was asked, and its warnings
	number = regexp.MustCompile(`-?\d+(\.\d*)?|nan`)
)

func numbers(text string) (all []string) {
	for _, s := range number.FindAllString(strings.ToLower(text), -1) {
		v, _ := strconv.ParseFloat(s, 64)
		all = append(all, fmt.Sprint(v))
	}
	return all
}

// The worked example: six points, and the first two of them as centers.
var points = [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}

// derivation computes the blocks of derivation.md.
func derivation(blocks map[string]string) {
	X := matrix.FromRows(points) // m×n
	M := X.Index([]int{0, 1})    // k×n
	m, n := X.Dims()
	k, _ := M.Dims()
	ones := matrix.Ones(m, n)
	squares := func(A *matrix.Matrix) *matrix.Matrix { return A.Square().Dot(matrix.Ones(n, 1)) } // ⟨x,x⟩ of each row
	minus := func(j int) *matrix.Matrix { return X.Add(M.Index([]int{j}).Scale(-1)) }
	measured := func(measure func(x, mu []float64) float64) *matrix.Matrix {
		return filled(m, k, func(i, j int) float64 { return measure(X.Row(i), M.Row(j)) })
	}

	MStar := ones.Dot(M.T().Square())         // m×k
	XM := X.Dot(M.T()).Scale(-2)              // m×k
	scores := XM.Add(MStar)                   // m×k
	distances := measured(pointwise.Distance) // m×k
	score := measured(pointwise.Score)        // m×k
	Y, Z := kmeans.Expectation(X, M)          // m, m×k
	weighted := func(j int) *matrix.Matrix {
		return filled(m, n, func(i, l int) float64 { return Z.At(i, j) * X.At(i, l) })
	}

	labels := pointwise.Labels(points, points[:k], pointwise.Distance)
	blocks["Given"] = beside("X", X, "M", M)
	blocks["E2"] = beside("x", X, "‖x−μ⁽¹⁾‖  ‖x−μ⁽²⁾‖", distances, "y", labels, "z", matrix.FromRows(pointwise.OneHot(labels, k)))
	blocks["E3"] = beside("x−μ⁽¹⁾", minus(0), "⟨·,·⟩", squares(minus(0)), "x−μ⁽²⁾", minus(1), "⟨·,·⟩", squares(minus(1)), "the roots", distances)
	blocks["E4"] = beside("⟨x,x⟩", squares(X), "−2⟨x,μ⟩", XM, "⟨μ,μ⟩", MStar, "the sum", scores.Add(squares(X)), "its root", measured(pointwise.ExpandedDistance))
	blocks["E5"] = beside("score", score, "score + ⟨x,x⟩", score.Add(squares(X)), "y", pointwise.Labels(points, points[:k], pointwise.Score))
	for j, mean := range pointwise.SetMeans(points, Y, k) {
		blocks["U1"] += fmt.Sprintf("C_%d:", j+1)
		for i, y := range Y {
			if y == j {
				blocks["U1"] += fmt.Sprint(" ", points[i])
			}
		}
		blocks["U1"] += fmt.Sprintf(", %v of them, mean %v\n", Z.ColumnSums().At(0, j), mean)
	}
	blocks["U2"] = beside("x", X, "z", Z, "z_i1 x", weighted(0), "z_i2 x", weighted(1), "means", matrix.FromRows(pointwise.WeightedMeans(points, rowsOf(Z))))
	blocks["M1"] = beside("X", X, "Mᵀ", M.T(), "XMᵀ", X.Dot(M.T()))
	blocks["M2"] = beside("1", ones, "(Mᵀ)²", M.T().Square(), "M_*", MStar)
	blocks["M3"] = beside("−2XMᵀ", XM, "M_*", MStar, "−2XMᵀ + M_*", scores, "Y", scores.RowwiseArgmin())
	blocks["M4"] = beside("I_2", matrix.Eye(k), "Y", Y, "Z", kmeans.RowwiseOneHot(Y, k))
	blocks["M5"] = beside("ZᵀX", Z.T().Dot(X), "Zᵀ1", Z.T().Dot(ones), "M", kmeans.Maximization(X, Z))
	blocks["P2"] = beside("column sums", Z.ColumnSums(), "as a column", Z.ColumnSums().T(), "M", kmeans.CountedMaximization(X, Z))
	blocks["wrong"] = fmt.Sprint(Z.T().Dot(X).Div(Z.ColumnSums().T()), Z.T().Dot(X).Div(Z.ColumnSums()))
	blocks["run"] = "step  Y              M                     cost"
	for step := 1; step <= 4; step++ {
		Y, Z := kmeans.Expectation(X, M)
		M = kmeans.Maximization(X, Z)
		blocks["run"] += fmt.Sprintf("\n%4d  %v  %-20s  %4v", step, Y, fmt.Sprint(rowsOf(M)), kmeans.Cost(X, M, Y))
	}

	// An empty cluster, in the slide's form and in Fit's.
	apart, far := matrix.FromRows([][]float64{{0, 0}, {1, 0}}), matrix.FromRows([][]float64{{0, 0}, {9, 9}})
	emptyY, emptyZ := kmeans.Expectation(apart, far)
	dead := kmeans.Maximization(apart, emptyZ)
	deadY, _ := kmeans.Expectation(apart, dead)
	kept, err := kmeans.Fit(apart, far, 50)
	if err != nil {
		panic(err)
	}
	blocks["empty"] = beside("X", apart, "M", far, "Y", emptyY, "the slide's next M", dead, "and Y", deadY, "Fit's M", kept.M, "and Y", kept.Y)
}

// errata computes the blocks of slips.md: what a student sees who copies the slides.
func errata(blocks map[string]string) {
	X := matrix.FromRows(points)
	labels := func(M *matrix.Matrix) []int { Y, _ := kmeans.Expectation(X, M); return Y }
	M := X.Index([]int{0, 1})
	power := matrix.Ones(6, 2).Dot(M.T().Dot(M.T()))
	blocks["erratum 3"] = fmt.Sprint(labels(M), labels(matrix.FromRows([][]float64{{1, 6}, {7, 7}})))
	blocks["erratum 4"] = fmt.Sprint(labels(M), X.Dot(M.T()).Scale(-2).Add(power).RowwiseArgmin())

	run := func(X, M *matrix.Matrix, steps int) (Ys, Ms string, last *matrix.Matrix) {
		for range steps {
			Y, Z := kmeans.Expectation(X, M)
			M = kmeans.Maximization(X, Z)
			Ys += fmt.Sprint(Y)
			Ms += fmt.Sprint(Y, rowsOf(M))
		}
		return Ys, Ms, M
	}
	five := matrix.FromRows([][]float64{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}})
	_, blocks["erratum 10"], _ = run(five, five.Index([]int{0, 1, 2}), 5)
	blocks["erratum 11"], _, _ = run(X, X.Index([]int{0, 0}), 3)
	_, _, M = run(X, M, 1)
	second, _, M := run(X, M, 1)
	blocks["erratum 12"] = fmt.Sprint(second, labels(M))
}

// beside sets matrices side by side, each under its name. Labels are a column.
func beside(namesAndValues ...any) string {
	var lines []string
	for c := 0; c < len(namesAndValues); c += 2 {
		value := namesAndValues[c+1]
		if Y, ok := value.([]int); ok {
			value = filled(len(Y), 1, func(i, _ int) float64 { return float64(Y[i]) })
		}
		wide := 0
		for _, line := range lines {
			wide = max(wide, utf8.RuneCountInString(line)+4)
		}
		for i, cell := range strings.Split(fmt.Sprintf("%s\n%v", namesAndValues[c], value), "\n") {
			if i == len(lines) {
				lines = append(lines, "")
			}
			lines[i] += strings.Repeat(" ", wide-utf8.RuneCountInString(lines[i])) + cell
		}
	}
	return strings.Join(lines, "\n")
}

func rowsOf(A *matrix.Matrix) (rows [][]float64) {
	m, _ := A.Dims()
	for i := range m {
		rows = append(rows, A.Row(i))
	}
	return rows
}

func filled(m, n int, value func(i, j int) float64) *matrix.Matrix {
	A := matrix.New(m, n)
	for i := range m {
		for j := range n {
			A.Set(i, j, value(i, j))
		}
	}
	return A
}

// The slides' first program, on the points of the worked example.
func Example_firstProgram() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}) // m×n
	rng := rand.New(rand.NewPCG(1, 0))
	k := 2

	M := kmeans.Shuffle(X, k, rng) // k×n
	for range 50 {
		_, Z := kmeans.Expectation(X, M) // m×k
		M = kmeans.Maximization(X, Z)    // k×n
	}
	fmt.Println(M)
	// Output:
	// 1    6
	// 5.5  6.5
}

// The slides' second program. It takes labels from distances, so it needs the points
// one by one too.
func Example_secondProgram() {
	X := matrix.FromRows(points) // m×n
	rng := rand.New(rand.NewPCG(1, 0))
	k := 2

	M := kmeans.Resample(X, k, rng) // k×n
	for range 50 {
		Y := pointwise.Labels(points, rowsOf(M), pointwise.Distance) // m
		Z := kmeans.RowwiseOneHot(Y, k)                              // m×k
		M = kmeans.CountedMaximization(X, Z)                         // k×n
	}
	fmt.Println(M)
	// Output:
	// 5.5  6.5
	//   1    6
}
