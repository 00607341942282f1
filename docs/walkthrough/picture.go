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

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// A View maps two columns of the data to a drawing of w×h pixels. All products that
// are added are float64(a*b), and no function of math is used that a machine may
// compute its own way, so a picture is the same text everywhere.
type View struct {
	axes [2]int     // columns of X; the second is −1 if X has but one
	lo   [2]float64 // at the bottom left
	unit float64    // what a pixel is, across and up: what looks nearest is nearest
	w, h float64
	Flat bool // the points are almost on a line
}

// newView makes room for all points.
func newView(X *matrix.Matrix, axes [2]int, w, h float64) View {
	v := View{axes: axes, w: w, h: h}
	var middle, size [2]float64
	for d, pixels := range [2]float64{w, h} {
		if l := axes[d]; l >= 0 {
			lo, hi := ends(X, l)
			middle[d], size[d] = lo+(hi-lo)/2, (hi-lo)*1.125/pixels
		}
	}
	v.unit = max(size[0], size[1])
	least := min(size[0], size[1])
	v.Flat = least > 0 && v.unit > 5*least
	if v.unit == 0 { // all points are equal
		v.unit = max(math.Abs(middle[0]), math.Abs(middle[1]), 1) / 8 / w
	}
	v.lo = [2]float64{middle[0] - w*v.unit/2, middle[1] - h*v.unit/2}
	return v
}

// place returns where x is drawn, in pixels from the top left. Where there is no second
// column, i spreads the points up and down.
func (v View) place(x []float64, i int) (p [2]float64) {
	p[0] = (x[v.axes[0]] - v.lo[0]) / v.unit
	up := v.h * (float64(i*37%64)/64 + 0.2) / 1.4
	if l := v.axes[1]; l >= 0 {
		up = (x[l] - v.lo[1]) / v.unit
	}
	p[1] = v.h - up
	return p
}

// at writes a place as SVG does.
func at(p [2]float64) string { return coord(p[0]) + "," + coord(p[1]) }

// coord rounds to a tenth of a pixel.
func coord(v float64) string { return strings.TrimSuffix(fixed(v, 1), ".0") }

