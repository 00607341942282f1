package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// Worked holds every number of the derivation for a start: worked.js computes the same
// for the page, and docs/derivation.md shows them. An entry is a table by its name; its rows need not be
// equally long.
type Worked map[string][][]float64

// newWorked runs the packages on few points X, m×n, from the start of a run.
func newWorked(X *matrix.Matrix, run *Run) Worked {
	M := run.Start
	m, n := X.Dims()
	k, _ := M.Dims()
	x, mu := X.Rows(), M.Rows()
	w := Worked{"X": x, "M": mu}
	set := func(name string, A *matrix.Matrix) *matrix.Matrix { w[name] = A.Rows(); return A }
	column := func(name string, Y []int) {
		for _, y := range Y {
			w[name] = append(w[name], []float64{float64(y)})
		}
	}
	measured := func(name string, measure func(x, mu []float64) float64) {
		for i := range x {
			w[name] = append(w[name], make([]float64, k))
			for j := range mu {
				w[name][i][j] = measure(x[i], mu[j])
			}
		}
	}

	// In matrices, piece by piece as kmeans/slide.go has them.
	ones := set("ones", matrix.Ones(m, n))
	XMT := set("XMT", X.Dot(set("MT", M.T())))
	MStar := set("MStar", ones.Dot(set("MT2", M.T().Square())))
	set("scores", XMT.Scale(-2).Add(MStar))
	Y, Z := kmeans.Expectation(X, M)
	column("Y", Y)
	set("eye", matrix.Eye(k))
	ZT := set("ZT", set("Z", Z).T())
	set("ZTX", ZT.Dot(X))
	set("counts", ZT.Dot(ones))
	set("M5", kmeans.Maximization(X, Z))

	// Point by point: what each rung measures, and its parts.
	measured("E1", pointwise.Distance)
	measured("E4", pointwise.ExpandedDistance)
	measured("E5", pointwise.Score)
	y := pointwise.Labels(x, mu, pointwise.Distance)
	column("y", y)
	w["z"] = pointwise.OneHot(y, k)
	xx := set("xx", X.Square().Dot(matrix.Ones(n, 1)))
	set("μμ", MStar)
	set("sum", set("−2xμ", XMT.Scale(-2)).Add(xx).Add(MStar))
	w["C"] = make([][]float64, k)
	for i, label := range y {
		w["C"][label] = append(w["C"][label], float64(i))
	}
	squares := make([][]float64, k)
	for j := range k {
		d := set(fmt.Sprintf("x−μ%d", j), X.Add(M.Index([]int{j}).Scale(-1)))
		squares[j] = d.Square().Dot(matrix.Ones(n, 1)).T().Row(0)
		zx := X.Square().Scale(0) // z_ij x⁽ⁱ⁾
		for _, i := range w["C"][j] {
			copy(zx.Row(int(i)), x[int(i)])
		}
		w["sums"] = append(w["sums"], set(fmt.Sprintf("z%dx", j), zx).ColumnSums().Row(0))
		w["sizes"] = append(w["sizes"], []float64{float64(len(w["C"][j]))})
	}
	set("squares", matrix.FromRows(squares).T())
	w["U1"] = pointwise.SetMeans(x, y, k)
	w["U2"] = pointwise.WeightedMeans(x, w["z"])

	// Step after step to the end: the step, Y, M, how many labels changed, the cost.
	for _, step := range run.Steps {
		row := []float64{float64(step.Number)}
		for _, y := range step.Labels {
			row = append(row, float64(y))
		}
		row = append(row, slices.Concat(step.Matrix.M.Rows()...)...)
		w["run"] = append(w["run"], append(row, float64(step.Matrix.Moved), step.Matrix.Cost))
	}
	return w
}

// html are the rows of a table as worked.js writes them: a multiple of 1/64 as it is, other
// numbers with three decimals and a title. The minima of distances and scores are marked.
func (w Worked) html(id string) string {
	var b strings.Builder
	for _, row := range w[id] {
		b.WriteString("<tr>")
		for j, v := range row {
			text, more := strconv.FormatFloat(v, 'f', 3, 64), fmt.Sprintf(` title="%v"`, v)
			if v*64 == math.Trunc(v*64) {
				text, more = fmt.Sprint(v+0), ""
			}
			if marked := id == "E1" || id == "E4" || id == "E5" || id == "scores"; marked && j == slices.Index(row, slices.Min(row)) {
				more += ` class="min" aria-description="row minimum"`
			} else if marked && v == slices.Min(row) {
				more += ` class="tie" aria-description="as small as the minimum; the first wins"`
			}
			b.WriteString("<td" + strings.ReplaceAll(more+">"+text, `"-`, `"−`))
			b.WriteString("</td>")
		}
		b.WriteString("</tr>")
	}
	return strings.ReplaceAll(b.String(), ">-", ">−")
}
