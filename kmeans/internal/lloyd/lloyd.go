// Package lloyd is the engine behind kmeans.Fit, kmeans.Cost and kmeans.Certain. It
// computes what the slides' four lines say over the real numbers, and leaves out what
// cannot change the result:
//
//	lloyd.go    a run: step after step until no label changes
//	label.go    Expectation: each point's label, from the cheapest of three tests that proves it
//	bounds.go     what test 1 keeps from step to step: the bounds of Hamerly and Yinyang
//	filter.go     what test 2 computes: scores of many centers, with a bound on their rounding
//	tiles.go        their products, for four centers at a time
//	exact.go      test 3: real arithmetic
//	sums.go     Maximization: exact sums, and means that are rounded once
//	cost.go     Cost
//	certain.go  Certain
//	share.go    a job on several cores
//
// A test only ever proves a label; where it cannot, the next one decides. So no label
// depends on how far a test gets, and no sum on the order of its points. Proofs are in
// docs/numerics.md.
package lloyd

import (
	"slices"

	"example.com/kmeans-by-hand/matrix"
)

// Fit is kmeans.Fit for input that has been checked.
func Fit(X, M *matrix.Matrix, steps int) (Y []int, centers *matrix.Matrix, costs []float64, converged bool) {
	r := newRun(X, M)
	r.step()
	for len(costs) < steps-1 && !converged {
		changed, cost := r.step()
		costs = append(costs, cost) // of the step before
		converged = changed == 0
	}
	centers = matrix.New(r.M.rows(), r.M.n)
	for j := range r.M.rows() {
		copy(centers.Row(j), r.M.row(j))
	}
	if converged { // the same labels have the same means and the same cost
		costs = append(costs, costs[len(costs)-1])
	} else {
		costs = append(costs, Cost(X, centers, r.Y))
	}
	return r.Y, centers, costs, converged
}

// A run is k-means under way. Its points are worked on in blocks (cost.go).
type run struct {
	X table // m×n, the points
	M table // k×n, the centers
	Y []int // m, the labels; 0 before the first step

	filter *filter
	bounds *bounds
	cores  []core
	costs  []float64 // of each block, with the centers that the step began with
	begun  bool      // the first step is over
}

// A table is a matrix whose rows follow one another in data, so that taking one costs nothing.
type table struct {
	n    int
	data []float64
}

// newTable returns a copy of A.
func newTable(A *matrix.Matrix) table {
	m, n := A.Dims()
	t := table{n, make([]float64, m*n)}
	share(cores(m*n), blocks(m), func(_, b int) {
		for i, hi := rows(b, m); i < hi; i++ {
			copy(t.row(i), A.Row(i))
		}
	})
	return t
}

func (t table) rows() int { return len(t.data) / t.n }

func (t table) row(i int) []float64 { return t.data[i*t.n:][:t.n] }

func newRun(X, M *matrix.Matrix) *run {
	m, n := X.Dims()
	k, _ := M.Dims()
	r := &run{
		X: newTable(X), M: newTable(M), Y: make([]int, m),
		bounds: newBounds(m, n, k),
		cores:  make([]core, min(cores(m*n), blocks(m))),
		costs:  make([]float64, blocks(m)),
	}
	smallest, largest := exponents(r.X)
	r.filter = newFilter(r.X, r.M, slices.Max(largest))
	for w := range r.cores {
		room := min(block, m)
		r.cores[w] = core{
			sums:      newSums(m, k, smallest, largest),
			undecided: make([]int, room),
			points:    make([]point, room),
			moved:     table{n, make([]float64, room*n)},
			pairs:     make([]pair, room*len(r.bounds.groupDrift)),
			own:       make([]float64, room),
			squares:   make([]float64, k),
		}
	}
	return r
}

// step is Expectation and then Maximization. It returns how many labels changed, and the
// cost of the labels and the centers that it began with.
func (r *run) step() (changed int, cost float64) {
	r.filter.set(r.M)
	share(len(r.cores), len(r.costs), func(w, b int) { r.label(&r.cores[w], b) })
	r.begun = true
	for _, c := range r.costs {
		cost += c
	}
	for w := range r.cores {
		c := &r.cores[w]
		changed, c.changed, c.last = changed+c.changed, 0, nil
		if w > 0 {
			r.cores[0].sums.merge(c.sums)
		}
	}
	r.maximize()
	return changed, cost
}

// maximize moves every center to the mean of its points. A center without points stays.
func (r *run) maximize() {
	all, old, distances := r.cores[0].sums, r.cores[0].moved.row(0), r.cores[0].squares // the last two are room
	for j := range distances {
		mu := r.M.row(j)
		copy(old, mu)
		if all.counts[j] > 0 {
			for l := range mu {
				mu[l] = all.mean(j, l)
			}
		}
		distances[j] = r.filter.upper(r.filter.distance(old, mu))
	}
	r.bounds.drift(distances)
}
