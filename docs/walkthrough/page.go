package main

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"path/filepath"
	"slices"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

//go:embed page
var pageFiles embed.FS

// chosenAxes returns the columns of X to draw: those of -axes, or the two that vary
// most. The second is −1 if there is only one.
func (o *options) chosenAxes(d *Data) (a, b int, err error) {
	if o.axes == "" {
		a, b = widest(d.X)
		return a, b, nil
	}
	var axes []int
	for _, s := range strings.Split(o.axes, ",") {
		at, err := d.find(strings.TrimSpace(s))
		if err != nil {
			return 0, 0, fmt.Errorf("-axes %s: %w", o.axes, err)
		}
		l := slices.IndexFunc(d.Columns, func(c Column) bool { return c.Number == d.sheet.columns[at].Number })
		if l < 0 {
			return 0, 0, fmt.Errorf("-axes %s: %v is not in X: choose two columns that are", o.axes, d.sheet.columns[at])
		}
		axes = append(axes, l)
	}
	if len(axes) != 2 || axes[0] == axes[1] {
		return 0, 0, fmt.Errorf("-axes %s: it is two different columns of the file, by number or name, as in 3,4", o.axes)
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

// spread returns of each column the sum of the squared distances from its mean.
func spread(X *matrix.Matrix) []float64 {
	m, n := X.Dims()
	mean := X.Div(matrix.Ones(1, n).Scale(float64(m))).ColumnSums() // 1×n, and no sum overflows
	return X.Add(mean.Scale(-1)).Square().ColumnSums().Row(0)       // n
}

func writePage(o *options, d *Data, r *Run) error {
	page, err := renderPage(o, d, r)
	if err != nil {
		return err
	}
	return writeFile(o.page, page, true)
}

// A Page is what the template shows.
type Page struct {
	Options  Settings
	Data     *Data
	M, N     int
	Run      *Run
	Rows     []StepRow
	Film     *Film
	Axes     [2]string
	Notes    []string // what to know about the data
	Warnings []string // what may make the run worthless
	Marks    template.HTML
	Picture  template.HTML // the start, and what page.js changes
	End      template.HTML // for paper, and where there is no JavaScript
	Curve    template.HTML
	Ends     [2]string // the first and the last cost of the curve
	Rises    int       // how often the cost grew by more than its own rounding
	Centers  []CenterRow
	Hidden   int // clusters not in Centers
	Crosses  []Cross
	Unsure   int // point-steps that are not certified
	Worked   Worked
}

// Settings are the options as the page shows them.
type Settings struct {
	File    string
	K       int
	Seed    uint64
	Init    string
	Show    string // the case of -show, and what there is to see
	Says    string
	Command string
}

// A CenterRow is a line of the table of centers.
type CenterRow struct {
	Label  int
	Mark   template.HTML
	Size   int
	Center []string
}

func renderPage(o *options, d *Data, r *Run) ([]byte, error) {
	a, b, err := o.chosenAxes(d)
	if err != nil {
		return nil, err
	}
	m, n := d.X.Dims()
	f := newFilm(d.X, r, [2]int{a, b}, 480, 360)
	p := &Page{
		Options: Settings{filepath.Base(o.name()), o.k, o.seed, o.init, o.show, o.says, o.command()},
		Data:    d, M: m, N: n, Run: r, Film: f,
		Marks:   template.HTML(f.marks()),
		Picture: template.HTML(f.draw(0, d.Columns)),
		End:     template.HTML(f.draw(2*len(r.Steps), d.Columns)),
		Worked:  newWorked(workedExample()),
	}
	p.Axes[0] = d.Columns[a].Heading()
	if b >= 0 {
		p.Axes[1] = d.Columns[b].Heading()
	}
	p.Notes, p.Warnings = o.notes(d), o.warnings(d)
	var halves []float64 // costs
	for _, s := range r.Steps {
		halves = append(halves, s.Matrix.Before, s.Matrix.Cost)
		p.Unsure += s.Uncertain.N
	}
	for i, c := range halves[1:] {
		if c > halves[i]*(1+1e-12) {
			p.Rises++
		}
	}
	p.Curve = template.HTML(drawCurve(halves))
	half := aligned(halves)
	p.Ends = [2]string{half[0], half[len(half)-1]}
	p.Rows = r.rows()
	f.Scenes[0].Says[0] = fmt.Sprintf("%s, chosen from the points (%s, seed %d). No point has a label yet.", sentence(count(o.k, "center")), o.init, o.seed)
	for i := range r.Steps {
		f.Scenes[i+1].Says = r.says(i+1, half)
	}
	p.tables()
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"count":    count,
		"sentence": sentence,
		"file":     func(name string) (string, error) { b, err := pageFiles.ReadFile("page/" + name); return string(b), err },
		"css":      func(s string) template.CSS { return template.CSS(s) },
		"js":       func(s string) template.JS { return template.JS(s) },
	}).ParseFS(pageFiles, "page/*.html")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, p); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// command is how to run the program again.
func (o *options) command() string {
	s := "go run ./docs/walkthrough -data " + shell(o.data) + fmt.Sprintf(" -k %d -steps %d -seed %d -init %s", o.k, o.steps, o.seed, o.init)
	if o.columns != "" {
		s += " -columns " + shell(o.columns)
	}
	if o.standardize {
		s += " -standardize"
	}
	if o.axes != "" {
		s += " -axes " + shell(o.axes)
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

func (p *Page) tables() {
	const values = 6000 // of so many, the page stays small
	r := p.Run
	k := len(r.Sizes)
	shown := min(k, max(1, values/p.N))
	p.Hidden = k - shown
	columns := r.centers(shown)
	for j := range shown {
		id, class := markOf(j)
		row := CenterRow{Label: j, Size: r.Sizes[j],
			Mark: template.HTML(fmt.Sprintf(`<svg class="points key" viewBox="-7 -7 14 14" aria-hidden="true"><use href="%s" class="%s"/></svg>`, id, class))}
		for _, column := range columns {
			row.Center = append(row.Center, column[j])
		}
		p.Centers = append(p.Centers, row)
	}
	for _, names := range p.Data.groups() {
		p.Crosses = append(p.Crosses, cross(names, r.Y, k))
	}
}

// drawCurve draws the costs.
func drawCurve(costs []float64) string {
	const w, h = 480, 90
	lo, span := slices.Min(costs), slices.Max(costs)-slices.Min(costs)
	if span == 0 {
		span = 1
	}
	var points []string
	dots := ""
	for i, c := range costs {
		p := at([2]float64{float64(i+1) / float64(len(costs)) * w, (1-(c-lo)/span)*(h-16) + 8})
		points = append(points, p)
		if len(costs) < 100 {
			dots += fmt.Sprintf(`<circle transform="translate(%s)" r="2.5"/>`, p)
		}
	}
	return fmt.Sprintf(`<rect class="plot" width="%d" height="%d"/><polyline points="%s"/>%s
<circle class="now" r="6" style="display: none"/>`, w, h, strings.Join(points, " "), dots)
}
