package lloyd

import (
	"math"
	"slices"
)

// A core is what one core needs for itself.
type core struct {
	sums    *sums     // of the points that it moved; the first core's are those of all points
	changed int       // how many labels, in this step
	last    []float64 // the last point in this step that took test 3,
	lastY   int       // and its label

	// Room for a block, and for each center:
	own       []float64 // squared distances from the own centers
	undecided []int     // the points that globalTest leaves undecided, counted from the first of the block
	points    []point
	moved     table  // these points as the filter has moved them
	pairs     []pair // of each of them and each group
	squares   []float64

	_ [128]byte // keeps two cores from writing to one cache line
}

// A point is one that may get another label.
type point struct {
	i             int
	distance      float64 // from its own center, scaled
	rest          float64 // lower bound of the distances from the groups that it has no pair with
	norm          float64 // what the filter says of its own norm
	group         int     // of its pairs, the group with the least lower bound,
	least, second order   // this bound, squared, and the least one of the other groups
}

// A pair is a point, and a group that may have a nearer center for it.
type pair struct{ point, group uint16 }

// label gives the points of block b the labels of their nearest centers. On the way it
// sums what the old labels cost.
//
// Each of the first tests is a pass over what the one before has left undecided. It lists
// what it leaves without a branch, since the processor would often guess it wrongly.
func (r *run) label(c *core, b int) {
	lo, hi := rows(b, len(r.Y))
	r.costs[b] = r.ownSquares(lo, c.own[:hi-lo])
	points, pairs := r.groupTest(c, lo, r.globalTest(c, lo, hi))
	r.scores(c, points, pairs)
	for p := range points {
		q := &points[p]
		if upper := r.filter.upper(q.distance); q.least <= ordered(float64(upper*upper)) {
			r.nearest(c, q, c.moved.row(p))
		}
		r.bounds.setGlobal(q.i, min(q.least.root(), q.rest))
	}
	if !r.begun {
		for i := lo; i < hi; i++ {
			c.sums.add(1, r.Y[i], r.X.row(i))
		}
	}
}

// ownSquares sets squares to the squared distances of the points from lo on from their own
// centers, and returns their sum.
func (r *run) ownSquares(lo int, squares []float64) (sum float64) {
	n, X, M := r.X.n, r.X.data[lo*r.X.n:], r.M
	for s, y := range r.Y[lo:][:len(squares)] {
		d := squaredDistance(X[:n], M.row(y))
		X = X[n:]
		squares[s] = d
		sum += d
	}
	return sum
}

// globalTest, the first half of test 1, lists the points whose distance from their own
// center may not be less than their global bound.
func (r *run) globalTest(c *core, lo, hi int) (undecided []int) {
	squares, undecided := c.own[:hi-lo], c.undecided[:hi-lo]
	scale, drift := r.filter.scale, r.bounds.globalDrift
	global := r.bounds.global[lo:hi][:len(squares)]
	count := 0
	for s, d := range squares {
		undecided[count] = s
		bound := float64(global[s]) - drift // squared, to avoid a root
		count += negative(float64(bound*math.Abs(bound)) - float64((d+lost)*scale*scale) - tiny*tiny)
	}
	return undecided[:count]
}

// negative returns the sign bit of v, 1 if v < 0.
func negative(v float64) int { return int(math.Float64bits(v) >> 63) }

// groupTest, the second half, pairs the undecided points with the groups that may have a
// nearer center. Only these can win. It returns the points that have such groups.
func (r *run) groupTest(c *core, lo int, undecided []int) ([]point, []pair) {
	f, b, drift, kept, paired := r.filter, r.bounds, r.bounds.groupDrift, 0, 0
	for _, s := range undecided {
		i, square := lo+s, c.own[s]
		d := f.scale * math.Sqrt(square)
		if !(square > lost && square <= math.MaxFloat64) {
			d = f.distance(r.X.row(i), r.M.row(r.Y[i]))
		}
		upper := f.upper(d)
		before, leastGap := paired, math.Float64bits(infinite.root())
		for g, low := range b.of(i)[:len(drift)] {
			c.pairs[paired] = pair{uint16(kept), uint16(g)}
			gap := float64(low) - drift[g] - upper
			paired += negative(gap)
			leastGap = min(leastGap, math.Float64bits(gap)) // a negative one has a sign bit, the highest
		}
		rest := upper + math.Float64frombits(leastGap)
		b.setGlobal(i, rest) // if there are pairs, label sets it again
		q := &c.points[kept]
		q.i, q.distance, q.rest = i, d, rest
		kept += min(paired-before, 1)
	}
	return c.points[:kept], c.pairs[:paired]
}

// scores, the first half of test 2, makes new bounds from scores.
func (r *run) scores(c *core, points []point, pairs []pair) {
	f, b := r.filter, r.bounds
	for p := range points {
		q := &points[p]
		q.norm = f.move(r.X.row(q.i), c.moved.row(p))
		q.group, q.least, q.second = 0, infinite, infinite // now all fields are set
	}
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

// nearest, the second half, gives a point that is still undecided the label of its nearest
// center. That is the one with the least lower bound, if it is nearer for sure than the own
// center and than all other bounds.
func (r *run) nearest(c *core, q *point, moved []float64) {
	f, b, x := r.filter, r.bounds, r.X.row(q.i)
	j, second := f.leastTwo(moved, q.norm, q.group*b.size, (q.group+1)*b.size, r.Y[q.i])
	upper := f.upper(f.distance(x, r.M.row(j)))
	if others := min(second, q.second); upper < q.distance && ordered(float64(upper*upper)) < others {
		q.least = others
		b.set(q.i, q.group, second.root())
	} else {
		if !slices.Equal(x, c.last) { // where points tie, many are often equal
			c.last, c.lastY = x, f.exactLabel(x, r.M, c.squares)
		}
		j = c.lastY
	}
	if y := r.Y[q.i]; j != y {
		r.Y[q.i] = j
		c.changed++
		q.rest = min(q.rest, q.distance) // center y is one of the others now
		b.atMost(q.i, y, q.distance)
		if r.begun {
			c.sums.add(-1, y, x)
			c.sums.add(1, j, x)
		}
	}
}
