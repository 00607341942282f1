package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strings"

	"example.com/kmeans-by-hand/docs/walkthrough/table"
	"example.com/kmeans-by-hand/matrix"
)

// Data are the points of a file, standardized if the options say so.
type Data struct {
	*table.Table
	X *matrix.Matrix // m×n
}

// read reads the points.
func (o *options) read() (*Data, error) {
	read := func() ([]byte, error) { return os.ReadFile(o.Data) }
	if o.Data == "-" {
		read = func() ([]byte, error) { return io.ReadAll(os.Stdin) }
	}
	file, err := read()
	if err != nil {
		return nil, plain(o.Name, err)
	}
	t, err := table.Read(file, o.Columns)
	if err != nil {
		return nil, plain(o.Name, err)
	}
	d := &Data{t, matrix.FromRows(t.X)}
	if o.Standardize {
		d.standardize()
	}
	d.warn(o.K)
	return d, nil
}

// standardize divides each column by its standard deviation. If that is no more than the
// last digit of a float64 makes, the column is left as it is.
func (d *Data) standardize() {
	sds := matrix.Ones(1, len(d.Columns))
	divided := make([]string, len(d.Columns))
	for l, sd := range deviations(d.X) {
		lo, hi := ends(d.X, l)
		divided[l] = fmt.Sprintf("%v by %.6g", d.Columns[l], sd)
		if sd > 0x1p-52*max(-lo, hi) {
			sds.Set(0, l, sd)
		} else {
			divided[l] = fmt.Sprintf("%v is left as it is, because its values differ by no more than rounding", d.Columns[l])
		}
	}
	d.X = d.X.Div(sds)
	d.Note("divided by the standard deviation √(Σ(v − mean)²/m), and so are the centers: %s", strings.Join(divided, ", "))
}

// deviations returns the standard deviation √(Σ(v − mean)²/m) of each column. No square
// overflows or vanishes.
func deviations(X *matrix.Matrix) []float64 {
	m, n := X.Dims()
	sd := make([]float64, n)
	for l := range sd {
		lo, hi := ends(X, l)
		mean, sum := 0.0, 0.0 // of numbers from 0 to 1
		for _, x := range X.Rows() {
			mean += (x[l] - lo) / (hi - lo) / float64(m)
		}
		for _, x := range X.Rows() {
			d := (x[l]-lo)/(hi-lo) - mean
			sum += float64(d * d)
		}
		if lo < hi {
			sd[l] = (hi - lo) * math.Sqrt(sum/float64(m))
		}
	}
	return sd
}

// ends returns the smallest and the largest value of a column.
func ends(X *matrix.Matrix, l int) (lo, hi float64) {
	lo, hi = X.At(0, l), X.At(0, l)
	for _, x := range X.Rows() {
		lo, hi = min(lo, x[l]), max(hi, x[l])
	}
	return lo, hi
}

// warn notes what may make a run with k clusters worthless, and what to do.
func (d *Data) warn(k int) {
	sds := deviations(d.X)
	var total, reach float64
	varying := 0
	for l, sd := range sds {
		lo, hi := ends(d.X, l)
		total += float64(sd * sd)
		reach = max(reach, hi-lo)
		if hi > lo {
			varying++
		}
	}
	for l, c := range d.Columns {
		share := math.Floor(sds[l]*sds[l]/total*1000) / 10
		if varying > 1 && d.counts(l) {
			d.Note("%v numbers the points: if that measures nothing, leave it out with -columns", c)
		} else if varying > 1 && share >= 90 {
			d.Note("%v makes up %.1f %% of the spread of the points, so the distances are almost those of this column alone: -standardize gives each column the same say, and -columns can leave this one out", c, share)
		}
	}
	different := map[string]bool{}
	for _, x := range d.X.Rows() {
		if different[fmt.Sprint(x)] = true; len(different) == k {
			break
		}
	}
	if n := len(different); n < k {
		d.Note("there are only %s for %d clusters, so some stay empty: use -k %d or less", table.Count(n, "different point"), k, n)
	}
	if reach > 0 && reach < 0x1p-485 { // the root of 2⁻¹⁰²²/u
		d.Note("the squares vanish: the values of a column differ by %.3g at most, and squares of numbers below 1e-146 lose digits, so that both forms of the slides take unequal distances for equal ones: multiply the columns by a power of ten (kmeans.Fit is right at any scale)", reach)
	}
}

// counts reports whether a column numbers the points, from anywhere.
func (d *Data) counts(l int) bool {
	for i, x := range d.Table.X {
		if x[l] != d.Table.X[0][l]+float64(i) {
			return false
		}
	}
	return len(d.Table.X) > 2
}

// A Grid is a table at the end of the run.
type Grid struct {
	Head []string
	Rows [][]string
	Of   string // what it is, where it is not the centers
}

// Centers are the clusters as kmeans.Fit has them.
func (d *Data) Centers(r *Run) Grid {
	g := Grid{Head: []string{"cluster", "points"}}
	for j, size := range sizes(r.Fit.Y, len(r.Fit.M.Rows())) {
		g.Rows = append(g.Rows, []string{fmt.Sprint(j), fmt.Sprint(size)})
	}
	for l, c := range d.Columns {
		g.Head = append(g.Head, c.Heading())
		for j, cell := range aligned(r.Fit.M.T().Row(l), true) {
			g.Rows[j] = append(g.Rows[j], cell)
		}
	}
	return g
}

// Crosses count for each column of names how many points of a name are in each cluster, if
// the names are few.
func (d *Data) Crosses(r *Run) (grids []Grid) {
	k, _ := r.Fit.M.Dims()
	for _, names := range d.Names {
		g := Grid{Head: []string{names.Heading()}, Of: names.String()}
		for j := range k {
			g.Head = append(g.Head, fmt.Sprintf("in %d", j))
		}
		counts := map[string][]int{}
		for i, name := range names.Of {
			if counts[name] == nil {
				counts[name] = make([]int, k)
			}
			counts[name][r.Fit.Y[i]]++
		}
		for _, name := range slices.Sorted(maps.Keys(counts)) {
			g.Rows = append(g.Rows, append([]string{name}, strings.Fields(strings.Trim(fmt.Sprint(counts[name]), "[]"))...))
		}
		if len(g.Rows) <= 20 && len(g.Rows) < len(names.Of) {
			grids = append(grids, g)
		}
	}
	return grids
}
