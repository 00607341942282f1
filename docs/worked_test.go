package docs_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// TestComputed: the numbers on the pages are those computed here.
func TestComputed(t *testing.T) {
	blocks := map[string]string{}
	derivation(blocks)
	errata(blocks)
	for _, p := range pages() {
		for _, b := range p.blocks {
			name, ok := strings.CutPrefix(b.marker, "computed: ")
			inWalkthrough := p.path == "docs/derivation.md" && strings.HasPrefix(b.marker, "worked: ")
			if b.lang != "text" && b.lang != "pycon" || inWalkthrough {
				continue
			}
			if want := blocks[name]; !ok || want == "" {
				p.errorf(t, b.line, "before this block stands %q and no <!-- computed: NAME --> or <!-- worked: NAME -->", b.marker)
			} else if !slices.Equal(numbers(b.text), numbers(want)) {
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
func derivation(blocks map[string]string) {
	X := matrix.FromRows(points)                        // m×n
	_, Z := kmeans.Expectation(X, X.Index([]int{0, 1})) // m×k
	blocks["P2"] = beside(Z.ColumnSums(), Z.ColumnSums().T(), kmeans.CountedMaximization(X, Z))
	blocks["wrong"] = fmt.Sprint(Z.T().Dot(X).Div(Z.ColumnSums().T()), Z.T().Dot(X).Div(Z.ColumnSums()))

	// An empty cluster, in the slide's form and in Fit's.
	X, M := matrix.FromRows([][]float64{{0, 0}, {1, 0}}), matrix.FromRows([][]float64{{0, 0}, {9, 9}})
	Y, Z := kmeans.Expectation(X, M)
	dead := kmeans.Maximization(X, Z)
	next, _ := kmeans.Expectation(X, dead)
	kept, _ := kmeans.Fit(X, M, 50)
	blocks["empty"] = beside(X, M, column(Y), dead, column(next), kept.M, column(kept.Y))
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
			Ms += fmt.Sprint(Y, M, " ")
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

// beside returns the numbers of matrices that stand side by side, line by line.
func beside(matrices ...*matrix.Matrix) (text string) {
	for i := range 6 {
		for _, A := range matrices {
			if m, _ := A.Dims(); i < m {
				text += fmt.Sprint(A.Row(i), " ")
			}
		}
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
