package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

// parseAxes reads two different column numbers, "3,4".
func parseAxes(s string) (a, b int, err error) {
	left, right, _ := strings.Cut(s, ",")
	a, errA := strconv.Atoi(strings.TrimSpace(left))
	b, errB := strconv.Atoi(strings.TrimSpace(right))
	if errA != nil || errB != nil || a < 1 || b < 1 || a == b {
		return 0, 0, fmt.Errorf("-axes %q: it is two different columns of the file, counted from 1, as in 3,4", s)
	}
	return a, b, nil
}

// chosenAxes returns the columns of X to draw: those of -axes, or the two that vary
// most. The second is −1 if there is only one.
func (o *options) chosenAxes(d *Data) (a, b int, err error) {
	if o.axes == "" {
		a, b = widest(d.X)
		return a, b, nil
	}
	numbers := [2]int{}
	numbers[0], numbers[1], err = parseAxes(o.axes)
	axes := [2]int{-1, -1}
	for i, number := range numbers {
		for l, c := range d.Columns {
			if c.Number == number {
				axes[i] = l
			}
		}
		for _, names := range d.Names {
			if names.Number == number {
				return 0, 0, fmt.Errorf("-axes %s: %v of %s holds names: choose two columns of numbers", o.axes, names.Column, o.data)
			}
		}
		if axes[i] < 0 && err == nil {
			return 0, 0, fmt.Errorf("-axes %s: %s has no column %d: it has %d", o.axes, o.data, number, len(d.Columns)+len(d.Names))
		}
	}
	return axes[0], axes[1], err
}

// widest returns the two columns with the largest spread, the sum of the squared
// distances from the mean, in the order of the file.
func widest(X *matrix.Matrix) (a, b int) {
	s := spread(X)
	if len(s) == 1 {
		return 0, -1
	}
	for l := range s {
		if s[l] > s[a] {
			a = l
		}
	}
	b = 1 - min(a, 1)
	for l := range s {
		if l != a && s[l] > s[b] {
			b = l
		}
	}
	return min(a, b), max(a, b)
}

func spread(X *matrix.Matrix) []float64 {
	m, n := X.Dims()
	s := make([]float64, n)
	for l := range s {
		mean := 0.0
		for i := range m {
			mean += X.At(i, l) / float64(m)
		}
		for i := range m {
			d := X.At(i, l) - mean
			s[l] += float64(d * d)
		}
	}
	return s
}

// checkPage finds out whether the page can be written, before the work.
func checkPage(path, data string) error {
	if info, err := os.Stat(path); err == nil {
		if err := replaceable(path); err != nil {
			return fmt.Errorf("-o %w", err)
		}
		if in, err := os.Stat(data); err == nil && os.SameFile(in, info) {
			return fmt.Errorf("-o %s: the page would replace the data", path)
		}
		if f, err := os.OpenFile(path, os.O_WRONLY, 0); err != nil {
			return fmt.Errorf("-o %w", plain(path, err))
		} else {
			f.Close()
		}
	}
	temporary := besides(path)
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("-o %w", plain(path, err))
	}
	f.Close()
	return os.Remove(temporary)
}

// replaceable refuses folders and devices: renaming a file over /dev/null would
// replace the device for everybody.
func replaceable(path string) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s: it is not a file that a page could replace", path)
	}
	return nil
}

// besides is a new file in path's folder.
func besides(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return filepath.Join(filepath.Dir(path), fmt.Sprintf(".%d.walkthrough.tmp", os.Getpid()))
}

// writeFile writes a file in one go: what was there stays until all of the new one
// is on disk.
func writeFile(path string, content []byte) error {
	if err := replaceable(path); err != nil {
		return err
	}
	temporary := besides(path)
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	err := os.WriteFile(temporary, content, 0o666)
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		os.Remove(temporary)
		if link := (*os.LinkError)(nil); errors.As(err, &link) {
			err = link.Err
		}
		return plain(path, err)
	}
	return nil
}

func writePage(o *options, d *Data, r *Run) error {
	page, err := renderPage(o, d, r)
	if err != nil {
		return err
	}
	return writeFile(o.page, page)
}

