package main

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

// A View maps two columns of the data to a drawing of w×h. All products that are added
// are float64(a*b), and no function of math is used that a machine may compute its own
// way, so a picture is the same text everywhere.
type View struct {
	axes  [2]int     // columns of X; the second is −1 if X has but one
	names [2]string  // of the columns; without them the axes are not drawn
	lo    [2]float64 // at the bottom left
	unit  float64    // what a unit of the drawing is, across and up: what looks nearest is nearest
	w, h  float64
}

// newView makes room for all points.
func newView(d *Data, axes [2]int, w, h float64) View {
	v := View{axes: axes, w: w, h: h}
	var middle [2]float64
	for a, size := range [2]float64{w, h} {
		if l := axes[a]; l >= 0 {
			v.names[a] = d.Columns[l].Heading()
			lo, hi := ends(d.X, l)
			middle[a] = lo + (hi-lo)/2
			v.unit = max(v.unit, (hi-lo)*1.125/size)
		}
	}
	if v.unit == 0 { // all points are equal
		v.unit = max(math.Abs(middle[0]), math.Abs(middle[1]), 1) / 8 / w
	}
	v.lo = [2]float64{middle[0] - w*v.unit/2, middle[1] - h*v.unit/2}
	return v
}

// workedView is the part of the plane that the worked example may use, 32 units of the
// picture for each of its own. worked.js has the same numbers.
var workedView = View{axes: [2]int{0, 1}, names: [2]string{"x₁", "x₂"}, lo: [2]float64{-1, 1}, unit: 1.0 / 32, w: 352, h: 256}

// place returns where x is drawn, in pixels from the top left. Where there is no second
// column, i spreads the points up and down.
func (v View) place(x []float64, i int) (p [2]float64) {
	p[0] = (x[v.axes[0]] - v.lo[0]) / v.unit
	p[1] = v.h * (float64(i*37%64)/64 + 0.2) / 1.4
	if l := v.axes[1]; l >= 0 {
		p[1] = v.h - (x[l]-v.lo[1])/v.unit
	}
	return p
}

// at writes a place as SVG does.
func at(p [2]float64) string { return coord(p[0]) + "," + coord(p[1]) }

// coord rounds to a tenth of a pixel.
func coord(v float64) string {
	return strconv.FormatFloat(math.Round(10*v)/10+0, 'f', -1, 64) // −0 + 0 is 0
}

// cells returns for every center the points of the drawing nearest to it, as the
// points of an SVG polygon: the drawing, cut along the line half-way to every other
// center. "" is a center that is nearest nowhere.
func (v View) cells(M *matrix.Matrix) []string {
	var centers [][2]float64
	for _, mu := range M.Rows() {
		centers = append(centers, v.place(mu, 32))
	}
	cells := make([]string, len(centers))
	for i, c := range centers {
		cell := [][2]float64{{0, v.h}, {v.w, v.h}, {v.w, 0}, {0, 0}}
		for j, other := range centers {
			if i == j {
				continue
			}
			if c == other && j < i { // of equal centers the first one wins
				cell = nil
			}
			var a [2]float64
			b := 0.0 // the side of c is a·p ≤ b
			for d := range a {
				a[d] = 2 * (other[d] - c[d])
				b += float64(a[d] * (other[d] + c[d]) / 2)
			}
			cell = cut(cell, a, b)
		}
		var corners []string
		for _, p := range cell {
			corners = append(corners, at(p))
		}
		cells[i] = strings.Join(slices.Compact(corners), " ")
	}
	return cells
}

// cut returns the part of a convex polygon where a·p ≤ b.
func cut(polygon [][2]float64, a [2]float64, b float64) (kept [][2]float64) {
	for i, p := range polygon {
		q := polygon[(i+1)%len(polygon)]
		over := float64(a[0]*p[0]) + float64(a[1]*p[1]) - b
		next := float64(a[0]*q[0]) + float64(a[1]*q[1]) - b
		if over <= 0 {
			kept = append(kept, p)
		}
		if over < 0 && next > 0 || over > 0 && next < 0 {
			t := over / (over - next)
			kept = append(kept, [2]float64{p[0] + float64(t*(q[0]-p[0])), p[1] + float64(t*(q[1]-p[1]))})
		}
	}
	return kept
}

