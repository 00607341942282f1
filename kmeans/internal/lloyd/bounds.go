package lloyd

import (
	"math"

	"example.com/kmeans-by-hand/matrix"
)

// Bounds tell which points cannot change their label in a step, so that relabel
// need not look at them (Hamerly, "Making k-means even faster", SDM 2010).
//
// The lead of a point is how much nearer its own center is than any other. If that
// center moves by δ, and no other by more than δ′, the triangle inequality leaves
// at least lead − δ − δ′. While this is positive the label stays.
//
// It must stay in float64 too, bit for bit what the slide computes, so a lead is
// kept too small by slack: more than rounding can make of two scores, see
// docs/numerics.md.
type bounds struct {
	lead  []float64 // m; nil if there are so few centers that looking is cheaper
	drift []float64 // k: δ + δ′ for the points of each center, rounded up
	slack float64
}

// newBounds returns bounds for m points, k centers and n coordinates, where no
// point and no center is farther than radius from the origin.
func newBounds(m, n, k int, radius float64) bounds {
	return bounds{
		lead:  make([]float64, m),
		drift: make([]float64, k),
		slack: 8 * radius * math.Sqrt(float64(n+4)*0x1p-53),
	}
}

// leads takes the last drift off the lead of point i, and reports whether the point keeps
// its label. Before the first step no point has a lead.
func (r *run) leads(i int) bool {
	r.lead[i] -= r.drift[r.Y[i]]
	return r.lead[i] > 0
}

// setLead sets the lead of point i, with ‖x‖² = norm and the two smallest scores:
// ‖x − μ‖² is ‖x‖² + score.
func (b *bounds) setLead(i int, norm, first, second float64) {
	b.lead[i] = math.Sqrt(max(norm+second, 0)) - math.Sqrt(max(norm+first, 0)) - b.slack
}

// setDrift sets the drifts for centers that move from one M to another.
func (b *bounds) setDrift(from, to *matrix.Matrix) {
	if b.lead == nil {
		return
	}
	var far, next float64 // the longest way δ, and the second longest
	for j := range b.drift {
		b.drift[j] = math.Sqrt(squaredDistance(from.Row(j), to.Row(j)))
		next = max(next, min(far, b.drift[j]))
		far = max(far, b.drift[j])
	}
	for j, d := range b.drift {
		other := far
		if d == far {
			other = next
		}
		// A little more for the rounding here and in leads, and for δ so short that its square vanishes.
		b.drift[j] = float64((d+other)*(1+0x1p-30)) + float64(b.slack*0x1p-20)
	}
}
