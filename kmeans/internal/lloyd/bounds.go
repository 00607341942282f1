package lloyd

import (
	"math"
	"slices"
)

// Bounds are lower bounds: they tell which centers a step need not compute. The centers
// are in groups. For each point and each group there is a distance below which none of
// the group's centers lies, but for the point's own. If no center of the group moves
// farther than δ, the triangle inequality leaves this bound less δ. A group whose bound is
// greater than the distance from the own center cannot win. If no group can, the label
// stays.
//
// Instead of taking δ off every bound in every step, a bound is kept as bound + drift,
// where drift is the sum of the δ so far; it is bound + drift − drift later. Bounds are
// rounded down to float32, at most 3n for a point: 1.5 times the memory of X.
//
// Source: Hamerly, "Making k-means even faster", SDM 2010; groups: Ding and others,
// "Yinyang k-means", ICML 2015.
type bounds struct {
	size        int       // tiles in a group
	lower       []float32 // m×groups
	groupDrift  []float64
	global      []float32 // m, the same for all centers
	globalDrift float64
}

// newBounds returns bounds of 0, which spare nothing.
func newBounds(m, n, k int) *bounds {
	limit := min(3*n-1, 64) // more than 64 cost more time than they save
	size := (tilesFor(k) + limit - 1) / limit
	groups := (tilesFor(k) + size - 1) / size
	return &bounds{
		size:  size,
		lower: make([]float32, m*groups), groupDrift: make([]float64, groups),
		global: make([]float32, m),
	}
}

// of returns the group bounds of point i.
func (b *bounds) of(i int) []float32 {
	groups := len(b.groupDrift)
	return b.lower[i*groups:][:groups]
}

// set makes low the bound of point i and group g.
func (b *bounds) set(i, g int, low float64) { b.of(i)[g] = below(low + b.groupDrift[g]) }

// atMost takes the bound of point i and the group of center j down to low.
func (b *bounds) atMost(i, j int, low float64) {
	g := j / 4 / b.size
	b.of(i)[g] = min(b.of(i)[g], below(low+b.groupDrift[g]))
}

// setGlobal makes low the global bound of point i.
func (b *bounds) setGlobal(i int, low float64) { b.global[i] = below(low + b.globalDrift) }

// below returns v in float32, rounded down so far that this covers all rounding of
// distances and drifts, for n ≤ 2²⁴ and a bound that is at most 2²⁸ steps old. (Less
// than 2⁻¹²⁶ is less than tiny.)
func below(v float64) float32 { return float32(v * (1 - 0x1p-22)) }

// drift takes note of how far each center has moved.
func (b *bounds) drift(distances []float64) {
	for g := range b.groupDrift {
		b.groupDrift[g] += slices.Max(distances[4*g*b.size : min(4*(g+1)*b.size, len(distances))])
	}
	b.globalDrift += slices.Max(distances)
}

// An order is a squared distance as an integer, its bits. Those that are not negative
// compare like the numbers, and a negative one is less than they. (Which of two negative
// ones is less does not matter: they prove nothing.) Between integers the smaller one is
// found without a branch, which would be mispredicted here.
//
// No NaN gets here: scaled numbers are at most 2⁶¹, so squares and drifts are finite.
type order int64

const infinite order = (1023 + 250) << 52 // 2²⁵⁰, more than any square; float32 has its root

func ordered(v float64) order { return order(math.Float64bits(v)) }

func (o order) value() float64 { return math.Float64frombits(uint64(o)) }

// root returns the square root, for a negative number 0.
func (o order) root() float64 { return math.Sqrt(max(o, 0).value()) }
