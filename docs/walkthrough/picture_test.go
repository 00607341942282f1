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

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// inside reports whether p, in pixels, is in the convex polygon, give or take.
func inside(points string, x, y, give float64) bool {
	var corners [][2]float64
	for _, s := range strings.Fields(points) {
		var c [2]float64
		fmt.Sscanf(s, "%g,%g", &c[0], &c[1])
		corners = append(corners, c)
	}
	left, right := false, false
	for i, c := range corners {
		d := corners[(i+1)%len(corners)]
		length := math.Hypot(d[0]-c[0], d[1]-c[1])
		side := ((d[0]-c[0])*(y-c[1]) - (d[1]-c[1])*(x-c[0])) / max(length, 1)
		left, right = left || side > give, right || side < -give
	}
	return len(corners) > 2 && !(left && right)
}

// TestCells: every point lies in the cell of the center whose label it gets, and in
// no other, and points are drawn as far from each other as they are.
func TestCells(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 0))
		scale := []float64{1, 40, 1e-9, 1e100}[seed%4]
		n, axes := 2, [2]int{0, 1}
		if seed%5 == 4 {
			n, axes = 1, [2]int{0, -1}
		}
		X := matrix.New(60, n)
		for i := range 60 {
			X.Set(i, 0, rng.NormFloat64()+float64(seed%3)*1e6)
			if n == 2 {
				X.Set(i, 1, rng.NormFloat64()*scale)
			}
		}
		M := kmeans.Shuffle(X, 5, rng).Index([]int{0, 1, 2, 3, 4, 0}) // of equal centers the first one wins
		v := newView(X, axes, 640, 460)
		if want := n == 2 && scale != 1; v.Flat != want {
			t.Errorf("seed %d: newView: flat: %v, want %v", seed, v.Flat, want)
		}
		far := []float64{v.lo[0] + 8*v.unit, v.lo[1] + 8*v.unit}
		if at := v.place(far, 0); math.Abs(at[0]-8) > 1e-6 || n == 2 && math.Abs(at[1]-452) > 1e-6 {
			t.Errorf("seed %d: newView: 8 pixels right and up of (0, 460) is %v", seed, at)
		}
		cells := v.cells(M)
		fit, err := kmeans.Fit(X, M, 1)
		if err != nil {
			t.Fatal(err)
		}
		for i, y := range fit.Y {
			at := v.place(X.Row(i), i)
			px, py := at[0], at[1]
			if px < 0 || px > 640 || py < 0 || py > 460 {
				t.Errorf("seed %d: point %d is drawn at (%v, %v), outside 640×460", seed, i, px, py)
			}
			for j, cell := range cells {
				if j == 5 && cell != "" || j == y && !inside(cell, px, py, 0.5) || j != y && inside(cell, px, py, -0.5) {
					t.Errorf("seed %d: point %d has label %d, and cell %d is %s: in it: %v", seed, i, y, j, cell, j != y)
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
		{1, 1e-17, "", "x"},
	} {
		var got []string
		marks, axis := ticks(tt.lo, tt.span, "x")
		for _, tick := range marks {
			got = append(got, tick.text)
		}
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
	slide := o.start(d.X)
	X, M := workedExample()
	for _, tt := range []struct {
		name, title string
		X, M        *matrix.Matrix
		steps       []int
	}{
		{"overview.svg", "k-means on 200 points, as many as the slides have", d.X, slide, []int{0, 1, 9, 13}},
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
	f := newFilm(X, r, [2]int{0, 1}, w, h)
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
			gap+p*(w+gap), text, f.Draw(2*s, nil))
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
		const m = 100_000
		seen := make([]int, period)
		points := sample(m)
		for p, i := range points {
			seen[i%period]++
			if p > 0 && i <= points[p-1] {
				t.Errorf("sample(%d): point %d after point %d", m, i, points[p-1])
			}
		}
		if least := slices.Min(seen); len(points) != sampleSize || least < sampleSize/period/4 {
			t.Errorf("sample(%d) has %d points, of the rests modulo %d at least %d", m, len(points), period, least)
		}
	}
}
