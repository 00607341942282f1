package main

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// Worked holds every number of the derivation for a start: the page, worked.js and
// docs/derivation.md show them. An entry is a table by its name; its rows need not be
// equally long.
type Worked map[string][][]float64

// workedExample is small enough to follow by hand: every entry of every matrix is a
// whole number or a half.
func workedExample() (X, M *matrix.Matrix) {
	X = matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}})
	return X, X.Index([]int{0, 1})
}

// newWorked runs the packages on points X, m×n, and k centers M.
func newWorked(X, M *matrix.Matrix) Worked {
	m, n := X.Dims()
	k, _ := M.Dims()
	x, mu := rowsOf(X), rowsOf(M)
	w := Worked{"X": x, "M": mu}
	set := func(name string, A *matrix.Matrix) *matrix.Matrix { w[name] = rowsOf(A); return A }
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
	MT := set("MT", M.T())
	XMT := set("XMT", X.Dot(MT))
	MStar := set("MStar", ones.Dot(set("MT2", MT.Square())))
	set("scores", XMT.Scale(-2).Add(MStar))
	Y, Z := kmeans.Expectation(X, M)
	w["Y"] = column(Y)
	set("eye", matrix.Eye(k))
	set("Z", Z)
	ZT := set("ZT", Z.T())
	set("ZTX", ZT.Dot(X))
	set("counts", ZT.Dot(ones))
	set("M5", kmeans.Maximization(X, Z))

	// Point by point: what each rung measures, and its parts.
	measured("E1", pointwise.Distance)
	measured("E4", pointwise.ExpandedDistance)
	measured("E5", pointwise.Score)
	y := pointwise.Labels(x, mu, pointwise.Distance)
	w["y"] = column(y)
	w["z"] = pointwise.OneHot(y, k)
	for j := range k {
		set(fmt.Sprintf("x−μ%d", j), X.Add(M.Index([]int{j}).Scale(-1)))
	}
	measured("squares", func(x, mu []float64) float64 {
		sum := 0.0
		for l := range x {
			d := x[l] - mu[l]
			sum += float64(d * d)
		}
		return sum
	})
	xx := set("xx", X.Square().Dot(matrix.Ones(n, 1)))
	set("μμ", MStar)
	set("sum", set("−2xμ", XMT.Scale(-2)).Add(xx).Add(MStar))
	z := matrix.FromRows(w["z"])
	w["C"] = make([][]float64, k)
	for i, label := range y {
		w["C"][label] = append(w["C"][label], float64(i))
	}
	for j := range k {
		zx := set(fmt.Sprintf("z%dx", j), matrix.New(m, n)) // z_ij x⁽ⁱ⁾
		for i := range m {
			for l := range n {
				zx.Set(i, l, z.At(i, j)*X.At(i, l))
			}
		}
		w["sums"] = append(w["sums"], zx.ColumnSums().Row(0))
		w["sizes"] = append(w["sizes"], []float64{z.ColumnSums().At(0, j)})
	}
	w["U1"] = pointwise.SetMeans(x, y, k)
	w["U2"] = pointwise.WeightedMeans(x, w["z"])

	// Step after step to the end: the step, Y, M, how many labels changed, the cost.
	run := form{M: M, Y: slices.Repeat([]int{-1}, m)}
	for step := range 50 {
		Y, Z := kmeans.Expectation(X, run.M)
		did := run.step(X, Y, kmeans.Maximization(X, Z))
		row := []float64{float64(step + 1)}
		for _, y := range Y {
			row = append(row, float64(y))
		}
		for _, mu := range rowsOf(did.M) {
			row = append(row, mu...)
		}
		w["run"] = append(w["run"], append(row, float64(did.Moved), did.Cost))
		if did.Moved == 0 {
			break
		}
	}
	return w
}

func column(Y []int) (rows [][]float64) {
	for _, y := range Y {
		rows = append(rows, []float64{float64(y)})
	}
	return rows
}

// A Table is one of Worked's as the page shows it.
type Table struct {
	ID     string
	Name   template.HTML
	Marked bool // the minima of rows are
	Rows   [][]Cell
}

// A Cell is an entry, with all its digits in Full where Text has not. Min marks the
// row's minimum, the first of equals, and Tie the others.
type Cell struct {
	Text, Full string
	Min, Tie   bool
}

// Shape is m×n.
func (t Table) Shape() string { return fmt.Sprintf("%d×%d", len(t.Rows), len(t.Rows[0])) }

// Show returns a table under a name for it.
func (w Worked) Show(id string, name template.HTML) Table {
	t := Table{ID: id, Name: name}
	for _, row := range w[id] {
		cells := make([]Cell, len(row))
		for j, v := range row {
			cells[j].Text, cells[j].Full = text(v)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// Minima is Show with the minima of the rows marked.
func (w Worked) Minima(id string, name template.HTML) Table {
	t := w.Show(id, name)
	t.Marked = true
	for i, row := range w[id] {
		least := slices.Min(row)
		first := slices.Index(row, least)
		for j, v := range row {
			t.Rows[i][j].Min, t.Rows[i][j].Tie = j == first, j != first && v == least
		}
	}
	return t
}

// text writes v exactly if it is a multiple of 1/64, as all sums, squares and halves
// of half-integers here are. Other numbers get three decimals, and full has them all.
func text(v float64) (short, full string) {
	if v*64 == math.Trunc(v*64) {
		return minus(strconv.FormatFloat(v+0, 'f', -1, 64)), "" // −0 + 0 is 0
	}
	return minus(strconv.FormatFloat(v, 'f', 3, 64)), minus(strconv.FormatFloat(v, 'g', -1, 64))
}

func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }

// workedView is the part of the plane that the worked example may use, 40 pixels a
// unit. worked.js has the same numbers.
var workedView = View{axes: [2]int{0, 1}, lo: [2]float64{-1, 1}, unit: 1.0 / 40, w: 440, h: 320}

// A Handle is a point or a center to drag.
type Handle struct {
	Kind            string
	Row             int
	At, Class, Mark string
}

// Handles are the points, marked by their labels, and then the centers.
func (w Worked) Handles() (handles []Handle) {
	add := func(kind string, A [][]float64, label func(row int) int) {
		for i, x := range A {
			mark, class := markOf(label(i))
			handles = append(handles, Handle{kind, i, at(workedView.place(x, i)), class, mark})
		}
	}
	add("point", w["X"], func(i int) int { return int(w["Y"][i][0]) })
	add("center", w["M"], func(j int) int { return j })
	return handles
}

// Cells are the regions nearest to the centers.
func (w Worked) Cells() []string { return workedView.cells(matrix.FromRows(w["M"])) }

// Paths are the ways of the centers to the end of the run.
func (w Worked) Paths() (paths []string) {
	for j, mu := range w["M"] {
		path := []string{at(workedView.place(mu, j))}
		for _, row := range w["run"] {
			from := 1 + len(w["X"]) + j*len(mu)
			path = append(path, at(workedView.place(row[from:], j)))
		}
		paths = append(paths, strings.Join(path, " "))
	}
	return paths
}

// Ticks are the picture's axes.
func (w Worked) Ticks() template.HTML {
	var b strings.Builder
	workedView.ticks(&b, []Column{{Name: "x₁"}, {Name: "x₂"}})
	return template.HTML(b.String())
}

// Start is the start for worked.js.
func (w Worked) Start() (string, error) {
	b, err := json.Marshal(map[string][][]float64{"X": w["X"], "M": w["M"]})
	return string(b), err
}
