package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/kmeans-by-hand/matrix"
)

// Data is a file of points.
type Data struct {
	*sheet
	X       *matrix.Matrix // m×n
	Columns []Column       // n, what X's columns are called
	Names   []Names        // the columns without numbers
	Left    []Column       // the columns that -columns or a lack of values leaves out
}

// A Column is a column of the file.
type Column struct {
	Number int     // from 1
	Name   string  // "" without a header
	SD     float64 // what -standardize has divided the values by; 0 if nothing
}

// Names is a column of the file that holds names instead of numbers, such as Iris's
// species.
type Names struct {
	Column
	Distinct []string // in the order of the file
	Of       []int    // m, which of them each point has
}

const (
	// largest is the size of the largest matrix: 400 MB, and a step makes several.
	largest = 50_000_000
	// tooFar leaves room for the sum of the squares of largest values.
	tooFar = 1e140
	// tooNear is the root of 2⁻¹⁰²²/u: the squares of smaller numbers lose digits.
	tooNear = 0x1p-485
)

// read reads the points, and does with their columns what the options say.
func (o *options) read() (*Data, error) {
	read := func() ([]byte, error) { return os.ReadFile(o.Data) }
	if o.Data == "-" {
		read = func() ([]byte, error) { return io.ReadAll(os.Stdin) }
	}
	raw, err := read()
	if err != nil {
		return nil, plain(o.name(), err)
	}
	d, err := o.parse(raw)
	if err == nil && o.Labels == "" {
		d.text = nil // many points need much memory
	}
	return d, plain(o.name(), err)
}

// name is what messages call the file.
func (o *options) name() string {
	if o.Data == "-" {
		return "standard input"
	}
	return o.Data
}

// File is the name without its folder.
func (o *options) File() string { return filepath.Base(o.name()) }

// Notes are what a reader of the run must know about the data, a sentence each. (For
// the page as for the terminal.)
func (o *options) Notes(d *Data) (notes []string) {
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if d.head == nil {
		add("no header: the first line is the first point")
	}
	if d.separator != ',' {
		add("%s the values", cmp.Or(map[rune]string{'\t': "tabs separate", ' ': "spaces separate"}[d.separator], fmt.Sprintf("%q separates", d.separator)))
	}
	if d.comma.line > 0 {
		add("a comma in a number is taken for a decimal comma, as in %s", d.comma.text)
	}
	if d.comments > 0 {
		add("lines that begin with # are left out: %d", d.comments)
	}
	for _, names := range d.Names {
		add("left out of X, because %s is no number: %v", quote(names.Distinct[0]), names.Column)
	}
	for _, c := range d.Left {
		if o.Columns == "" {
			add("left out of X, because it is empty: %v", c)
		}
	}
	if o.Columns != "" {
		var used []string
		for _, c := range d.Columns {
			used = append(used, c.String())
		}
		add("used: %s", strings.Join(used, ", "))
	}
	if o.Standardize {
		var sd []string
		for _, c := range d.Columns {
			if c.SD > 0 {
				sd = append(sd, fmt.Sprintf("%s by %.6g", c.Heading(), c.SD))
			}
		}
		add("divided by the standard deviation, and so are the centers: %s", strings.Join(sd, ", "))
	}
	return notes
}

// A Cross counts, for a column of names, how many points of each name are in each
// cluster.
type Cross struct {
	Column
	Rows []CrossRow
}

// A CrossRow is a name, or what is left after the first few, and its counts.
type CrossRow struct {
	Name   string
	Counts []int // k
}

// Crosses are the tables of names against labels, where names say more than which point
// it is. Beyond ten names the last row is the sum of the others.
func (d *Data) Crosses(r *Run) (crosses []Cross) {
	const most = 10
	for _, names := range d.Names {
		if len(names.Distinct) == len(r.Y) {
			continue
		}
		c := Cross{Column: names.Column}
		for l, name := range names.Distinct {
			if l == most {
				name = fmt.Sprintf("(%d other names)", len(names.Distinct)-most)
			}
			if l <= most {
				c.Rows = append(c.Rows, CrossRow{name, make([]int, len(r.Sizes))})
			}
		}
		for i, l := range names.Of {
			c.Rows[min(l, most)].Counts[r.Y[i]]++
		}
		crosses = append(crosses, c)
	}
	return crosses
}

