package main

import (
	"fmt"
	"slices"

	"example.com/kmeans-by-hand/docs/walkthrough/table"
	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// A Run is k-means in both forms from the same start, each on its own way: neither
// looks at the other's labels or centers.
type Run struct {
	Start *matrix.Matrix // k×n, the centers all begin with
	Steps []Step
	Most  int           // the steps that were allowed
	Ended bool          // the last step changed no label in either form
	Drawn []int         // the points that the picture shows
	Fit   kmeans.Result // beside both forms, from the same start
	Other int           // labels that it has and the matrix form has not

	FirstDiffer int  // the first step at which the forms gave a point different labels, or 0
	Sure        bool // all labels of all steps are certified
}

// A Step is what one step did.
type Step struct {
	Pointwise, Matrix Half

	Number, Points  int      // of the step, from 1, and m
	Same, Certified int      // points with one label in both forms, and certified
	Events          []string // what a reader must be told
	Labels          []int    // of the points drawn, in the matrix form
	Rings           []int    // those of the points drawn that are not certified
}

// A Half is one form's part of a step.
type Half struct {
	M      *matrix.Matrix // k×n, the centers after the step
	Before float64        // the cost of the new labels with the centers before the step
	Cost   float64
	Shown  string // the cost, to stand in a column
	Moved  int    // the points that got another label
	Sizes  []int  // k, the points of each cluster
}

// newRun runs both forms until neither changes a label, and at most so many steps.
func newRun(X, start *matrix.Matrix, steps int) (*Run, error) {
	x, m, k := X.Rows(), len(X.Rows()), len(start.Rows())
	none := slices.Repeat([]int{-1}, m)
	loops, algebra := form{start, none}, form{start, none}
	r := &Run{Start: start, Most: steps, Drawn: sample(m), Sure: true}
	var costs []float64
	var before Step
	for len(r.Steps) < steps && !r.Ended {
		from := [2]*matrix.Matrix{loops.M, algebra.M}
		s := Step{Number: len(r.Steps) + 1, Points: m}
		var y []int
		done := make(chan Half) // the loops run beside the algebra
		go func() {
			y = pointwise.Labels(x, loops.M.Rows(), pointwise.Distance)
			done <- loops.step(X, y, matrix.FromRows(pointwise.SetMeans(x, y, k)))
		}()
		Y, Z := kmeans.Expectation(X, algebra.M)
		s.Matrix, s.Pointwise = algebra.step(X, Y, kmeans.Maximization(X, Z)), <-done
		s.Matrix.Before = kmeans.Cost(X, from[1], Y)
		certain := kmeans.Certain(X, from[1])
		for p, i := range r.Drawn {
			s.Labels = append(s.Labels, Y[i])
			if !certain[i] {
				s.Rings = append(s.Rings, p)
			}
		}
		s.tell(X, from, before, y, Y, certain)
		r.Steps, before = append(r.Steps, s), s
		if r.Sure = r.Sure && s.Certified == m; s.Same < m && r.FirstDiffer == 0 {
			r.FirstDiffer = s.Number
		}
		r.Ended = s.Pointwise.Moved == 0 && s.Matrix.Moved == 0
		costs = append(costs, s.Pointwise.Cost, s.Matrix.Cost)
	}
	shown := aligned(costs, false)
	for i := range r.Steps {
		r.Steps[i].Pointwise.Shown, r.Steps[i].Matrix.Shown = shown[2*i], shown[2*i+1]
	}
	var err error
	r.Fit, err = kmeans.Fit(X, start, steps)
	for i, y := range r.Fit.Y {
		if y != algebra.Y[i] {
			r.Other++
		}
	}
	return r, err
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
	h := Half{M: M, Sizes: sizes(Y, k)}
	for i, y := range Y {
		if y != f.Y[i] {
			h.Moved++
		}
	}
	for j, size := range h.Sizes {
		if size == 0 {
			copy(M.Row(j), f.M.Row(j))
		}
	}
	h.Cost, f.Y, f.M = kmeans.Cost(X, M, Y), Y, M
	return h
}

// sizes counts the points of each cluster.
func sizes(Y []int, k int) []int {
	n := make([]int, k)
	for _, y := range Y {
		n[y]++
	}
	return n
}

// Ending says how the run ended.
func (r *Run) Ending() string {
	switch n := len(r.Steps); {
	case !r.Ended:
		return fmt.Sprintf("stopped after %s: the last one still changed labels", table.Count(n, "step"))
	case n == r.Most:
		return fmt.Sprintf("converged at step %d, the last: no label changed", n)
	default:
		return fmt.Sprintf("converged at step %d: no label changed, so the other %s would change nothing", n, table.Count(r.Most-n, "step"))
	}
}

// FitSays says whose the tables at the end are.
func (r *Run) FitSays() string {
	labels := "the same labels as"
	if r.Other > 0 {
		labels = fmt.Sprintf("%d of %d labels other than", r.Other, len(r.Fit.Y))
	}
	return fmt.Sprintf("as kmeans.Fit gives it, from the same start in %s, with %s the matrix form", table.Count(len(r.Fit.Costs), "step"), labels)
}

// tell counts the labels that are the same and the certified ones, and notes what a
// reader must be told: y are the labels of the loops and Y those of the matrix form.
func (s *Step) tell(X *matrix.Matrix, from [2]*matrix.Matrix, before Step, y, Y []int, certain []bool) {
	add := func(format string, args ...any) { s.Events = append(s.Events, fmt.Sprintf(format, args...)) }
	for j := range s.Matrix.Sizes {
		emptied := func(now, was []int) bool { return now[j] == 0 && (was == nil || was[j] > 0) }
		if emptied(s.Matrix.Sizes, before.Matrix.Sizes) {
			add("cluster %d has no points left: its center stays, which is the rule of kmeans.Fit. The slide's program gets 0/0 = NaN here, and argmin then gives it every point.", j)
		} else if emptied(s.Pointwise.Sizes, before.Pointwise.Sizes) {
			add("cluster %d has no points left in the point-wise form.", j)
		}
	}
	var differ, uncertain []int
	why, apart := "rounding decides", !from[0].Equal(from[1])
	for i, sure := range certain {
		if !sure {
			uncertain = append(uncertain, i)
		}
		if y[i] == Y[i] {
			continue
		}
		differ = append(differ, i)
		if apart {
			why = "their centers differ, or rounding decides"
		} else if sure {
			why = "one of the forms is wrong, as the centers are equal and the labels certified"
		}
	}
	s.Same, s.Certified = s.Points-len(differ), s.Points-len(uncertain)
	if differ != nil {
		add("the forms differ at %s, the first is %d (from 0): %s.", table.Count(len(differ), "point"), differ[0], why)
	}
	if len(uncertain) > 0 && len(uncertain) < 4 { // Fit is exact; of equal centers it takes the first, and in reverse the last
		M := from[1].Rows()
		slices.Reverse(M)
		first, err := kmeans.Fit(X, from[1], 1)
		last, err2 := kmeans.Fit(X, matrix.FromRows(M), 1)
		for _, i := range uncertain {
			if err != nil || err2 != nil {
				break
			}
			if j, l := first.Y[i], len(M)-1-last.Y[i]; j != l {
				add("a tie: centers %d and %d are equally far from point %d (from 0), and the first wins.", j, l, i)
			} else if slices.Contains(differ, i) {
				add("in exact arithmetic, center %d is the nearest to point %d.", j, i)
			}
		}
	}
	if before.Number > 0 && s.Matrix.Cost > before.Matrix.Cost*(1+1e-12) {
		why := "because rounding decided labels"
		if s.Certified == s.Points && before.Certified == s.Points {
			why = "which no rounding explains"
		}
		add("the cost of the matrix form grew, %s.", why)
	}
}
