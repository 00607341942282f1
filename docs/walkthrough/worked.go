package main

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// Worked is the derivation with numbers: the worked example, every rung of its first
// step, and its other steps. All numbers come from running the packages.
type Worked struct {
	X, M               Table // the start
	E1, E2, E3, E4, E5 Table // m×k
	Sets               []string
	U1, U2             []string // a line for each center
	XM, MT, Ones, MT2  Table
	MStar, Scores, Y   Table
	Eye, Z, ZT         Table
	Sums, Counts, NewM Table
	Steps              []WorkedStep
	Panels             []template.HTML
	Size               [2]int
}

// A WorkedStep is a whole step, in short.
type WorkedStep struct {
	Step         int
	Scores, Y, M Table
	Cost         string
	Moved        int
}

// A Table is a matrix as the page shows it.
type Table struct {
	Name  template.HTML
	Shape string
	Rows  [][]Cell
}

// A Cell is an entry; Min marks the row's minimum, the first of equals.
type Cell struct {
	Text string
	Min  bool
}

func newWorked() *Worked {
	X, M := workedExample()
	m, n := X.Dims()
	k, _ := M.Dims()
	x, mu := rowsOf(X), rowsOf(M)
	w := &Worked{X: table("X", X), M: table("M", M)}

	// The point-wise rungs: what each measures, and how it comes about.
	measured := func(measure func(x, mu []float64) float64, entry func(x, mu []float64, v float64) string) Table {
		t := Table{Shape: fmt.Sprintf("%d×%d", m, k)}
		for i, y := range pointwise.Labels(x, mu, measure) {
			row := make([]Cell, k)
			for j := range row {
				row[j] = Cell{entry(x[i], mu[j], measure(x[i], mu[j])), j == y}
			}
			t.Rows = append(t.Rows, row)
		}
		return t
	}
	w.E1 = measured(pointwise.Distance, func(_, _ []float64, v float64) string { return number3(v) })
	w.E1.Name = "‖x<sup>(i)</sup> − μ<sup>(j)</sup>‖"
	w.E3 = measured(pointwise.Distance, func(x, mu []float64, v float64) string {
		a, b := x[0]-mu[0], x[1]-mu[1]
		return fmt.Sprintf("√(%s·%s + %s·%s) = √%s", signed(a), signed(a), signed(b), signed(b), text(float64(a*a)+float64(b*b)))
	})
	w.E3.Name = "√⟨x<sup>(i)</sup> − μ<sup>(j)</sup>, x<sup>(i)</sup> − μ<sup>(j)</sup>⟩"
	w.E4 = measured(pointwise.ExpandedDistance, func(x, mu []float64, v float64) string {
		xx, xmu, mumu := dot(x, x), dot(x, mu), dot(mu, mu)
		return fmt.Sprintf("√(%s − 2·%s + %s) = √%s", text(xx), text(xmu), text(mumu), text(xx-2*xmu+mumu))
	})
	w.E4.Name = "√(⟨x,x⟩ − 2⟨x,μ⟩ + ⟨μ,μ⟩)"
	w.E5 = measured(pointwise.Score, func(x, mu []float64, v float64) string {
		return fmt.Sprintf("−2·%s + %s = %s", text(dot(x, mu)), text(dot(mu, mu)), text(v))
	})
	w.E5.Name = "−2⟨x,μ⟩ + ‖μ‖<sup>2</sup>"

	y := pointwise.Labels(x, mu, pointwise.Distance)
	w.E2 = table("z", matrix.FromRows(pointwise.OneHot(y, k)))
	means := pointwise.SetMeans(x, y, k)
	weighted := pointwise.WeightedMeans(x, pointwise.OneHot(y, k))
	for j := range k {
		var set, sum, terms []string
		for i, label := range y {
			z := "0"
			if label == j {
				set = append(set, fmt.Sprintf("x⁽%s⁾", superscript(i)))
				sum = append(sum, vector(x[i]))
				z = "1"
			}
			terms = append(terms, z+"·"+vector(x[i]))
		}
		w.Sets = append(w.Sets, fmt.Sprintf("C%s = {%s}", subscript(j), strings.Join(set, ", ")))
		w.U1 = append(w.U1, fmt.Sprintf("μ⁽%s⁾ = 1/%d · (%s) = %s", superscript(j), len(set), strings.Join(sum, " + "), vector(means[j])))
		w.U2 = append(w.U2, fmt.Sprintf("μ⁽%s⁾ = 1/%d · (%s) = %s", superscript(j), len(set), strings.Join(terms, " + "), vector(weighted[j])))
	}

	// The matrix rungs, piece by piece as slide.go has them.
	w.MT = table("M<sup>⊤</sup>", M.T())
	w.XM = table("XM<sup>⊤</sup>", X.Dot(M.T()))
	w.Ones = table("1<sub>m×n</sub>", matrix.Ones(m, n))
	w.MT2 = table("(M<sup>⊤</sup>)<sup>2</sup>", M.T().Square())
	MStar := matrix.Ones(m, n).Dot(M.T().Square())
	w.MStar = table("M<sub>*</sub>", MStar)
	Y, Z := kmeans.Expectation(X, M)
	w.Scores, w.Y = scores(X, M), labels(Y)
	w.Eye = table("I<sub>k</sub>", matrix.Eye(k))
	w.Z = table("Z", Z)
	w.ZT = table("Z<sup>⊤</sup>", Z.T())
	w.Sums = table("Z<sup>⊤</sup>X", Z.T().Dot(X))
	w.Counts = table("Z<sup>⊤</sup>1<sub>m×n</sub>", Z.T().Dot(matrix.Ones(m, n)))
	w.NewM = table("new M", kmeans.Maximization(X, Z))

	r, err := newRun(X, M, 50, func(string) {})
	if err != nil {
		panic(err)
	}
	began := M
	for s, step := range r.Steps {
		Y, _ := kmeans.Expectation(X, began)
		w.Steps = append(w.Steps, WorkedStep{s + 1, scores(X, began), labels(Y), table("new M", step.Matrix.M), text(step.Matrix.Cost), len(step.Matrix.Moved)})
		began = step.Matrix.M
	}
	f := newFilm(X, r, [2]int{0, 1}, 240, 200)
	for i := range f.Frames {
		w.Panels = append(w.Panels, template.HTML(f.draw(i, nil, true)))
	}
	w.Size = [2]int{240, 200}
	return w
}

