package lloyd

import (
	"math"
	"slices"

	"example.com/kmeans-by-hand/matrix"
)

// A core is what one core needs for itself.
type core struct {
	changed int            // how many labels, in this block
	exact   []float64      // the last point in this step that took exact arithmetic,
	label   int            // and its label
	open    []point        // room for a block
	seen    *matrix.Matrix // these points as the filter sees them
	looks   []look         // room for each of them and each group
	_       [apart]float64
}

// A point is open as long as it may get another label.
type point struct {
	i             int
	square        float64 // its squared distance from its own center
	own, far      float64 // the distance, scaled, is at least own, and less than far
	norm          float64 // what the filter sees of its own norm
	group         int     // the group with the least lower bound, but for the own center
	least, second order   // this bound, and the least one of the other groups
}

// A look is one of the open points, and a group that may have a nearer center for it.
type look struct{ point, group uint16 }

// label gives the points of block b the labels of their nearest centers, and returns how
// many labels change. On the way it sums what the old labels cost.
//
// Each of the first tests is a pass over what the test before has left open. It lists what
// it leaves open itself without a branch, since the processor would often guess it wrongly.
func (r *run) label(c *core, b int) (changed int) {
	c.changed = 0
	open := r.compare(c, b)
	r.look(c, open)
	for p := range open {
		if o := &open[p]; o.least > ordered(float64(o.far*o.far)) {
			r.bounds.setLead(o.i)
		} else {
			r.relabel(c, o, r.nearest(c, o, c.seen.Row(p)))
		}
	}
	return c.changed
}

// Squares of small distances can vanish: no distance is proved to be below tiny, and a
// sum of squares loses less than lost.
const (
	tiny = 0x1p-100
	lost = 0x1p-1040
)

// compare sums what the labels of block b cost. It returns the open points: those whose
// distance from their own center may not be less than their lead. It compares squares, and
// 4·slack is more than the rounding of both.
func (r *run) compare(c *core, b int) []point {
	lo, hi := rows(b, len(r.Y))
	f, X, M, Y := r.filter, r.X, r.filter.centers, r.Y[:hi]
	lead, total := r.bounds.lead[:hi], r.bounds.total
	scale, wider := f.scale, f.scale*(1+float64(4*f.slack))
	cost, open := 0.0, 0
	for i := lo; i < hi; i++ {
		d := squaredDistance(X.Row(i), M[Y[i]])
		cost += d
		o := &c.open[open]
		o.i, o.square = i, d
		others := float64(lead[i]) - total // no other center is nearer than this
		open += negative(float64(others*math.Abs(others)) - float64((d+lost)*scale*wider) - tiny*tiny)
	}
	r.costs[b] = cost
	return c.open[:open]
}

// negative returns 1 if v < 0, and 0 if v > 0. (v can be NaN, but only for k = 1: then a
// point has label 0 whether it is open or not.)
func negative(v float64) int { return int(math.Float64bits(v) >> 63) }

// look renews the bounds of the open points, but only for groups that may have a center
// within far. Only these can win.
func (r *run) look(c *core, open []point) {
	f, b, way, looks := r.filter, r.bounds, r.bounds.way, 0
	for p := range open { // test 1: the bounds
		o := &open[p]
		x := r.X.Row(o.i)
		o.least, o.second = infinite, infinite
		if c.exact != nil && slices.Equal(x, c.exact) { // where points tie, many are often equal
			o.own = 0
			r.relabel(c, o, c.label)
			continue
		}
		o.own, o.far = f.around(f.scale * math.Sqrt(o.square))
		if !(o.square > 0x1p-900 && o.square <= math.MaxFloat64) {
			o.own, o.far = f.distance(x, f.centers[r.Y[o.i]])
		}
		o.norm = f.see(x, c.seen.Row(p))
		for g, bound := range b.of(o.i)[:len(way)] {
			c.looks[looks] = look{uint16(p), uint16(g)}
			looks += negative(float64(bound) - way[g] - o.far)
		}
	}
	for _, l := range c.looks[:looks] { // test 2: lower bounds from scores
		o, g := &open[l.point], int(l.group)
		low := f.least(c.seen.Row(int(l.point)), o.norm, g*b.size, (g+1)*b.size, r.Y[o.i])
		b.set(o.i, g, low.distance())
		group := o.group
		if low < o.least {
			group = g
		}
		o.group, o.least, o.second = group, min(o.least, low), min(o.second, max(o.least, low))
	}
}

// nearest returns the label of a point that is still open: the center with the least lower
// bound, if it is nearer for sure than the own center and than all other bounds.
func (r *run) nearest(c *core, o *point, seen []float64) int {
	f, b, x := r.filter, r.bounds, r.X.Row(o.i)
	j, second := f.nearest(seen, o.norm, o.group*b.size, (o.group+1)*b.size, r.Y[o.i])
	_, most := f.distance(x, f.centers[j])
	if most < o.own && ordered(float64(most*most)) < min(second, o.second) {
		b.set(o.i, o.group, second.distance())
		return j
	}
	if !slices.Equal(x, c.exact) {
		c.exact, c.label = x, exactLabel(x, r.M) // test 3
	}
	return c.label
}

// relabel gives an open point label j.
func (r *run) relabel(c *core, o *point, j int) {
	if y := r.Y[o.i]; j != y {
		r.Y[o.i] = j
		c.changed++
		r.bounds.lower(o.i, y, o.own) // center y is one of the others now
	}
	r.bounds.setLead(o.i)
}
