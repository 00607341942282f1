package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"path/filepath"
	"slices"
	"strings"

	"example.com/kmeans-by-hand/docs/walkthrough/table"
	"example.com/kmeans-by-hand/matrix"
)

//go:embed page
var pageFiles embed.FS

// chosenAxes returns the columns of X to draw: those of -axes, or the two that vary
// most, in the order of the file. The second is −1 if there is only one.
func (o *options) chosenAxes(d *Data) (axes [2]int, err error) {
	if o.Axes == "" {
		axes = [2]int{0, -1}
		sd := deviations(d.X)
		for l := 1; l < len(sd); l++ {
			if axes[1] >= 0 && sd[l] <= min(sd[axes[0]], sd[axes[1]]) {
				continue
			}
			if axes[1] >= 0 && sd[axes[0]] < sd[axes[1]] {
				axes[0] = axes[1]
			}
			axes[1] = l
		}
		return axes, nil
	}
	columns, err := d.Find(o.Axes)
	if err == nil && (len(columns) != 2 || !slices.Contains(d.Columns, columns[0]) || !slices.Contains(d.Columns, columns[1])) {
		err = fmt.Errorf("%s: choose two columns of X, by number or name, as in 3,4", o.Axes)
	}
	if err != nil {
		return axes, fmt.Errorf("-axes %w", err)
	}
	return [2]int{slices.Index(d.Columns, columns[0]), slices.Index(d.Columns, columns[1])}, nil
}

// workedExample is small enough to follow by hand: every entry of every matrix is a
// whole number or a half, and only roots are rounded. page/worked.js computes them all, so
// that points and centers can be moved; the tests hold its numbers to the packages.
func workedExample() (X, M *matrix.Matrix) {
	X = matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}})
	return X, X.Index([]int{0, 1})
}

// A Page is what the template shows.
type Page struct {
	Options *options
	Data    *Data
	M, N    int
	Run     *Run
	Film    *Film
	Axes    [2]string // what the columns drawn are called; the second may be ""
	Curve   template.HTML
	Centers Grid
	Example *Film          // of the worked example
	Start   [2][][]float64 // X and M of that
}

func renderPage(o *options, d *Data, r *Run) ([]byte, error) {
	axes, err := o.chosenAxes(d)
	if err != nil {
		return nil, err
	}
	m, n := d.X.Dims()
	v := newView(d, axes, 480, 360)
	p := &Page{Options: o, Data: d, M: m, N: n, Run: r, Film: newFilm(d.X, r, v), Axes: v.names, Centers: d.Centers(r)}
	X, M := workedExample()
	example, err := newRun(X, M, 50)
	if err != nil {
		return nil, err
	}
	p.Example, p.Start = newFilm(X, example, workedView), [2][][]float64{X.Rows(), M.Rows()}
	var costs []float64 // after each half of a step
	for _, s := range r.Steps {
		costs = append(costs, s.Matrix.Before, s.Matrix.Cost)
	}
	p.Curve = drawCurve(costs)
	cost := aligned(costs, false)
	p.Film.Scenes[0].Says[0] = fmt.Sprintf("%s, chosen from the points (%s). No point has a label yet.", sentence(table.Count(o.K, "center")), o.Started)
	for i, s := range r.Steps {
		p.Film.Scenes[i+1].Says = s.says(i == 0, cost[2*i:])
	}
	read := func(name string) string { b, _ := pageFiles.ReadFile("page/" + name); return string(b) }
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"base": filepath.Base, "count": table.Count, "sentence": sentence, "key": key,
		"css": func(name string) template.CSS { return template.CSS(read(name)) },
		"js":  func(name string) template.JS { return template.JS(read(name)) },
	}).ParseFS(pageFiles, "page/*.html")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, p)
	return out.Bytes(), err
}

// Command is how to run the program again.
func (o *options) Command() string {
	s := "go run ./docs/walkthrough"
	for _, arg := range o.args {
		if strings.Trim(arg, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:=\\") != "" || arg == "" {
			arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'" // for the shell
		}
		s += " " + arg
	}
	return s
}

// says tells a step in words, for those who do not see the picture and those who do. The
// costs are those of its halves.
func (s *Step) says(first bool, costs []string) (says [2]string) {
	changed := sentence(table.Count(s.Matrix.Moved, "label")) + " changed."
	moved := "The centers move to the means of their points."
	switch {
	case first:
		changed = fmt.Sprintf("All %d points get their first label.", s.Matrix.Moved)
	case s.Matrix.Moved == 0:
		changed, moved = "No point gets another label.", "The means are the same again, so no center moves."
	}
	for j, size := range s.Matrix.Sizes {
		if size == 0 {
			moved += fmt.Sprintf(" Cluster %d has no point, so its mean is 0/0: its center stays, which is the rule of kmeans.Fit.", j)
		}
	}
	says = [2]string{fmt.Sprintf("%s Cost %s.", moved, costs[1]), fmt.Sprintf("%s Cost %s. %d of %d labels are certified.", changed, costs[0], s.Certified, s.Points)}
	for _, e := range s.Events {
		says[1] += " " + sentence(e)
	}
	return says
}

// sentence begins with a capital.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// key is the mark of a cluster.
func key(label int) template.HTML {
	id, class := markOf(label)
	return template.HTML(fmt.Sprintf(`<svg class="points key" viewBox="-7 -7 14 14" aria-hidden="true"><use href="%s" class="%s"/></svg>`, id, class))
}

// drawCurve draws the costs.
func drawCurve(costs []float64) template.HTML {
	const w, h = 480, 90
	lo, span := slices.Min(costs), slices.Max(costs)-slices.Min(costs)
	if span == 0 {
		span = 1
	}
	var points []string
	for i, c := range costs {
		points = append(points, at([2]float64{float64(i+1) / float64(len(costs)) * w, float64((1-(c-lo)/span)*(h-16)) + 8}))
	}
	return template.HTML(fmt.Sprintf(`<rect class="plot" width="%d" height="%d"/><polyline points="%s"/><circle class="now" r="6" style="display: none"/>`,
		w, h, strings.Join(points, " ")))
}