// Warnings are what may make a run on the data worthless, and what to do.
func (o *options) Warnings(d *Data) (warnings []string) {
	spreads := spread(d.X)
	var total, reach float64
	varying := 0
	for l := range d.Columns {
		lo, hi := ends(d.X, l)
		total += spreads[l]
		reach = max(reach, hi-lo)
		if hi > lo {
			varying++
		}
	}
	for l, c := range d.Columns {
		switch share := math.Floor(spreads[l]/total*1000) / 10; {
		case varying > 1 && d.counts(l):
			warnings = append(warnings, fmt.Sprintf("%v numbers the points: if that measures nothing, leave it out with -columns%s", c, d.others(l)))
		case varying > 1 && share >= 90:
			warnings = append(warnings, fmt.Sprintf("%v makes up %.1f %% of the spread of the points, so the distances are almost those of this column alone: -standardize gives each column the same say, -columns%s leaves this one out", c, share, d.others(l)))
		}
	}
	if reach > 0 && reach < tooNear {
		warnings = append(warnings, fmt.Sprintf("the squares vanish: the values of a column differ by %.3g at most, and squares of numbers below 1e-146 lose digits in float64, those below 1e-162 are 0, so that both forms of the slides take unequal distances for equal ones: multiply the columns by a power of ten (kmeans.Fit is right at any scale)", reach))
	}
	return warnings
}

// spread returns of each column the sum of the squared distances from its mean.
func spread(X *matrix.Matrix) []float64 {
	m, n := X.Dims()
	mean, sum := make([]float64, n), make([]float64, n)
	for i := range m {
		for l, v := range X.Row(i) {
			mean[l] += v / float64(m) // no sum overflows
		}
	}
	for i := range m {
		for l, v := range X.Row(i) {
			sum[l] += float64((v - mean[l]) * (v - mean[l]))
		}
	}
	return sum
}

// ends returns the smallest and the largest value of a column.
func ends(X *matrix.Matrix, l int) (lo, hi float64) {
	m, _ := X.Dims()
	lo, hi = X.At(0, l), X.At(0, l)
	for i := range m {
		lo, hi = min(lo, X.At(i, l)), max(hi, X.At(i, l))
	}
	return lo, hi
}

// counts reports whether a column numbers the points, from anywhere.
func (d *Data) counts(l int) bool {
	m, _ := d.X.Dims()
	one := cmp.Or(d.Columns[l].SD, 1)
	i := 0
	for i < m && math.Abs((d.X.At(i, l)-d.X.At(0, l))*one-float64(i)) < 1e-6 {
		i++
	}
	return i == m && m > 2
}

// others is for -columns: a space and all columns that measure something but one, or
// nothing if they are many.
func (d *Data) others(l int) string {
	var numbers []string
	for k, c := range d.Columns {
		if k != l && !d.counts(k) {
			numbers = append(numbers, strconv.Itoa(c.Number))
		}
	}
	if len(numbers) > 11 {
		return ""
	}
	return " " + strings.Join(numbers, ",")
}

// String is what messages call the column.
func (c Column) String() string {
	if c.Name == "" {
		return fmt.Sprintf("column %d", c.Number)
	}
	return fmt.Sprintf("column %d (%s)", c.Number, c.Name)
}

// Heading is what tables and pictures call the column.
func (c Column) Heading() string {
	if c.Name == "" {
		return c.String()
	}
	return c.Name
}

// clean makes a text of the file fit for a line of a terminal: no control
// characters, no line ends, and not too long. What is not UTF-8 is taken for Latin-1.
func clean(s string) string {
	if !utf8.ValidString(s) { // Excel's old CSV
		s = latin1([]byte(s))
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) {
			return ' '
		}
		return r
	}, s)
	return clip(strings.Join(strings.Fields(s), " "), 60)
}

// latin1 reads a character of each byte.
func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

func quote(s string) string { return strconv.Quote(clip(s, 40)) }

// clip shortens s to at most n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