// cells returns for every center the points of the drawing nearest to it, as the
// points of an SVG polygon: the drawing, cut along the line half-way to every other
// center. "" is a center that is nearest nowhere.
func (v View) cells(M *matrix.Matrix) []string {
	centers := v.centers(M)
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

func (v View) centers(M *matrix.Matrix) (places [][2]float64) {
	for _, mu := range rowsOf(M) {
		places = append(places, v.place(mu, 32))
	}
	return places
}

// discs returns where the centers are drawn.
func (v View) discs(M *matrix.Matrix) (discs []string) {
	for _, c := range v.centers(M) {
		discs = append(discs, at(c))
	}
	return discs
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

const (
	drawAll    = 2000 // so many points are all drawn; of more, a sample is
	sampleSize = 1500
)

func newFilm(X *matrix.Matrix, r *Run, axes [2]int, w, h float64) *Film {
	m, n := X.Dims()
	f := &Film{View: newView(X, axes, w, h), Whole: n <= 2}
	drawn := sample(m)
	X = X.Index(drawn)
	for p, i := range drawn {
		f.Points = append(f.Points, f.place(X.Row(p), i))
	}
	M := r.Start
	f.Scenes = []Scene{{Labels: slices.Repeat([]int{-1}, len(drawn)), Centers: f.discs(M)}}
	for _, step := range r.Steps {
		Y, _ := kmeans.Expectation(X, M)
		s := Scene{Labels: Y, Centers: f.discs(step.Matrix.M)}
		for p, sure := range kmeans.Certain(X, M) {
			if !sure {
				s.Rings = append(s.Rings, p)
			}
		}
		if f.Whole {
			s.Cells = f.cells(M)
		}
		f.Scenes = append(f.Scenes, s)
		M = step.Matrix.M
	}
	return f
}

// sample chooses of m points those to draw: all, or one at random of each stretch of the
// file. (One at equal distances would miss clusters in a file that lists them in turn.)
func sample(m int) (points []int) {
	n := m
	if m > drawAll {
		n = sampleSize
	}
	rng := rand.New(rand.NewPCG(0, 0))
	for p := range n {
		lo, hi := p*m/n, (p+1)*m/n
		points = append(points, lo+rng.IntN(hi-lo))
	}
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

// Marks are the shapes, to be used by their ids; mark is one before its first label. They
// are smaller where there are many points.
func (f *Film) Marks() template.HTML {
	scale := 1.0
	if len(f.Points) > 800 {
		scale = 0.6
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<defs><circle id="mark" r="2.6" transform="scale(%g)"/>`, scale)
	for s, d := range shapes {
		fmt.Fprintf(&b, `<path id="mark%d" d="%s" transform="scale(%g)"/>`, s, d, scale)
	}
	b.WriteString("</defs>\n")
	return template.HTML(b.String())
}

func markOf(label int) (id, class string) {
	if label < 0 {
		return "#mark", "c"
	}
	return fmt.Sprintf("#mark%d", (label+label/8)%8), fmt.Sprintf("c%d", label%8)
}

// Last is the last frame.
func (f *Film) Last() int { return 2 * (len(f.Scenes) - 1) }

// Draw returns the inside of an SVG: a frame, and the paths of the centers up to it.
// Without columns there are no ticks.
func (f *Film) Draw(frame int, columns []Column) template.HTML {
	var b strings.Builder
	now, past := f.Scenes[(frame+1)/2], f.Scenes[:frame/2+1]
	centers := past[frame/2].Centers
	fmt.Fprintf(&b, "<rect class=\"plot\" width=\"%s\" height=\"%s\"/>\n<g class=\"cells\">", coord(f.w), coord(f.h))
	for j := range centers {
		cell := ""
		if now.Cells != nil {
			cell = now.Cells[j]
		}
		fmt.Fprintf(&b, `<polygon class="c%d" points="%s"/>`, j%8, cell)
	}
	b.WriteString("</g>\n")
	f.ticks(&b, columns)
	b.WriteString(`<g class="spokes"></g><g class="points">`)
	for p, u := range f.Points {
		id, class := markOf(now.Labels[p])
		fmt.Fprintf(&b, "<use href=\"%s\" class=\"%s\" x=\"%s\" y=\"%s\"/>\n", id, class, coord(u[0]), coord(u[1]))
	}
	b.WriteString("</g>\n<g class=\"rings\">")
	for _, p := range now.Rings {
		fmt.Fprintf(&b, `<circle cx="%s" cy="%s" r="8"/>`, coord(f.Points[p][0]), coord(f.Points[p][1]))
	}
	b.WriteString("</g>\n<g class=\"paths\">")
	for j := range centers {
		var path []string
		for _, s := range past {
			path = append(path, s.Centers[j])
		}
		fmt.Fprintf(&b, `<polyline points="%s"/>`, strings.Join(path, " "))
	}
	b.WriteString("</g>\n<g class=\"centers\">")
	radius := 9
	if len(centers) > 20 {
		radius = 6
	}
	for j, c := range centers {
		fmt.Fprintf(&b, `<g class="c%d" transform="translate(%s)"><circle r="%d"/><text y="4.5">%d</text></g>`, j%8, c, radius, j)
	}
	b.WriteString("</g>\n")
	return template.HTML(b.String())
}

// ticks draws the axes' numbers and names.
func (v View) ticks(b *strings.Builder, columns []Column) {
	if columns == nil {
		return
	}
	b.WriteString(`<g class="axes">`)
	for d, l := range v.axes {
		if l < 0 {
			continue
		}
		marks, name := ticks(v.lo[d], v.unit*[2]float64{v.w, v.h}[d], html.EscapeString(clip(columns[l].Heading(), 40)))
		for _, tick := range marks {
			if d == 0 {
				x := coord(tick.at * v.w)
				fmt.Fprintf(b, `<path d="M%s,%sv5"/><text x="%s" y="%s" class="x">%s</text>`, x, coord(v.h), x, coord(v.h+20), tick.text)
			} else {
				y := (1 - tick.at) * v.h
				fmt.Fprintf(b, `<path d="M0,%sh-5"/><text x="-8" y="%s" class="y">%s</text>`, coord(y), coord(y+4.5), tick.text)
			}
		}
		if d == 0 {
			fmt.Fprintf(b, `<text x="%s" y="%s" class="x name">%s</text>`, coord(v.w/2), coord(v.h+38), name)
		} else {
			fmt.Fprintf(b, `<text x="-8" y="-10" class="name">%s ↑</text>`, name)
		}
	}
	b.WriteString("</g>\n")
}

type tick struct {
	at   float64 // from 0 to 1
	text string
}

// ticks returns about five round numbers from lo to lo + span, none longer than six
// characters: where they would be, they are counted from a round number, or in powers
// of ten, and the name of the axis says so.
func ticks(lo, span float64, name string) (marks []tick, axis string) {
	// One, two or five times a power of ten, by way of decimals, which are exact.
	rough := strconv.FormatFloat(span/5, 'e', 0, 64)
	digit := map[byte]float64{'1': 1, '2': 2, '3': 2, '4': 5, '5': 5, '6': 5, '7': 5, '8': 10, '9': 10}[rough[0]]
	power := "1" + rough[1:] // 1e+03
	ten, _ := strconv.ParseFloat(power, 64)
	first := math.Ceil(lo / (digit * ten))
	last := math.Floor((lo + span) / (digit * ten))
	if ten == 0 || last-first > 12 || max(-first, last) > 1<<50 { // no round numbers are so close together
		return nil, name
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
		text := minus(strconv.FormatFloat((s-from)*digit*(ten/unit)+0, 'g', 6, 64))
		marks = append(marks, tick{(s*digit*ten - lo) / span, text})
	}
	return marks, name
}
