package lloyd

import (
	"math"
	"math/bits"
	"slices"
)

// label gives the points of block b the labels of their nearest centers. On the way it
// sums what the old labels cost.
func (r *run) label(c *core, b int) {
	c.exact = -1
	lo, hi := rows(b, len(r.Y))
	cost, changed := 0.0, 0
	X, M, Y, lead := r.X, r.M, r.Y[lo:hi], r.bounds.lead[lo:hi]
	total, scale, wider := r.bounds.total, r.filter.scale, 1+float64(4*r.filter.slack)
	for i, y := range Y {
		d := squaredDistance(X.Row(lo+i), M.Row(y))
		cost += d
		others := float64(lead[i]) - total // no other center is nearer than this
		if others > tiny && float64(others*others) > (d+lost)*scale*scale*wider {
			continue
		}
		if nearest := r.nearest(c, lo+i, d); nearest != y {
			Y[i] = nearest
			changed++
		}
	}
	r.costs[b] = cost
	r.changed.Add(int64(changed))
}

// Squares of small distances can vanish: no distance is proved to be below tiny, and a
// sum of squares loses less than lost.
const (
	tiny = 0x1p-100
	lost = 0x1p-1040
)

// nearest returns the label of point i, and renews its bounds. It looks only at the
// groups of centers that the bounds leave, and keeps the label if no lower bound there
// comes down to the distance from the point's own center, whose square is d.
func (r *run) nearest(c *core, i int, d float64) int {
	f, b, x, y := r.filter, r.bounds, r.X.Row(i), r.Y[i]
	if c.exact >= 0 && slices.Equal(x, r.X.Row(c.exact)) { // where points tie, many are often equal
		b.forget(i)
		return c.label
	}
	// Test 1: the bounds.
	own, far := f.around(f.scale * math.Sqrt(d)) // at least own, and less than far
	if !(d > 0x1p-900 && d <= math.MaxFloat64) {
		own, far = f.distance(x, r.M.Row(y))
	}
	look := b.look(i, far)
	if look == 0 {
		b.setLead(i)
		return y
	}

	// Test 2: lower bounds from scores, for the groups that are left.
	norm := f.see(x, c.seen)
	least, second, winner := infinite, infinite, 0
	for ; look != 0; look &= look - 1 {
		g := bits.TrailingZeros64(look)
		low := f.least(c.seen, norm, g*b.size, (g+1)*b.size, y)
		b.set(i, g, low.distance())
		second = min(second, max(least, low))
		if low < least {
			least, winner = low, g
		}
	}
	if least > ordered(float64(far*far)) {
		b.setLead(i)
		return y
	}
	j, least, next := f.leastTwo(c.seen, norm, winner*b.size, (winner+1)*b.size, y)
	most := least.value() + f.width(norm, j)
	if least > 0 && most < float64(own*own) && ordered(most) < min(second, next) {
		b.set(i, winner, next.distance())
		b.lower(i, y, own) // center y is one of the others now
		b.setLead(i)
		return j
	}

	// Test 3: real arithmetic.
	b.forget(i)
	c.exact, c.label = i, exactLabel(x, r.M)
	return c.label
}
