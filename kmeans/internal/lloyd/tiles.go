package lloyd

import "math"

// Tiles are the centers, four to a tile: as many as keep their products with a point in
// registers. Missing centers of the last tile are at 0 with an infinite norm, so that
// none is ever near.
type tiles struct {
	columns [][4]float64 // row t·n + l has −2 times coordinate l of the centers of tile t
	norms   [][4]float64 // ‖μ‖²; the filter makes them smaller
}

func tilesFor(k int) int { return (k + 3) / 4 }

func newTiles(k, n int) tiles {
	t := tiles{make([][4]float64, tilesFor(k)*n), make([][4]float64, tilesFor(k))}
	for j := k; j < 4*tilesFor(k); j++ {
		t.norms[j/4][j%4] = math.Inf(1)
	}
	return t
}

// set makes mu center j.
func (t *tiles) set(j int, mu []float64, norm float64) {
	t.norms[j/4][j%4] = norm
	for l, v := range mu {
		t.columns[j/4*len(mu)+l][j%4] = -2 * v
	}
}

// dot returns four elements of the row −2xMᵀ.
func (t *tiles) dot(tile int, x []float64) (p0, p1, p2, p3 float64) {
	columns := t.columns[tile*len(x):][:len(x)]
	for l, v := range x {
		c := &columns[l]
		p0 += float64(v * c[0])
		p1 += float64(v * c[1])
		p2 += float64(v * c[2])
		p3 += float64(v * c[3])
	}
	return p0, p1, p2, p3
}
