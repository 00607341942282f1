package main

import (
	"fmt"
	"math/big"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

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

	Y     []int          // m, the labels at the end (matrix form)
	M     *matrix.Matrix // k×n, the centers at the end (matrix form)
	Sizes []int          // k, the points of each cluster

	Fit kmeans.Result // the form for one's own data, from the same start

	Beside string // how another start ends, if that is what is shown; for terminal and page
}

// A Step is what one step did.
type Step struct {
	Pointwise, Matrix Half

	Apart     bool          // the two forms began the step with different centers
	Differ    []int         // the points that have different labels in the two forms
	Uncertain []int         // the points that kmeans.Certain does not certify
	Nearest   map[int][]int // the nearest centers in exact arithmetic, of a few uncertain points
}

// A Half is one form's part of a step.
type Half struct {
	M       *matrix.Matrix // k×n, the centers after the step
	Cost    float64
	Moved   []Move
	Emptied []int // the clusters that lost their last point
}

// A Move is a point and its new label.
type Move struct{ Point, Label int }

// many is how large the slides' m×k matrices may get. Beyond, the same numbers are taken
// one by one.
var many = 100_000

// newRun runs both forms until neither changes a label, and at most so many steps;
// say is called before each.
func newRun(X, start *matrix.Matrix, steps int, say func(string)) (*Run, error) {
	m, n := X.Dims()
	k, _ := start.Dims()
	points := rowsOf(X)
	none := slices.Repeat([]int{-1}, m)
	loops, algebra := form{start, none}, form{start, none}
	r := &Run{Start: start, Most: steps}
	for len(r.Steps) < steps && !r.Ended {
		say(fmt.Sprintf("step %d", len(r.Steps)+1))
		s := Step{Apart: !loops.M.Equal(algebra.M)}
		for i, sure := range kmeans.Certain(X, algebra.M) {
			if !sure {
				s.Uncertain = append(s.Uncertain, i)
			}
		}
		if few := 3; len(s.Uncertain) > 0 && n*k < 10_000 {
			s.Nearest = map[int][]int{}
			for _, i := range s.Uncertain[:min(few, len(s.Uncertain))] {
				s.Nearest[i] = nearest(X.Row(i), algebra.M)
			}
		}

		parallel(2, 1, func(form, _ int) {
			if form == 0 {
				Y, M := pointwiseStep(points, rowsOf(loops.M), pointwise.Distance)
				s.Pointwise = loops.step(X, Y, M)
			} else if m*k <= many {
				Y, Z := kmeans.Expectation(X, algebra.M)
				s.Matrix = algebra.step(X, Y, kmeans.Maximization(X, Z))
			} else { // rungs E5 = M3 and U1 = M5: the same to the last bit
				Y, M := pointwiseStep(points, rowsOf(algebra.M), pointwise.Score)
				s.Matrix = algebra.step(X, Y, M)
			}
		})
		if slices.Equal(s.Pointwise.Moved, s.Matrix.Moved) {
			s.Pointwise.Moved = s.Matrix.Moved // a million moves take memory
		}
		for i, y := range loops.Y {
			if y != algebra.Y[i] {
				s.Differ = append(s.Differ, i)
			}
		}
		r.Steps = append(r.Steps, s)
		r.Ended = len(s.Pointwise.Moved) == 0 && len(s.Matrix.Moved) == 0
	}
	r.Y, r.M, r.Sizes = algebra.Y, algebra.M, sizes(algebra.Y, k)
	say("Fit")
	fit, err := kmeans.Fit(X, start, steps)
	r.Fit = fit
	return r, err
}

// pointwiseStep returns the labels and the centers of a step in loops.
func pointwiseStep(points, centers [][]float64, measure func(x, mu []float64) float64) (Y []int, M *matrix.Matrix) {
	Y = make([]int, len(points))
	parallel(len(points), 4096, func(lo, hi int) {
		copy(Y[lo:hi], pointwise.Labels(points[lo:hi], centers, measure))
	})
	return Y, matrix.FromRows(pointwise.SetMeans(points, Y, len(centers)))
}

// parallel calls do for every stretch of size numbers below m, on all cores.
func parallel(m, size int, do func(lo, hi int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (m+size-1)/size) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for hi := int(next.Add(int64(size))); hi-size < m; hi = int(next.Add(int64(size))) {
				do(hi-size, min(hi, m))
			}
		}()
	}
	workers.Wait()
}

// nearest returns the centers that are nearest to x in exact arithmetic: more than
// one if they tie.
func nearest(x []float64, M *matrix.Matrix) (centers []int) {
	var least *big.Rat
	for j, mu := range rowsOf(M) {
		sum := new(big.Rat)
		for l, v := range x {
			a, b := new(big.Rat).SetFloat64(v), new(big.Rat).SetFloat64(mu[l])
			a.Sub(a, b)
			sum.Add(sum, a.Mul(a, a))
		}
		switch {
		case least == nil || sum.Cmp(least) < 0:
			least, centers = sum, []int{j}
		case sum.Cmp(least) == 0:
			centers = append(centers, j)
		}
	}
	return centers
}

