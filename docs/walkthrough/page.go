package main

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

//go:embed page
var pageFiles embed.FS

// chosenAxes returns the columns of X to draw: those of -axes, or the two that vary
// most. The second is −1 if there is only one.
func (o *options) chosenAxes(d *Data) (a, b int, err error) {
	if o.Axes == "" {
		a, b = widest(d.X)
		return a, b, nil
	}
	var axes []int
	for _, s := range strings.Split(o.Axes, ",") {
		at, err := d.find(strings.TrimSpace(s))
		if err != nil {
			return 0, 0, fmt.Errorf("-axes %s: %w", o.Axes, err)
		}
		l := slices.IndexFunc(d.Columns, func(c Column) bool { return c.Number == d.sheet.columns[at].Number })
		if l < 0 {
			return 0, 0, fmt.Errorf("-axes %s: %v is not in X: choose two columns that are", o.Axes, d.sheet.columns[at])
		}
		axes = append(axes, l)
	}
	if len(axes) != 2 || axes[0] == axes[1] {
		return 0, 0, fmt.Errorf("-axes %s: it is two different columns of the file, by number or name, as in 3,4", o.Axes)
	}
	return axes[0], axes[1], nil
}

// widest returns the two columns with the largest spread, in the order of the file.
func widest(X *matrix.Matrix) (a, b int) {
	s := spread(X)
	var order []int
	for l := range s {
		order = append(order, l)
	}
	slices.SortStableFunc(order, func(k, l int) int { return cmp.Compare(s[l], s[k]) })
	if len(order) == 1 {
		return 0, -1
	}
	return min(order[0], order[1]), max(order[0], order[1])
}

// A Page is what the template shows.
type Page struct {
	Options *options
	Data    *Data
	M, N    int
	Run     *Run
	Film    *Film
	Axes    [2]string
	Curve   template.HTML
	Ends    [2]string // the first and the last cost of the curve
	Rises   int       // how often the cost grew by more than its own rounding
	Worked  Worked
}

func renderPage(o *options, d *Data, r *Run) ([]byte, error) {
	a, b, err := o.chosenAxes(d)
	if err != nil {
		return nil, err
	}
	m, n := d.X.Dims()
	f := newFilm(d.X, r, [2]int{a, b}, 480, 360)
	p := &Page{Options: o, Data: d, M: m, N: n, Run: r, Film: f, Worked: newWorked(workedExample())}
	p.Axes[0] = d.Columns[a].Heading()
	if b >= 0 {
		p.Axes[1] = d.Columns[b].Heading()
	}
	var costs []float64 // after each half of a step
	for _, s := range r.Steps {
		costs = append(costs, s.Matrix.Before, s.Matrix.Cost)
	}
	for i, c := range costs[1:] {
		if c > costs[i]*(1+1e-12) {
			p.Rises++
		}
	}
	p.Curve = drawCurve(costs)
	cost := aligned(costs)
	p.Ends = [2]string{cost[0], cost[len(cost)-1]}
	f.Scenes[0].Says[0] = fmt.Sprintf("%s, chosen from the points (%s, seed %d). No point has a label yet.", sentence(count(o.K, "center")), o.Init, o.Seed)
	for i := range r.Steps {
		f.Scenes[i+1].Says = r.says(i+1, cost)
	}
	read := func(name string) string { b, _ := pageFiles.ReadFile("page/" + name); return string(b) }
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"count": count, "sentence": sentence, "key": key,
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
	s := "go run ./docs/walkthrough -data " + shell(o.Data) + fmt.Sprintf(" -k %d -steps %d -seed %d -init %s", o.K, o.Steps, o.Seed, o.Init)
	if o.Columns != "" {
		s += " -columns " + shell(o.Columns)
	}
	if o.Standardize {
		s += " -standardize"
	}
	if o.Axes != "" {
		s += " -axes " + shell(o.Axes)
	}
	return s
}

// shell quotes what a shell would not leave alone.
func shell(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:\\") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// says tells step s in words, for those who do not see the picture and those who do.
func (r *Run) says(s int, costs []string) (says [2]string) {
	step, m := r.Steps[s-1], len(r.Y)
	switch moved := step.Matrix.Moved; {
	case s == 1:
		says = [2]string{"The centers move to the means of their points.", fmt.Sprintf("All %d points get their first label.", m)}
	case moved == 0:
		says = [2]string{"The means are the same again, so no center moves.", "No point gets another label."}
	default:
		says = [2]string{"The centers move to the means of their points.", sentence(count(moved, "label") + " changed.")}
	}
	says[0] += fmt.Sprintf(" Cost %s.", costs[2*s-1])
	says[1] += fmt.Sprintf(" Cost %s. %d of %d labels are certified.", costs[2*s-2], m-step.Uncertain.N, m)
	for _, e := range r.Events(s) {
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
	dots := ""
	for i, c := range costs {
		p := at([2]float64{float64(i+1) / float64(len(costs)) * w, float64((1-(c-lo)/span)*(h-16)) + 8})
		points = append(points, p)
		if len(costs) < 100 {
			dots += fmt.Sprintf(`<circle transform="translate(%s)" r="2.5"/>`, p)
		}
	}
	return template.HTML(fmt.Sprintf(`<rect class="plot" width="%d" height="%d"/><polyline points="%s"/>%s
<circle class="now" r="6" style="display: none"/>`, w, h, strings.Join(points, " "), dots))
}
