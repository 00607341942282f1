package main

import (
	"fmt"
	"html"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/docs/walkthrough/table"
	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// inside reports whether p is in the convex polygon, give or take.
func inside(points string, p [2]float64, give float64) bool {
	var corners [][2]float64
	for _, s := range strings.Fields(points) {
		var c [2]float64
		fmt.Sscanf(s, "%g,%g", &c[0], &c[1])
		corners = append(corners, c)
	}
	left, right := false, false
	for i, c := range corners {
		d := corners[(i+1)%len(corners)]
		side := ((d[0]-c[0])*(p[1]-c[1]) - (d[1]-c[1])*(p[0]-c[0])) / max(math.Hypot(d[0]-c[0], d[1]-c[1]), 1)
		left, right = left || side > give, right || side < -give
	}
	return len(corners) > 2 && !(left && right)
}

// TestCells: every point lies in the cell of the center whose label it gets, and in
// no other, and points are drawn as far from each other as they are.
func TestCells(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 0))
		X := matrix.New(60, 2)
		for i := range 60 {
			X.Set(i, 0, rng.NormFloat64()+float64(seed%3)*1e6)
			X.Set(i, 1, rng.NormFloat64()*[]float64{1, 40, 1e-9, 1e100}[seed%4])
		}
		M := kmeans.Shuffle(X, 5, rng).Index([]int{0, 1, 2, 3, 4, 0}) // of equal centers the first one wins
		v := newView(&Data{&table.Table{Columns: make([]table.Column, 2)}, X}, [2]int{0, 1}, 640, 460)
		if at := v.place([]float64{v.lo[0] + 8*v.unit, v.lo[1] + 8*v.unit}, 0); math.Abs(at[0]-8) > 1e-6 || math.Abs(at[1]-452) > 1e-6 {
			t.Errorf("seed %d: 8 units right and up of (0, 460) is %v", seed, at)
		}
		cells := v.cells(M)
		fit, err := kmeans.Fit(X, M, 1)
		if err != nil {
			t.Fatal(err)
		}
		for i, y := range fit.Y {
			p := v.place(X.Row(i), i)
			for j, cell := range cells {
				if j == 5 && cell != "" || j == y && !inside(cell, p, 0.5) || j != y && inside(cell, p, -0.5) || !inside("0,0 640,0 640,460 0,460", p, 0) {
					t.Errorf("seed %d: point %d at %v has label %d, and cell %d is %s", seed, i, p, y, j, cell)
				}
			}
		}
	}
}

// TestTicks: no label has more than six characters; the axis says what they count.
func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		lo, span   float64
		want, axis string
	}{
		{-5.8, 17, "−4 −2 0 2 4 6 8 10", "x"},
		{0.1, 0.9, "0.2 0.4 0.6 0.8 1", "x"},
		{400, 1800, "500 1000 1500 2000", "x"},
		{1e6, 3, "0 0.5 1 1.5 2 2.5 3", "x − 1000000"},
		{99999997, 8, "−2 0 2 4", "x − 100000000"},
		{-1e8, 8, "0 2 4 6 8", "x + 100000000"},
		{0, 1e-9, "0 2 4 6 8 10", "x, in 1e−10"},
		{-1e140, 2e140, "−10 −5 0 5 10", "x, in 1e+139"},
		{0, 45, "0 10 20 30 40", "x"},
		{4000, 90, "4000 4020 4040 4060 4080", "x"},
		{1, 1e-17, "", "x"},
	} {
		got, _, axis := ticks(tt.lo, tt.span, "x")
		if s := strings.Join(got, " "); s != tt.want || axis != tt.axis {
			t.Errorf("ticks(%v, %v, x) = %s on %s, want %s on %s", tt.lo, tt.span, s, axis, tt.want, tt.axis)
		}
	}
}

// TestFigures holds the docs' pictures to what the program draws. After a change of the
// drawing, go test -update.
func TestFigures(t *testing.T) {
	o, err := parseOptions(nil)
	if err != nil {
		t.Fatal(err)
	}
	o.Data = filepath.Join(top, o.Data)
	d, err := o.read()
	if err != nil {
		t.Fatal(err)
	}
	X, M := workedExample()
	for _, tt := range []struct {
		name, title string
		X, M        *matrix.Matrix
		steps       []int
	}{
		{"overview.svg", "k-means on 200 points, as many as the slides have", d.X, o.start(d.X), []int{0, 1, 9, 13}},
		{"worked.svg", "The worked example: six points, two centers", X, M, []int{0, 1, 2, 3}},
	} {
		r, err := newRun(tt.X, tt.M, o.Steps)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join(top, "docs", "figures", tt.name), strip(tt.title, tt.X, r, tt.steps))
	}
}

// strip returns an SVG file of four steps of a run, side by side.
func strip(title string, X *matrix.Matrix, r *Run, steps []int) string {
	const w, h, gap = 222, 222, 12
	v := newView(&Data{&table.Table{Columns: make([]table.Column, 2)}, X}, [2]int{0, 1}, w, h)
	v.names = [2]string{} // no axes
	f := newFilm(X, r, v)
	css, _ := pageFiles.ReadFile("page/picture.css")
	var b, told strings.Builder
	for p, s := range steps {
		text := "the start"
		if s > 0 {
			text = fmt.Sprintf("step %d: cost %.5g", s, r.Steps[s-1].Matrix.Cost)
		}
		if s == len(r.Steps) {
			text += ", the end"
		}
		fmt.Fprintf(&told, " Panel %d, %s.", p+1, text)
		fmt.Fprintf(&b, "<g transform=\"translate(%d 62)\">\n<text x=\"2\" y=\"-9\">%s</text>\n%s</g>\n",
			gap+p*(w+gap), text, f.Draw(2*s))
	}
	width := gap + len(steps)*(w+gap)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">Points by color and shape of their cluster, numbered centers with their paths, and the regions nearest to the centers each step began with.%s</desc>
<style>
%s</style>
<rect width="100%%" height="100%%" fill="var(--paper)"/>
%s<text x="%d" y="28" style="font-size: 17px; font-weight: 700">%s</text>
%s</svg>
`, width, 62+h+gap, width, 62+h+gap, html.EscapeString(title), told.String(), css, f.Marks(), gap, html.EscapeString(title), b.String())
}

// TestSample: a file that lists its clusters in turn keeps them all.
func TestSample(t *testing.T) {
	for _, period := range []int{2, 3, 5, 10, 67} {
		seen := make([]int, period)
		points := sample(100_000)
		for _, i := range points {
			seen[i%period]++
		}
		if len(points) != 2000 || !slices.IsSorted(points) || slices.Min(seen) < 2000/period/4 {
			t.Errorf("sample(100000) has %d points, of the rests modulo %d at least %d", len(points), period, slices.Min(seen))
		}
	}
}

// TestMarks: no two of 64 clusters have one mark.
func TestMarks(t *testing.T) {
	seen := map[string]int{}
	for label := range 64 {
		id, class := markOf(label)
		seen[id+class] = label
	}
	if len(seen) != 64 || seen["#mark1c0"] != 8 {
		t.Errorf("64 clusters have %d marks, and shape 1 in color 0 is cluster %d's, want that of 8", len(seen), seen["#mark1c0"])
	}
}