// A Page is what the template shows.
type Page struct {
	Options  Settings
	Data     *Data
	M, N     int
	Run      *Run
	Rows     []StepRow
	LeftOut  int // steps that the picture and the table leave out
	Film     *Film
	Axes     [2]string
	Dominant string
	Marks    template.HTML
	Picture  template.HTML
	Curve    template.HTML
	Now      string // the last frame's text
	Script   Script
	Centers  []CenterRow
	Hidden   int // clusters not in Centers
	Crosses  []Cross
	Apart    bool // the forms differed somewhere
	Unsure   int  // point-steps that are not certified
	Worked   *Worked
}

// Settings are the options as the page shows them.
type Settings struct {
	File    string
	K       int
	Steps   int
	Seed    uint64
	Init    string
	Command string
}

// A StepRow is a line of the table of steps.
type StepRow struct {
	Step                   int
	Costs                  [2]string
	Moved                  [2]int
	Equal, Certified       int
	Events                 []string
	AllEqual, AllCertified bool
}

// A CenterRow is a line of the table of centers.
type CenterRow struct {
	Label  int
	Mark   template.HTML
	Size   int
	Center []string
}

// Script is the film for page.js. Frames change the one before them.
type Script struct {
	Frames []ScriptFrame `json:"frames"`
	Unit   string        `json:"unit"`
}

// A ScriptFrame is a frame in SVG's terms.
type ScriptFrame struct {
	Step    int      `json:"step"`
	Text    string   `json:"text"`
	Labels  []int    `json:"labels"` // point, label, point, label, …
	Rings   []int    `json:"rings"`
	Centers []string `json:"centers"`
	Cells   []string `json:"cells"`
	Cost    []string `json:"cost"` // x, y on the curve
}

func renderPage(o *options, d *Data, r *Run) ([]byte, error) {
	a, b, err := o.chosenAxes(d)
	if err != nil {
		return nil, err
	}
	m, n := d.X.Dims()
	f := newFilm(d.X, r, [2]int{a, b}, 640, 460)
	last := len(f.Frames) - 1
	p := &Page{
		Options: Settings{filepath.Base(o.data), o.k, o.steps, o.seed, o.init, o.command()},
		Data:    d, M: m, N: n, Run: r, Film: f,
		LeftOut: len(r.Steps) - last,
		Marks:   template.HTML(marks()),
		Picture: template.HTML(f.draw(last, d.Columns, false)),
		Worked:  newWorked(),
	}
	p.Axes[0] = d.Columns[a].Heading()
	if b >= 0 {
		p.Axes[1] = d.Columns[b].Heading()
	}
	p.Dominant = dominant(d)
	curve := newCurve(r)
	p.Curve = template.HTML(curve.svg(f))
	var costs []float64
	for _, s := range r.Steps {
		costs = append(costs, s.Pointwise.Cost, s.Matrix.Cost)
		p.Apart = p.Apart || len(s.Differ) > 0
		p.Unsure += len(s.Uncertain)
	}
	cost := aligned(costs)
	for i, frame := range f.Frames {
		sf := ScriptFrame{Step: frame.Step, Text: p.text(frame.Step, cost), Rings: frame.Rings, Cells: frame.Cells}
		for q, y := range frame.Labels {
			if i > 0 && y != f.Frames[i-1].Labels[q] {
				sf.Labels = append(sf.Labels, q, y)
			}
		}
		for _, c := range frame.Centers {
			sf.Centers = append(sf.Centers, f.at(c))
		}
		if s := frame.Step; s > 0 {
			sf.Cost = curve.at(s)
			step := r.Steps[s-1]
			p.Rows = append(p.Rows, StepRow{s, [2]string{cost[2*s-2], cost[2*s-1]},
				[2]int{len(step.Pointwise.Moved), len(step.Matrix.Moved)}, m - len(step.Differ), m - len(step.Uncertain), r.Events(s),
				len(step.Differ) == 0, len(step.Uncertain) == 0})
		}
		p.Script.Frames = append(p.Script.Frames, sf)
		p.Now = sf.Text
	}
	p.tables()
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"count":    count,
		"sentence": sentence,
		"plus4":    func(n int) int { return n + 4 },
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

// text tells a step in words, for those who do not see the picture and those who do.
func (p *Page) text(step int, cost []string) string {
	r := p.Run
	k := len(r.Sizes)
	if step == 0 {
		return fmt.Sprintf("The start: %s, chosen from the points (%s, seed %d). No point has a label yet.",
			count(k, "center"), p.Options.Init, p.Options.Seed)
	}
	s := r.Steps[step-1]
	first := fmt.Sprintf("%s got another label", count(len(s.Matrix.Moved), "point"))
	switch {
	case step == 1:
		first = fmt.Sprintf("all %d points got the label of their nearest center", p.M)
	case len(s.Matrix.Moved) == 0:
		first = "no point got another label, so no center moves"
	}
	text := fmt.Sprintf("Step %d of %d: %s. Cost %s; %d of %d labels certified.",
		step, len(r.Steps), first, cost[2*step-1], p.M-len(s.Uncertain), p.M)
	for _, e := range r.Events(step) {
		text += " " + sentence(e)
	}
	return text
}

// sentence begins with a capital.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (p *Page) tables() {
	const values = 6000 // of so many, the page stays small
	r := p.Run
	k := len(r.Sizes)
	shown := min(k, max(1, values/p.N))
	p.Hidden = k - shown
	columns := make([][]string, p.N)
	for l := range columns {
		column := make([]float64, shown)
		for j := range column {
			column[j] = r.M.At(j, l)
		}
		columns[l] = aligned(column)
	}
	for j := range shown {
		id, class := markOf(j)
		row := CenterRow{Label: j, Size: r.Sizes[j],
			Mark: template.HTML(fmt.Sprintf(`<svg class="points key" viewBox="-7 -7 14 14" aria-hidden="true"><use href="%s" class="%s"/></svg>`, id, class))}
		for l := range columns {
			row.Center = append(row.Center, columns[l][j])
		}
		p.Centers = append(p.Centers, row)
	}
	for _, names := range p.Data.Names {
		p.Crosses = append(p.Crosses, cross(names, r.Y, k))
	}
}