func scores(X, M *matrix.Matrix) Table {
	m, n := X.Dims()
	S := X.Dot(M.T()).Scale(-2).Add(matrix.Ones(m, n).Dot(M.T().Square()))
	t := table("−2XM<sup>⊤</sup> + M<sub>*</sub>", S)
	for i, y := range S.RowwiseArgmin() {
		t.Rows[i][y].Min = true
	}
	return t
}

func labels(Y []int) Table {
	t := Table{Name: "Y", Shape: strconv.Itoa(len(Y))}
	for _, y := range Y {
		t.Rows = append(t.Rows, []Cell{{Text: strconv.Itoa(y)}})
	}
	return t
}

func table(name template.HTML, A *matrix.Matrix) Table {
	m, n := A.Dims()
	t := Table{Name: name, Shape: fmt.Sprintf("%d×%d", m, n)}
	for i := range m {
		row := make([]Cell, n)
		for j, v := range A.Row(i) {
			row[j].Text = text(v)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for l := range a {
		sum += float64(a[l] * b[l])
	}
	return sum
}

// text writes v exactly, with a minus sign.
func text(v float64) string {
	return strings.Replace(strconv.FormatFloat(v+0, 'g', -1, 64), "-", "−", 1)
}

// number3 writes v with three decimals, or as it is if it is whole.
func number3(v float64) string {
	if v == float64(int(v)) {
		return text(v)
	}
	return fixed(v, 3)
}

// signed is text in parentheses if it is negative.
func signed(v float64) string {
	if v < 0 {
		return "(" + text(v) + ")"
	}
	return text(v)
}

func vector(x []float64) string {
	var s []string
	for _, v := range x {
		s = append(s, text(v))
	}
	return "(" + strings.Join(s, ", ") + ")"
}

func superscript(i int) string { return shift(i, []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")) }
func subscript(i int) string   { return shift(i, []rune("₀₁₂₃₄₅₆₇₈₉")) }

func shift(i int, digits []rune) string {
	return strings.Map(func(r rune) rune { return digits[r-'0'] }, strconv.Itoa(i))
}