// A Film is the run as pictures, of a sample of the points if there are many. Frame 0
// is the start; then step s has two, its Expectation 2s − 1 and its Maximization 2s.
type Film struct {
	View
	Points [][2]float64 // where the sample is drawn
	Scenes []Scene      // the start, and every step
	Whole  bool         // the points have no other columns, so the regions are shown
}

// A Scene is what a step shows. Its regions belong to the centers the step began with,
// which gave the labels.
type Scene struct {
	Labels  []int     // of the sample; −1 before the first step
	Rings   []int     // those of the sample that are not certified
	Cells   []string  // k, or nil
	Centers []string  // k, at the end of the step
	Says    [2]string // in words: the Maximization (or the start), and the Expectation
}

func newFilm(X *matrix.Matrix, r *Run, v View) *Film {
	_, n := X.Dims()
	f := &Film{View: v, Whole: n <= 2}
	for _, i := range r.Drawn {
		f.Points = append(f.Points, v.place(X.Row(i), i))
	}
	M := r.Start
	for s := range len(r.Steps) + 1 {
		scene := Scene{Labels: slices.Repeat([]int{-1}, len(r.Drawn))}
		if s > 0 {
			if scene.Labels, scene.Rings = r.Steps[s-1].Labels, r.Steps[s-1].Rings; f.Whole {
				scene.Cells = v.cells(M)
			}
			M = r.Steps[s-1].Matrix.M
		}
		for _, mu := range M.Rows() {
			scene.Centers = append(scene.Centers, at(v.place(mu, 32)))
		}
		f.Scenes = append(f.Scenes, scene)
	}
	return f
}

// sample chooses of m points those to draw: all, or some at random.
func sample(m int) []int {
	points := rand.New(rand.NewPCG(0, 0)).Perm(m)[:min(m, 2000)]
	slices.Sort(points)
	return points
}

// The marks: shapes as well as colors, so that nobody needs to tell colors apart.
// Cluster j has color j mod 8, and a new shape each; they repeat after 64.
var shapes = [8]string{
	"M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0z",
	"M-3.6-3.6h7.2v7.2h-7.2z",
	"M0-5L4.8 3.6H-4.8z",
	"M0-5.2L5.2 0 0 5.2-5.2 0z",
	"M0 5L4.8-3.6H-4.8z",
	"M-1.6-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
	"M0-2.3L2.4-4.7 4.7-2.4 2.3 0 4.7 2.4 2.4 4.7 0 2.3-2.4 4.7-4.7 2.4-2.3 0-4.7-2.4-2.4-4.7z",
	"M0-5L4.3-2.5V2.5L0 5-4.3 2.5V-2.5z",
}

// Marks are the shapes, to be used by their ids; mark is one before its first label.
func (*Film) Marks() template.HTML {
	defs := `<defs><circle id="mark" r="2.6"/>`
	for s, d := range shapes {
		defs += fmt.Sprintf(`<path id="mark%d" d="%s"/>`, s, d)
	}
	return template.HTML(defs + "</defs>\n")
}

func markOf(label int) (id, class string) {
	if label < 0 {
		return "#mark", "c"
	}
	return fmt.Sprintf("#mark%d", (label+label/8)%8), fmt.Sprintf("c%d", label%8)
}