// dominant warns of a column that makes up nearly all of the distances.
func dominant(d *Data) string {
	s := spread(d.X)
	total, most := 0.0, 0
	for l, v := range s {
		total += v
		if v > s[most] {
			most = l
		}
	}
	if len(s) < 2 || total == 0 || s[most] < 0.9*total {
		return ""
	}
	share := s[most] / total
	percent := math.Floor(share*1000) / 10
	return fmt.Sprintf("%s makes up %.1f %% of the spread of the points, so the distances are almost those of this column alone. Dividing every column by its standard deviation before would give each the same say.",
		d.Columns[most], percent)
}

// LastFrame is the index of the last frame.
func (p *Page) LastFrame() int { return len(p.Film.Frames) - 1 }

// JSON returns the film for the script element.
func (s Script) JSON() (template.JS, error) {
	b, err := json.Marshal(s) // escapes <, > and &
	return template.JS(b), err
}

// A Curve is the cost by the step.
type Curve struct {
	costs    []float64
	lo, span float64
}

const curveW, curveH = 640, 120

func newCurve(r *Run) *Curve {
	c := &Curve{lo: math.Inf(1)}
	hi := 0.0
	for _, s := range r.Steps {
		c.costs = append(c.costs, s.Matrix.Cost)
		c.lo, hi = min(c.lo, s.Matrix.Cost), max(hi, s.Matrix.Cost)
	}
	if c.span = hi - c.lo; c.span == 0 {
		c.span = 1
	}
	return c
}

// at returns where step s, from 1, is on the curve.
func (c *Curve) at(s int) []string {
	x := float64(s) / float64(len(c.costs))
	y := (c.costs[s-1] - c.lo) / c.span
	return []string{coord(x * curveW), coord((1-y)*(curveH-16) + 8)}
}

func (c *Curve) svg(f *Film) string {
	var points, dots []string
	for _, frame := range f.Frames[1:] {
		at := c.at(frame.Step)
		points = append(points, at[0]+","+at[1])
		if len(f.Frames) <= 80 {
			dots = append(dots, fmt.Sprintf(`<circle cx="%s" cy="%s" r="3"/>`, at[0], at[1]))
		}
	}
	last := c.at(len(c.costs))
	ends := aligned([]float64{c.costs[0], c.costs[len(c.costs)-1]})
	return fmt.Sprintf(`<rect class="plot" width="%d" height="%d"/><polyline points="%s"/>%s
<circle class="now" cx="%s" cy="%s" r="6"/>
<g class="axes"><text x="-8" y="14" class="y">%s</text><text x="-8" y="%d" class="y">%s</text><text x="0" y="%d" class="x">0</text><text x="%d" y="%d" class="x">step %d</text></g>`,
		curveW, curveH, strings.Join(points, " "), strings.Join(dots, ""), last[0], last[1],
		ends[0], curveH-4, ends[1], curveH+18, curveW-20, curveH+18, len(c.costs))
}
