package main

import (
	"fmt"
	"slices"
	"strings"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// A Run is k-means in both forms from the same start, each on its own way: neither
// looks at the other's labels or centers.
type Run struct {
	Start *matrix.Matrix // k×n, the centers both begin with
	Steps []Step
	Most  int  // the steps that were allowed
	Ended bool // the last step changed no label in either form

	form                // the matrix form at the end
	Sizes []int         // k, the points of each of its clusters
	Fit   kmeans.Result // the form for one's own data, from the same start

	Beside string // how another start ends, if that is what is shown; for terminal and page
}

// A Step is what one step did.
type Step struct {
	Pointwise, Matrix Half

	Apart     bool           // the two forms began the step with different centers
	Differ    Points         // that have different labels in the two forms
	Uncertain Points         // that kmeans.Certain does not certify
	Both      int            // how many are uncertain, and differ
	Nearest   map[int][2]int // of few uncertain points, the first and the last of the nearest centers
}

// A Half is one form's part of a step.
type Half struct {
	M       *matrix.Matrix // k×n, the centers after the step
	Before  float64        // the cost of the new labels with the centers before the step
	Cost    float64
	Moved   int   // the points that got another label
	Emptied []int // the clusters that lost their last point
}

// Points are how many, and the first few of them: all would need much memory.
type Points struct {
	N     int
	First []int
}

func (p *Points) add(i int) {
	if p.N++; p.N <= 4 {
		p.First = append(p.First, i)
	}
}

// newRun runs both forms until neither changes a label, and at most so many steps.
func newRun(X, start *matrix.Matrix, steps int) (*Run, error) {
	m, _ := X.Dims()
	k, _ := start.Dims()
	x := rowsOf(X)
	none := slices.Repeat([]int{-1}, m)
	loops, algebra := form{start, none}, form{start, none}
	r := &Run{Start: start, Most: steps}
	for len(r.Steps) < steps && !r.Ended {
		began := algebra.M
		s := Step{Apart: !loops.M.Equal(began)}
		y := pointwise.Labels(x, rowsOf(loops.M), pointwise.Distance)
		s.Pointwise = loops.step(X, y, matrix.FromRows(pointwise.SetMeans(x, y, k)))
		Y, M := matrixStep(x, began)
		s.Matrix = algebra.step(X, Y, M)
		for i, sure := range kmeans.Certain(X, began) {
			differ := y[i] != Y[i]
			if differ {
				s.Differ.add(i)
			}
			if !sure {
				s.Uncertain.add(i)
			}
			if differ && !sure {
				s.Both++
			}
		}
		if n := s.Uncertain.N; n > 0 && n < 4 {
			s.Nearest = nearest(X, began, s.Uncertain.First)
		}
		r.Steps = append(r.Steps, s)
		r.Ended = s.Pointwise.Moved == 0 && s.Matrix.Moved == 0
	}
	r.form, r.Sizes = algebra, sizes(algebra.Y, k)
	var err error
	r.Fit, err = kmeans.Fit(X, start, steps)
	return r, err
}

// many is how large the slides' m×k matrices may get.
var many = 100_000

// matrixStep returns the labels and the means in matrix algebra. Many points go through
// M2 and M3 in blocks of rows, which gives each row the same label. Then the means are
// those of rung U1 = M5, the same to the last bit.
func matrixStep(x [][]float64, M *matrix.Matrix) (Y []int, means *matrix.Matrix) {
	k, n := M.Dims()
	if len(x)*k <= many {
		X := matrix.FromRows(x)
		Y, Z := kmeans.Expectation(X, M)
		return Y, kmeans.Maximization(X, Z)
	}
	Y = make([]int, 0, len(x))
	for rows := range slices.Chunk(x, max(1, many/k)) {
		MStar := matrix.Ones(len(rows), n).Dot(M.T().Square())
		scores := matrix.FromRows(rows).Dot(M.T()).Scale(-2).Add(MStar)
		Y = append(Y, scores.RowwiseArgmin()...)
	}
	return Y, matrix.FromRows(pointwise.SetMeans(x, Y, k))
}

// nearest returns for some points the first and the last of the centers that are nearest
// in exact arithmetic: kmeans.Fit finds the first, and the last if the order is reversed.
func nearest(X, M *matrix.Matrix, points []int) map[int][2]int {
	k, _ := M.Dims()
	var order []int
	for j := range k {
		order = append(order, k-1-j)
	}
	some := matrix.FromRows(append(rowsOf(X.Index(points)), rowsOf(M)...)) // at least k
	first, err := kmeans.Fit(some, M, 1)
	last, err2 := kmeans.Fit(some, M.Index(order), 1)
	if err != nil || err2 != nil {
		return nil
	}
	near := map[int][2]int{}
	for p, i := range points {
		near[i] = [2]int{first.Y[p], order[last.Y[p]]}
	}
	return near
}

// A form is how far one form has come.
type form struct {
	M *matrix.Matrix // k×n, the centers
	Y []int          // m, the labels; −1 before the first step
}

// step takes the labels and centers of one step. A center whose cluster is empty
// is 0/0 in the slides; it stays where it was, as in kmeans.Fit.
func (f *form) step(X *matrix.Matrix, Y []int, M *matrix.Matrix) Half {
	k, _ := M.Dims()
	var h Half
	for i, y := range Y {
		if y != f.Y[i] {
			h.Moved++
		}
	}
	before := sizes(f.Y, k)
	for j, size := range sizes(Y, k) {
		if size == 0 {
			copy(M.Row(j), f.M.Row(j))
			if before[j] > 0 || f.Y[0] < 0 {
				h.Emptied = append(h.Emptied, j)
			}
		}
	}
	h.M, h.Before, h.Cost = M, kmeans.Cost(X, f.M, Y), kmeans.Cost(X, M, Y)
	f.Y, f.M = Y, M
	return h
}

// Last is the last step.
func (r *Run) Last() Step { return r.Steps[len(r.Steps)-1] }

// sizes counts the points of each cluster.
func sizes(Y []int, k int) []int {
	n := make([]int, k)
	for _, y := range Y {
		if y >= 0 {
			n[y]++
		}
	}
	return n
}

// rowsOf returns the rows of A, as views.
func rowsOf(A *matrix.Matrix) [][]float64 {
	m, _ := A.Dims()
	rows := make([][]float64, m)
	for i := range rows {
		rows[i] = A.Row(i)
	}
	return rows
}

// Until is the first step at which a form changed no label, or 0.
func (r *Run) Until(form func(Step) Half) int {
	return 1 + slices.IndexFunc(r.Steps, func(s Step) bool { return form(s).Moved == 0 })
}

func inLoops(s Step) Half    { return s.Pointwise }
func inMatrices(s Step) Half { return s.Matrix }

// FirstDiffer is the first step at which the forms gave a point different labels, or 0.
func (r *Run) FirstDiffer() int {
	return 1 + slices.IndexFunc(r.Steps, func(s Step) bool { return s.Differ.N > 0 })
}

// Ending says how the run ended.
func (r *Run) Ending() string {
	n, last := len(r.Steps), r.Last()
	if loops, matrices := last.Pointwise.Moved, last.Matrix.Moved; !r.Ended {
		changed := count(matrices, "label")
		if loops != matrices {
			changed += fmt.Sprintf(" in the matrix form and %d in the point-wise form", loops)
		}
		return fmt.Sprintf("stopped after %s: the last one still changed %s", count(n, "step"), changed)
	}
	s := fmt.Sprintf("converged at step %d", n)
	if loops, matrices := r.Until(inLoops), r.Until(inMatrices); loops != matrices {
		s = fmt.Sprintf("the matrix form converged at step %d and the point-wise form at step %d", matrices, loops)
	}
	switch rest := r.Most - n; rest {
	case 0:
		return s + ", the last: no label changed"
	case 1:
		return s + fmt.Sprintf(": no label changed, so the one step left of the %d would change nothing", r.Most)
	default:
		return s + fmt.Sprintf(": no label changed, so the other %d steps of the slide would change nothing", rest)
	}
}

// FitSays compares kmeans.Fit with the matrix form.
func (r *Run) FitSays() string {
	differ := 0
	for i, y := range r.Y {
		if r.Fit.Y[i] != y {
			differ++
		}
	}
	labels := "the same labels as"
	if differ > 0 {
		labels = fmt.Sprintf("%s of %d other than", count(differ, "label"), len(r.Y))
	}
	own := r.Until(inMatrices) // it may have ended before the other
	if own == 0 {
		own = len(r.Steps)
	}
	steps := "in as many steps"
	if n := len(r.Fit.Costs); n != own {
		steps = fmt.Sprintf("in %s instead of %d", count(n, "step"), own)
	}
	return "from the same start gives " + labels + " the matrix form " + steps
}

// A StepRow is a line of the table of steps.
type StepRow struct {
	Step             int
	Costs            [2]string // of the point-wise and the matrix form
	Moved            [2]int
	Equal, Certified int
	Events           []string
}

// Rows are the table of steps.
func (r *Run) Rows() (rows []StepRow) {
	var costs []float64
	for _, s := range r.Steps {
		costs = append(costs, s.Pointwise.Cost, s.Matrix.Cost)
	}
	cost, m := aligned(costs), len(r.Y)
	for i, s := range r.Steps {
		rows = append(rows, StepRow{i + 1, [2]string(cost[2*i:]), [2]int{s.Pointwise.Moved, s.Matrix.Moved},
			m - s.Differ.N, m - s.Uncertain.N, r.Events(i + 1)})
	}
	return rows
}

// Centers are the columns of the first k centers at the end.
func (r *Run) Centers(k int) [][]string {
	_, n := r.M.Dims()
	columns := make([][]string, n)
	for l := range columns {
		column := make([]float64, k)
		for j := range column {
			column[j] = r.M.At(j, l)
		}
		columns[l] = aligned(column)
	}
	return columns
}

// Events are what a reader of step s, from 1, must be told.
func (r *Run) Events(s int) []string {
	step := r.Steps[s-1]
	var events []string
	for _, j := range step.Matrix.Emptied {
		events = append(events, fmt.Sprintf("cluster %d has no points left: its center stays. The slide's program gets 0/0 = NaN here, and argmin then gives it every point.", j))
	}
	if !slices.Equal(step.Pointwise.Emptied, step.Matrix.Emptied) {
		for _, j := range step.Pointwise.Emptied {
			events = append(events, fmt.Sprintf("cluster %d has no points left in the point-wise form.", j))
		}
	}
	if step.Differ.N > 0 {
		why := ", though all are certified and the centers equal: one of the forms is wrong"
		switch {
		case step.Both == step.Differ.N:
			why = ", not certified"
		case step.Apart:
			why = ", as their centers differ"
		}
		events = append(events, fmt.Sprintf("the forms differ at %s (from 0)%s.", pointList(step.Differ), why))
	}
	told := map[[2]int]bool{}
	for _, i := range step.Uncertain.First {
		if step.Nearest == nil {
			break
		}
		near := step.Nearest[i]
		switch {
		case near[0] == near[1] && slices.Contains(step.Differ.First, i) && !step.Apart:
			events = append(events, fmt.Sprintf("in exact arithmetic, center %d is the nearest to point %d.", near[0], i))
		case near[0] != near[1] && !told[near]:
			told[near] = true
			var tied Points
			for _, i := range step.Uncertain.First {
				if step.Nearest[i] == near {
					tied.add(i)
				}
			}
			events = append(events, fmt.Sprintf("a tie: centers %d and %d are equally far from %s (from 0), and the first wins.", near[0], near[1], pointList(tied)))
		}
	}
	if s > 1 && step.Matrix.Cost > r.Steps[s-2].Matrix.Cost*(1+1e-12) {
		why := "because rounding decided labels"
		if step.Uncertain.N == 0 && r.Steps[s-2].Uncertain.N == 0 {
			why = "which no rounding explains"
		}
		events = append(events, "the cost of the matrix form grew, "+why+".")
	}
	return events
}

// pointList names the first few points by their index.
func pointList(points Points) string {
	s, first := "points", points.First
	if points.N == 1 {
		s = "point"
	}
	if points.N > 4 {
		first = first[:3]
	}
	s += " " + strings.ReplaceAll(strings.Trim(fmt.Sprint(first), "[]"), " ", ", ")
	if n := points.N - len(first); n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

// Unsure counts the labels of all steps that are not certified.
func (r *Run) Unsure() (n int) {
	for _, s := range r.Steps {
		n += s.Uncertain.N
	}
	return n
}