// Draw returns the inside of an SVG: a frame, and the paths of the centers up to it.
// Few points are numbered.
func (f *Film) Draw(frame int) template.HTML {
	var b strings.Builder
	draw := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	now, past := f.Scenes[(frame+1)/2], f.Scenes[:frame/2+1]
	centers := past[frame/2].Centers
	draw("<rect class=\"plot\" width=\"%g\" height=\"%g\"/>\n<g class=\"cells\">", f.w, f.h)
	for j, cell := range append(now.Cells, make([]string, len(centers))...)[:len(centers)] {
		draw(`<polygon class="c%d" points="%s"/>`, j%8, cell)
	}
	draw("</g>\n%s<g class=\"spokes\"></g><g class=\"points\">", f.drawAxes())
	for p, u := range f.Points {
		id, class := markOf(now.Labels[p])
		draw("<use href=\"%s\" class=\"%s\" x=\"%s\" y=\"%s\"/>\n", id, class, coord(u[0]), coord(u[1]))
	}
	draw("</g>\n<g class=\"rings\">")
	for _, p := range now.Rings {
		draw(`<circle cx="%s" cy="%s" r="8"/>`, coord(f.Points[p][0]), coord(f.Points[p][1]))
	}
	draw("</g>\n<g class=\"paths\">")
	for j := range centers {
		draw(`<polyline points="`)
		for _, s := range past {
			draw("%s ", s.Centers[j])
		}
		draw(`"/>`)
	}
	draw("</g>\n<g class=\"centers\">")
	for j, c := range centers {
		draw(`<g class="c%d" transform="translate(%s)"><circle r="9"/><text y="4.5">%d</text></g>`, j%8, c, j)
	}
	draw("</g>\n<g class=\"names\">")
	for i, u := range f.Points {
		if len(f.Points) <= 10 {
			draw(`<text x="%s" y="%s">%d</text>`, coord(u[0]), coord(u[1]-9), i)
		}
	}
	draw("</g>\n")
	return template.HTML(b.String())
}

// drawAxes draws the axes' numbers and names.
func (v View) drawAxes() string {
	axes := ""
	for d, name := range v.names {
		if name == "" {
			continue
		}
		marks, places, name := ticks(v.lo[d], v.unit*[2]float64{v.w, v.h}[d], html.EscapeString(name))
		for i, mark := range marks {
			if x, y := coord(places[i]*v.w), (1-places[i])*v.h; d == 0 {
				axes += fmt.Sprintf(`<path d="M%s,%gv5"/><text x="%s" y="%g" class="x">%s</text>`, x, v.h, x, v.h+20, mark)
			} else {
				axes += fmt.Sprintf(`<path d="M0,%sh-5"/><text x="-8" y="%s" class="y">%s</text>`, coord(y), coord(y+4.5), mark)
			}
		}
		if d == 0 {
			axes += fmt.Sprintf(`<text x="%g" y="%g" class="x name">%s</text>`, v.w/2, v.h+38, name)
		} else {
			axes += fmt.Sprintf(`<text x="-8" y="-10" class="name">%s ↑</text>`, name)
		}
	}
	return `<g class="axes">` + axes + "</g>\n"
}

// ticks returns about five round numbers from lo to lo + span and where they stand, from 0
// to 1. None is longer than six characters: where they would be, they are counted from a
// round number, or in powers of ten, and the name of the axis says so.
func ticks(lo, span float64, name string) (marks []string, places []float64, axis string) {
	// One, two or five times a power of ten, by way of decimals, which are exact.
	rough := strconv.FormatFloat(span/5, 'e', 0, 64)
	digit := map[byte]float64{'1': 1, '2': 2, '3': 2, '4': 5, '5': 5, '6': 5, '7': 5, '8': 10, '9': 10}[rough[0]]
	power := "1" + rough[1:] // 1e+03
	ten, _ := strconv.ParseFloat(power, 64)
	first := math.Ceil(lo / (digit * ten))
	last := math.Floor((lo + span) / (digit * ten))
	if ten == 0 || last-first > 12 || max(-first, last) > 1<<50 { // no round numbers are so close together
		return nil, nil, name
	}
	from := 0.0 // in steps
	if max(math.Abs(first), math.Abs(last)) >= 1000 {
		from = math.Round((first+last)/20) * 10
		name += " − " + minus(strconv.FormatFloat(from*digit*ten, 'g', 15, 64))
		name = strings.Replace(name, "− −", "+ ", 1)
	}
	unit := ten
	if unit < 1e-3 || unit >= 1e3 {
		name += ", in " + minus(power)
	} else {
		unit = 1
	}
	for s := first; s <= last; s++ {
		marks = append(marks, minus(strconv.FormatFloat((s-from)*digit*(ten/unit)+0, 'g', 6, 64)))
		places = append(places, (s*digit*ten-lo)/span)
	}
	return marks, places, name
}

func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }
