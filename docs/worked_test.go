package docs_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// TestComputed: tables show what is computed here, headers and all; of what Python prints,
// the numbers.
func TestComputed(t *testing.T) {
	blocks := map[string]string{}
	derivation(t, blocks)
	errata(blocks)
	for _, p := range pages() {
		for _, b := range p.blocks {
			name, ok := strings.CutPrefix(b.marker, "computed: ")
			inWalkthrough := p.path == "docs/derivation.md" && strings.HasPrefix(b.marker, "worked: ")
			if b.lang != "text" && b.lang != "pycon" || inWalkthrough {
				continue
			}
			show := strings.Fields
			if b.lang == "pycon" {
				show = numbers
			}
			if want := blocks[name]; !ok || want == "" {
				p.errorf(t, b.line, "before this block stands %q and no <!-- computed: NAME --> or <!-- worked: NAME -->", b.marker)
			} else if !slices.Equal(show(b.text), show(want)) {
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
	for _, s := range number.FindAllString(strings.ToLower(asked.ReplaceAllString(text, "")), -1) {
		v, _ := strconv.ParseFloat(s, 64)
		all = append(all, fmt.Sprint(v))
	}
	return all
}

// The worked example: six points, and the first two of them as centers.
var points = [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}

// derivation computes what derivation.md shows besides the worked example's first step.
func derivation(t *testing.T, blocks map[string]string) {
	X := matrix.FromRows(points)                        // m×n
	_, Z := kmeans.Expectation(X, X.Index([]int{0, 1})) // m×k
	blocks["P2"] = "column sums as a column M\n" +
		beside(Z.ColumnSums(), Z.ColumnSums().T(), kmeans.CountedMaximization(X, Z))
	blocks["wrong"] = fmt.Sprint(Z.T().Dot(X).Div(Z.ColumnSums().T()), Z.T().Dot(X).Div(Z.ColumnSums()))

	centers := fit(t, X, X.Index([]int{0, 1})).M
	newX := matrix.FromRows([][]float64{{5, 5}, {1, 5}})
	Y, _ := kmeans.Expectation(newX, centers)
	blocks["new points"] = "newX M Y\n" + beside(newX, centers, column(Y))

	// An empty cluster, in the slide's form and in Fit's.
	X, M := matrix.FromRows([][]float64{{0, 0}, {1, 0}}), matrix.FromRows([][]float64{{0, 0}, {9, 9}})
	Y, dead := kmeans.Run(X, M, 1)
	next, _ := kmeans.Run(X, M, 2)
	kept := fit(t, X, M)
	blocks["empty"] = "X M Y the slide's next M the Y after that Fit's M the Y after that\n" +
		beside(X, M, column(Y), dead, column(next), kept.M, column(kept.Y))

	// Two starts, two ends.
	X = matrix.FromRows([][]float64{{0, 0}, {4, 0}, {0, 1}, {4, 1}})
	blocks["two ends"] = "X start Y at the end cost start Y at the end cost\n"
	sides := []*matrix.Matrix{X}
	for _, start := range []*matrix.Matrix{X.Index([]int{0, 2}), X.Index([]int{0, 1})} {
		r := fit(t, X, start)
		sides = append(sides, start, column(r.Y), matrix.FromRows([][]float64{r.Costs[len(r.Costs)-1:]}))
	}
	blocks["two ends"] += beside(sides...)

	// The smallest of 20 costs, for several k.
	X = slidePoints(t)
	blocks["starts"] = "k smallest cost reached by\n"
	for k := 1; k <= 6; k++ {
		var costs []float64
		for seed := range uint64(20) {
			r := fit(t, X, kmeans.Shuffle(X, k, rand.New(rand.NewPCG(seed, 0))))
			costs = append(costs, r.Costs[len(r.Costs)-1])
		}
		best, reached := slices.Min(costs), 0
		for _, cost := range costs {
			if cost < best*(1+1e-9) { // a rounded sum
				reached++
			}
		}
		blocks["starts"] += fmt.Sprintf("%d %.0f %d of 20\n", k, best, reached)
	}
}

func fit(t *testing.T, X, M *matrix.Matrix) kmeans.Result {
	r, err := kmeans.Fit(X, M, 1000)
	if err != nil || !r.Converged {
		t.Fatal(r, err)
	}
	return r
}

// slidePoints returns the 200 points of slide.csv.
func slidePoints(t *testing.T) *matrix.Matrix {
	rows, err := csv.NewReader(bytes.NewReader(repository()["docs/data/slide.csv"].Data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return filled(len(rows)-1, 2, func(i, l int) float64 {
		v, err := strconv.ParseFloat(rows[i+1][l], 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	})
}

// errata computes the blocks of slips.md: what a student sees who copies the slides.
func errata(blocks map[string]string) {
	X := matrix.FromRows(points)
	labels := func(M *matrix.Matrix) []int { Y, _ := kmeans.Expectation(X, M); return Y }
	M := X.Index([]int{0, 1})
	with := func(MStar *matrix.Matrix) string {
		return fmt.Sprint(X.Dot(M.T()).Scale(-2).Add(MStar).RowwiseArgmin())
	}
	blocks["erratum 2"] = with(matrix.Ones(6, 2).Dot(M.Square()))
	blocks["erratum 3"] = fmt.Sprint(labels(M), labels(matrix.FromRows([][]float64{{1, 6}, {7, 7}})))
	blocks["erratum 4"] = with(matrix.Ones(6, 2).Dot(M.T().Dot(M.T())))

	run := func(X, M *matrix.Matrix, steps int) (Ys, Ms string) {
		for s := range steps {
			Y, centers := kmeans.Run(X, M, s+1)
			Ys += fmt.Sprint(Y)
			Ms += fmt.Sprint(Y, centers, " ")
		}
		return Ys, Ms
	}
	five := matrix.FromRows([][]float64{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}})
	_, blocks["erratum 10"] = run(five, five.Index([]int{0, 1, 2}), 5)
	blocks["erratum 11"], _ = run(X, X.Index([]int{0, 0}), 3)
	Y, M := kmeans.Run(X, M, 2)
	blocks["erratum 12"] = fmt.Sprint(Y, labels(M))
}

// beside returns the numbers of matrices that stand side by side, line by line.
func beside(matrices ...*matrix.Matrix) (text string) {
	for i := range 6 {
		for _, A := range matrices {
			if m, _ := A.Dims(); i < m {
				text += strings.Trim(fmt.Sprint(A.Row(i)), "[]") + " "
			}
		}
		text += "\n"
	}
	return text
}

func column(Y []int) *matrix.Matrix {
	return filled(len(Y), 1, func(i, _ int) float64 { return float64(Y[i]) })
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