// A form is how far one form has come.
type form struct {
	M *matrix.Matrix
	Y []int // −1 before the first step
}

// step takes the labels and centers of one step. A center whose cluster is empty
// is 0/0 in the slides; it stays where it was, as in kmeans.Fit.
func (f *form) step(X *matrix.Matrix, Y []int, M *matrix.Matrix) Half {
	k, _ := M.Dims()
	var h Half
	if f.Y[0] < 0 {
		h.Moved = make([]Move, 0, len(Y)) // all
	}
	for i, y := range Y {
		if y != f.Y[i] {
			h.Moved = append(h.Moved, Move{i, y})
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
	f.Y, f.M = Y, M
	h.M, h.Cost = M, kmeans.Cost(X, M, Y)
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

// Ending says how the run ended.
func (r *Run) Ending() string {
	n := len(r.Steps)
	switch rest := r.Most - n; {
	case !r.Ended:
		return fmt.Sprintf("stopped after %s: the last one still changed %s",
			count(n, "step"), count(max(len(r.Last().Matrix.Moved), len(r.Last().Pointwise.Moved)), "label"))
	case rest == 0:
		return fmt.Sprintf("converged at step %d, the last: no label changed", n)
	case rest == 1:
		return fmt.Sprintf("converged at step %d: no label changed, so the one step left of the %d would change nothing", n, r.Most)
	default:
		return fmt.Sprintf("converged at step %d: no label changed, so the other %d steps of the slide would change nothing", n, rest)
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
	own := 0 // steps of the matrix form, which may have ended before the other
	for own < len(r.Steps) && (own == 0 || len(r.Steps[own-1].Matrix.Moved) > 0) {
		own++
	}
	steps := "in as many steps"
	if n := len(r.Fit.Costs); n != own {
		steps = fmt.Sprintf("in %s instead of %d", count(n, "step"), own)
	}
	return "from the same start gives " + labels + " the matrix form " + steps
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
	if len(step.Differ) > 0 {
		uncertain := 0
		for _, i := range step.Differ {
			if _, found := slices.BinarySearch(step.Uncertain, i); found {
				uncertain++
			}
		}
		why := fmt.Sprintf(", %d of %d not certified", uncertain, len(step.Differ))
		switch {
		case uncertain == len(step.Differ):
			why = ", not certified"
		case step.Apart:
			why = ", as their centers differ"
		}
		events = append(events, fmt.Sprintf("the forms differ at %s (from 0)%s.", pointList(step.Differ), why))
	}
	if len(step.Uncertain) == len(step.Nearest) {
		for n, i := range step.Uncertain {
			near := step.Nearest[i]
			if len(near) == 1 && slices.Contains(step.Differ, i) && !step.Apart {
				events = append(events, fmt.Sprintf("in exact arithmetic, center %d is the nearest to point %d.", near[0], i))
			}
			same := func(i int) bool { return slices.Equal(step.Nearest[i], near) }
			if len(near) > 1 && !slices.ContainsFunc(step.Uncertain[:n], same) {
				tied := slices.DeleteFunc(slices.Clone(step.Uncertain), func(i int) bool { return !same(i) })
				events = append(events, fmt.Sprintf("a tie: centers %d and %d are equally far from %s (from 0), and the first wins.", near[0], near[1], pointList(tied)))
			}
		}
	}
	if s > 1 && step.Matrix.Cost > r.Steps[s-2].Matrix.Cost*(1+1e-12) {
		events = append(events, "the cost of the matrix form grew, because rounding decided labels.")
	}
	return events
}

// pointList names the first few points by their index.
func pointList(points []int) string {
	s := "point "
	if len(points) > 1 {
		s = "points "
	}
	for n, i := range points {
		if n == 3 && len(points) > 4 {
			return s + fmt.Sprintf(" and %d more", len(points)-n)
		}
		if n > 0 {
			s += ", "
		}
		s += fmt.Sprint(i)
	}
	return s
}

// A Cross counts, for a column of names, how many points of each name are in each
// cluster.
type Cross struct {
	Column
	Rows []CrossRow
}

// A CrossRow is a name, or what is left after the first few, and its counts.
type CrossRow struct {
	Name   string
	Counts []int // k
}

// cross makes the table of names against labels. Beyond ten names the last row is
// the sum of the others.
func cross(names Names, Y []int, k int) Cross {
	const most = 10
	c := Cross{Column: names.Column}
	for l, name := range names.Distinct {
		if l == most {
			name = fmt.Sprintf("(%d other names)", len(names.Distinct)-most)
		}
		if l <= most {
			c.Rows = append(c.Rows, CrossRow{name, make([]int, k)})
		}
	}
	for i, l := range names.Of {
		c.Rows[min(l, most)].Counts[Y[i]]++
	}
	return c
}
