package lloyd

import "example.com/kmeans-by-hand/matrix"

// Bounds tell which centers a step need not look at. The centers are in groups, and
// each point keeps, for each group, a distance below which none of its centers lies
// (but for the point's own center). If no center of the group moves farther than δ, the
// triangle inequality leaves this distance less δ. While it is greater than the distance
// from the own center, the group cannot win; and while the least of all groups is, the
// label stays.
//
// Instead of taking δ off every bound in every step, a bound is kept as bound + way,
// where way is the sum of the δ so far; it is bound + way − way later. All are rounded
// to the safe side. They are float32, at most 2n for a point: no more memory than X.
//
// Source: Hamerly, "Making k-means even faster", SDM 2010; groups: Ding and others,
// "Yinyang k-means", ICML 2015.
type bounds struct {
	size  int       // tiles in a group
	way   []float64 // of each group: how far its fastest center moved in each step, added up
	group []float32 // m×groups
	total float64   // the same for all centers,
	lead  []float32 // and for each point
}

// newBounds returns bounds of 0, which spare nothing.
func newBounds(m, n, k int) *bounds {
	most := min(2*n-1, 64) // it also takes time to go through them
	size := (tilesFor(k) + most - 1) / most
	groups := (tilesFor(k) + size - 1) / size
	return &bounds{
		size: size,
		way:  make([]float64, groups), group: make([]float32, m*groups),
		lead: make([]float32, m),
	}
}

// of returns the bounds of point i.
func (b *bounds) of(i int) []float32 {
	groups := len(b.way)
	return b.group[i*groups:][:groups]
}

// set makes low the bound of point i and group g.
func (b *bounds) set(i, g int, low float64) { b.of(i)[g] = below(low + b.way[g]) }

// lower takes the bound of point i and the group of center j down to low.
func (b *bounds) lower(i, j int, low float64) {
	g := j / 4 / b.size
	b.of(i)[g] = min(b.of(i)[g], below(low+b.way[g]))
}

// setLead sets the lead of point i, the least of its bounds.
func (b *bounds) setLead(i int) {
	lead := infinite
	bounds := b.of(i)
	way := b.way[:len(bounds)]
	for g, bound := range bounds {
		lead = min(lead, ordered(float64(bound)-way[g]))
	}
	b.lead[i] = below(max(lead, 0).value() + b.total)
}

// below returns v in float32, rounded down for v ≥ 2⁻¹²⁶. (Less is less than tiny.)
func below(v float64) float32 { return float32(v * (1 - 0x1p-22)) }

// move adds what the centers move to the ways.
func (b *bounds) move(f *filter, from, to *matrix.Matrix) {
	k, _ := from.Dims()
	farthest := 0.0
	for g := range b.way {
		far := 0.0
		for j := 4 * g * b.size; j < min(4*(g+1)*b.size, k); j++ {
			_, most := f.distance(from.Row(j), to.Row(j))
			far = max(far, most)
		}
		b.way[g] = (b.way[g] + far) * (1 + 0x1p-50)
		farthest = max(farthest, far)
	}
	b.total = (b.total + farthest) * (1 + 0x1p-50)
}
