// Package lloyd is the engine behind kmeans.Fit, kmeans.Cost and kmeans.Certain. It
// computes what the slides' four lines say, and leaves out what cannot change the
// result:
//
//	lloyd.go    a run: step after step until no label changes
//	label.go    Expectation: each point's label, from the cheapest test that proves it
//	bounds.go     test 1: lower bounds, kept from step to step, that spare the distances
//	filter.go     test 2: distances from many centers at once, with a bound on their rounding
//	tiles.go        the product that this takes, for four centers at a time
//	exact.go      test 3: distances compared in real arithmetic
//	means.go    Maximization: sums in the order of the rows
//	cost.go     Cost
//	certain.go  Certain
//	share.go    a job on several cores
//
// A test only ever proves a label; where it cannot, the next one decides. So no label
// depends on how far a test gets. Proofs are in docs/numerics.md.
package lloyd

import (
	"sync/atomic"

	"example.com/kmeans-by-hand/matrix"
)

// Fit is kmeans.Fit for input that has been checked.
func Fit(X, M *matrix.Matrix, steps int) (Y []int, means *matrix.Matrix, costs []float64, converged bool) {
	r := newRun(X, M)
	defer r.team.dismiss()
	r.step()
	for len(costs) < steps-1 && !converged {
		changed, cost := r.step()
		costs = append(costs, cost) // of the step before
		converged = changed == 0
	}
	if converged { // the same labels have the same means and the same cost
		costs = append(costs, costs[len(costs)-1])
	} else {
		costs = append(costs, Cost(X, r.M, r.Y))
	}
	return r.Y, r.M, costs, converged
}

// A run is k-means under way. Its rows are worked on in blocks (cost.go).
type run struct {
	X    *matrix.Matrix // m×n, the points
	M    *matrix.Matrix // k×n, the centers
	next *matrix.Matrix // k×n, the next ones
	Y    []int          // m, the labels; 0 before the first step

	filter *filter
	bounds *bounds
	sums   []*sums // of the columns, a share each

	team     *team
	cores    []core
	steps    int64          // how many have begun
	labelled []atomic.Int64 // for each block, the last step in which it was
	costs    []float64      // for each block, the cost before this step
}

func newRun(X, M *matrix.Matrix) *run {
	m, n := X.Dims()
	k, _ := M.Dims()
	r := &run{
		X: X, M: M.Scale(1), next: matrix.New(k, n), Y: make([]int, m), // M is copied, since it will change
		filter:   newFilter(X, M),
		bounds:   newBounds(m, n, k),
		cores:    make([]core, min(cores(m*n), blocks(m))),
		labelled: make([]atomic.Int64, blocks(m)),
		costs:    make([]float64, blocks(m)),
	}
	r.team = newTeam(len(r.cores))
	r.sums = newSums(k, n, min(len(r.cores), 1+n/16))
	for w := range r.cores {
		room := min(block, m)
		r.cores[w] = core{open: make([]point, room), seen: matrix.New(room, n), looks: make([]look, room*len(r.bounds.way))}
	}
	return r
}

// step is Expectation and then Maximization. It returns how many labels changed, and
// the cost of the labels and the centers that it began with.
//
// Both are one pass over the rows: while some cores label blocks, another adds the
// blocks that have been labelled, in their order.
func (r *run) step() (changed int, cost float64) {
	r.steps++
	r.filter.set(r.M, r.cores[0].seen.Row(0))
	for w := range r.cores {
		r.cores[w].exact = nil
	}
	for _, s := range r.sums {
		s.clear()
	}
	var labels atomic.Int64
	r.team.share(len(r.labelled), func(w, b int) {
		labels.Add(int64(r.label(&r.cores[w], b)))
		r.labelled[b].Store(r.steps)
		r.add()
	})
	r.add()
	for _, c := range r.costs {
		cost += c
	}
	r.means()
	r.bounds.move(r.filter, r.M, r.next)
	r.M, r.next = r.next, r.M
	return int(labels.Load()), cost
}

// add adds the blocks that have been labelled to the sums, in their order, unless
// another core is at it.
func (r *run) add() {
	for _, s := range r.sums {
		if s.TryLock() {
			for ; s.next < len(r.labelled) && r.labelled[s.next].Load() == r.steps; s.next++ {
				s.add(r.X, r.Y, s.next)
			}
			s.Unlock()
		}
	}
}
