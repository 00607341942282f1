package lloyd

import (
	"math"
	"slices"
)

// A core is what one core needs for itself.
type core struct {
	sums      *sums     // of the points that it moved; the first core's are those of all points
	changed   int       // how many labels, in this step
	exact     []float64 // the last point in this step that took test 3,
	label     int       // and its label
	undecided []point   // room for a block
	moved     table     // these points as the filter has moved them
	pairs     []pair    // room for each of them and each group
	squares   []float64 // room for each center
	_         [128]byte // keeps two cores from writing to one cache line
}

// A point is undecided as long as it may get another label.
type point struct {
	i             int
	square        float64 // its squared distance from its own center
	distance      float64 // the root of that, scaled
	upper         float64 // its upper bound
	norm          float64 // what the filter says of its own norm
	group         int     // the group with the least lower bound, but for the own center
	least, second order   // this bound, squared, and the least one of the other groups
}

// A pair is an undecided point, and a group that may have a nearer center for it.
type pair struct{ point, group uint16 }

// label gives the points of block b the labels of their nearest centers. On the way it
// sums what the old labels cost.
//
// Each of the first tests is a pass over what the one before has left undecided. It lists
// what it leaves without a branch, since the processor would often guess it wrongly.
func (r *run) label(c *core, b int) {
	points := r.globalTest(c, b)
	r.scores(c, points, r.groupTest(c, points))
	for p := range points {
		if q := &points[p]; q.least > ordered(float64(q.upper*q.upper)) {
			r.bounds.setGlobal(q.i)
		} else {
			r.relabel(c, q, r.nearest(c, q, c.moved.row(p)))
		}
	}
	if lo, hi := rows(b, len(r.Y)); !r.begun {
		for i := lo; i < hi; i++ {
			c.sums.add(1, r.Y[i], r.X.row(i))
		}
	}
}

// globalTest, the first half of test 1, returns the points whose distance from their own
// center may not be less than their global bound. It sums what the labels of block b cost.
func (r *run) globalTest(c *core, b int) []point {
	lo, hi := rows(b, len(r.Y))
	scale, X, M, Y := r.filter.scale, r.X, r.M, r.Y[:hi]
	global, drift := r.bounds.global[:hi], r.bounds.globalDrift
	cost, count := 0.0, 0
	for i := lo; i < hi; i++ {
		d := squaredDistance(X.row(i), M.row(Y[i]))
		cost += d
		p := &c.undecided[count]
		p.i, p.square = i, d
		bound := float64(global[i]) - drift // squared, to avoid a root
		count += negative(float64(bound*math.Abs(bound)) - float64((d+lost)*scale*scale) - tiny*tiny)
	}
	r.costs[b] = cost
	return c.undecided[:count]
}

// negative returns 1 if v < 0, and 0 if v > 0.
func negative(v float64) int { return int(math.Float64bits(v) >> 63) }

// groupTest, the second half, lists for the undecided points the groups that may have a
// nearer center. Only these can win.
func (r *run) groupTest(c *core, points []point) []pair {
	f, b, drift, pairs, count := r.filter, r.bounds, r.bounds.groupDrift, c.pairs, 0
	for p := range points {
		q := &points[p]
		x := r.X.row(q.i)
		d := f.scale * math.Sqrt(q.square)
		if !(q.square > 0x1p-900 && q.square <= math.MaxFloat64) {
			d = f.distance(x, r.M.row(r.Y[q.i]))
		}
		upper := f.upper(d)
		q.distance, q.upper, q.norm = d, upper, f.move(x, c.moved.row(p)) // with i and square, these
		q.group, q.least, q.second = 0, infinite, infinite                // are all fields: a point begins whole
		for g, low := range b.of(q.i)[:len(drift)] {
			pairs[count] = pair{uint16(p), uint16(g)}
			count += negative(float64(low) - drift[g] - upper)
		}
	}
	return pairs[:count]
}

// scores, the first half of test 2, makes new bounds from scores.
func (r *run) scores(c *core, points []point, pairs []pair) {
	f, b := r.filter, r.bounds
	for _, pair := range pairs {
		q, g := &points[pair.point], int(pair.group)
		low := f.least(c.moved.row(int(pair.point)), q.norm, g*b.size, (g+1)*b.size, r.Y[q.i])
		b.set(q.i, g, low.root())
		group := q.group
		if low < q.least {
			group = g
		}
		q.group, q.least, q.second = group, min(q.least, low), min(q.second, max(q.least, low))
	}
}

// nearest, the second half, returns the label of a point that is still undecided: the
// center with the least lower bound, if it is nearer for sure than the own center and than
// all other bounds.
func (r *run) nearest(c *core, q *point, moved []float64) int {
	f, b, x := r.filter, r.bounds, r.X.row(q.i)
	j, second := f.leastTwo(moved, q.norm, q.group*b.size, (q.group+1)*b.size, r.Y[q.i])
	upper := f.upper(f.distance(x, r.M.row(j)))
	if upper < q.distance && ordered(float64(upper*upper)) < min(second, q.second) {
		b.set(q.i, q.group, second.root())
		return j
	}
	if !slices.Equal(x, c.exact) { // where points tie, many are often equal
		c.exact, c.label = x, f.exactLabel(x, r.M, c.squares)
	}
	return c.label
}

// relabel gives an undecided point label j.
func (r *run) relabel(c *core, q *point, j int) {
	if y := r.Y[q.i]; j != y {
		r.Y[q.i] = j
		c.changed++
		r.bounds.lower(q.i, y, q.distance) // center y is one of the others now
		if r.begun {
			c.sums.add(-1, y, r.X.row(q.i))
			c.sums.add(1, j, r.X.row(q.i))
		}
	}
	r.bounds.setGlobal(q.i)
}
