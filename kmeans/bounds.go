package kmeans

import (
	"math"

	"example.com/kmeans-by-hand/matrix"
)

type bounds struct {
	lead  []float64 // m
	drift []float64 // k
	slack float64
}

func (r *run) sure(i int) bool {
	r.lead[i] -= r.drift[r.Y[i]]
	return r.lead[i] > 0
}

func (r *run) setLead(i int, x []float64, first, second float64) {
	norm := squaredNorm(x)
	r.lead[i] = math.Sqrt(max(norm+second, 0)) - math.Sqrt(max(norm+first, 0)) - r.slack
}

func (b *bounds) setDrift(from, to *matrix.Matrix) {
	if b == nil {
		return
	}
	var far, next float64 // the two longest ways
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
		b.drift[j] = (d+other)*(1+0x1p-30) + b.slack*0x1p-20
	}
}
