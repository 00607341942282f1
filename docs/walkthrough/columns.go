package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

// parse reads one point a line. A first line without a number in it is the header. A
// column has a number in every line, or in none: then it holds names.
func (o *options) parse(r io.Reader) (*Data, error) {
	t, err := newRecords(r)
	if err != nil {
		return nil, err
	}
	var all *sheet
	d := &Data{Separator: t.Comma}
	m, last := 0, 0
	for {
		record, err := t.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := t.FieldPos(0)
		if all == nil {
			d.Header = isHeader(record)
			if all, err = o.newSheet(record, line, d.Header); err != nil {
				return nil, err
			}
			if d.Header {
				last = line
				continue
			}
		}
		if len(record) != len(all.columns) {
			hint := ""
			if t.Comma == ',' && len(record) > len(all.columns) {
				hint = " (if these are decimal commas, write points)"
			}
			return nil, fmt.Errorf("line %d: %s, and the first line has %d: every line needs as many%s", line, count(len(record), "column"), len(all.columns), hint)
		}
		if len(record) == 1 && last > 0 && line > last+1 && t.lines.comments == 0 {
			return nil, all.columns[0].wrong(last+1, "the line is empty: fill it in or delete it")
		}
		for l, field := range record {
			line, _ := t.FieldPos(l)
			if err := all.add(all.columns[l], line, field); err != nil {
				return nil, err
			}
		}
		if m++; m > largest/len(record) {
			return nil, fmt.Errorf("line %d: there are more than %d values, more than this program tries", line, largest)
		}
		last = line
	}
	d.Comments = t.lines.comments
	switch {
	case all == nil:
		return nil, errors.New("the file is empty: it needs a line for each point, the numbers separated by commas")
	case m == 0:
		return nil, errors.New("there is only a header: it needs a line for each point below, the numbers separated by commas")
	}
	return d, all.fill(d, m)
}

// A sheet is the file as far as it has been read.
type sheet struct {
	columns      []*reading
	chosen       []*reading // by -columns
	header       bool
	line         int // of the first record
	standardize  bool
	point, comma *mark // the first of each
	certain      bool  // a comma is a decimal comma, and separates no thousands
}

// A mark is a number with a decimal point or comma, and where it stands.
type mark struct {
	c    *reading
	line int
	s    string
}

// A reading is a column as far as it has been read. It is undecided while all values
// are missing.
type reading struct {
	Column
	wanted    bool // for X if it has numbers
	chosen    bool // by -columns
	mixed     bool // numbers and names, and not wanted
	numbers   []float64
	names     []string       // distinct
	index     map[string]int // of names
	of        []int
	first     string // its first value that is not missing, and the line of it
	firstLine int
	gap       string // the first that is
	gapLine   int
}

func (o *options) newSheet(record []string, line int, header bool) (*sheet, error) {
	t := &sheet{header: header, line: line, standardize: o.standardize}
	taken := map[string]bool{}
	for l, field := range record {
		c := &reading{Column: Column{Number: l + 1}, wanted: o.columns == "", index: map[string]int{}}
		if header {
			c.Name = clean(field)
			c.again = taken[c.Name]
			taken[c.Name] = true
		}
		t.columns = append(t.columns, c)
	}
	if o.columns == "" {
		return t, nil
	}
	for _, s := range strings.Split(o.columns, ",") {
		at, err := find(t.all(), header, strings.TrimSpace(s))
		if err == nil && t.columns[at].chosen {
			err = fmt.Errorf("%v is there twice", t.columns[at].Column)
		}
		if err != nil {
			return nil, fmt.Errorf("-columns %s: %w", o.columns, err)
		}
		c := t.columns[at]
		c.chosen, c.wanted = true, true
		t.chosen = append(t.chosen, c)
	}
	return t, nil
}

func (t *sheet) all() (columns []Column) {
	for _, c := range t.columns {
		columns = append(columns, c.Column)
	}
	return columns
}

// find returns the index of the column with a number or a name.
func find(columns []Column, header bool, s string) (int, error) {
	if number, err := strconv.Atoi(s); err == nil {
		if number < 1 || number > len(columns) {
			return 0, fmt.Errorf("there is no column %d: there are %d, counted from 1", number, len(columns))
		}
		return number - 1, nil
	}
	if !header {
		return 0, fmt.Errorf("there is no column %s, because there is no header with names: use the columns' numbers, counted from 1", quote(s))
	}
	found := -1
	var names []string
	for i, c := range columns {
		if c.Name == s && found >= 0 {
			return 0, fmt.Errorf("%v and %v have this name: use their numbers", columns[found], c)
		}
		if c.Name == s {
			found = i
		}
		names = append(names, c.Name)
	}
	if found < 0 {
		return 0, fmt.Errorf("there is no column %s: there are %s", quote(s), clip(strings.Join(names, ", "), 200))
	}
	return found, nil
}

// isHeader reports whether no field is a number.
func isHeader(record []string) bool {
	for _, field := range record {
		if _, ok := number(strings.TrimSpace(field)); ok {
			return false
		}
	}
	return true
}

// missing are the ways in which programs write that there is no value.
var missing = []string{"", "NA", "N/A", "#N/A", "NaN", "nan", "NAN", "null", "NULL", "None", "none", "?", "-", "."}

func isMissing(s string) bool { return slices.Contains(missing, s) }

// thousands matches numbers with separators that nobody can be sure of.
var thousands = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}([,.' \x{a0}\x{202f}][0-9]{3})+([.,][0-9]*)?$`)

func (t *sheet) add(c *reading, line int, field string) error {
	s := strings.TrimSpace(field)
	v, ok := number(s)
	if ok && !math.IsNaN(v) {
		return t.addNumber(c, line, s, v)
	}
	gap := isMissing(s)
	switch {
	case c.mixed:
		return nil
	case c.wanted && gap && (c.numbers != nil || c.chosen):
		return c.lacks(line, s)
	case c.wanted && !gap && thousands.MatchString(s):
		return c.wrong(line, "%s looks like a number with separators of thousands: leave them out, and write decimals with a point", quote(s))
	case c.wanted && c.numbers != nil:
		return c.wrong(line, "%s is not a number, and %s on line %d is: a column is all numbers or all names, or left out with -columns", quote(s), quote(c.first), c.firstLine)
	case c.chosen:
		return c.wrong(line, "%s is not a number, and -columns chooses this column", quote(s))
	case gap && c.gapLine == 0:
		c.gap, c.gapLine = strings.Clone(s), line
	case !gap && c.first == "":
		c.first, c.firstLine = strings.Clone(s), line
	}
	s = clean(s)
	if s == "" {
		s = "(missing)"
	}
	i, seen := c.index[s]
	if !seen {
		i = len(c.names)
		s = strings.Clone(s) // not the whole line
		c.names = append(c.names, s)
		c.index[s] = i
	}
	c.of = append(c.of, i)
	return nil
}

func (t *sheet) addNumber(c *reading, line int, s string, v float64) error {
	switch {
	case !c.wanted:
		c.mixed = true
		return nil
	case math.IsInf(v, 0) && strings.ContainsAny(s, "0123456789"):
		return c.wrong(line, "%s is too large for a float64, whose end is about 1.8e308: divide the column by a power of ten", quote(s))
	case math.IsInf(v, 0):
		return c.wrong(line, "%s is not a finite number: fill in a number or delete the line", quote(s))
	case math.Abs(v) > tooFar && !t.standardize:
		return c.wrong(line, "%s is too large: sums of its square overflow in every form of the slides: divide the column by a power of ten, or use -standardize", quote(s))
	case c.first != "" && c.numbers == nil:
		hint := ""
		if !t.header && c.firstLine == t.line {
			hint = fmt.Sprintf(" (line %d is not taken as a header, because there is a number in it)", c.firstLine)
		}
		return c.wrong(line, "%s is a number, and %s on line %d is not: a column is all numbers or all names, or left out with -columns%s", quote(s), quote(c.first), c.firstLine, hint)
	case c.gapLine > 0:
		return c.lacks(c.gapLine, c.gap)
	}
	if c.first == "" {
		c.first, c.firstLine = strings.Clone(s), line
	}
	c.numbers = append(c.numbers, v)
	return t.mark(c, line, s)
}

// mark takes note of decimal points and commas: a file has one of them.
func (t *sheet) mark(c *reading, line int, s string) error {
	comma := strings.Contains(s, ",")
	if comma && !t.certain {
		t.certain = !thousands.MatchString(s)
	}
	first := &t.point
	if comma {
		first = &t.comma
	}
	if *first == nil && (comma || strings.Contains(s, ".")) {
		*first = &mark{c, line, strings.Clone(s)}
		if t.point != nil && t.comma != nil {
			return c.wrong(line, "one number has a decimal point, and another a comma: %s on line %d, %s on line %d: write all with a point, and thousands without separators",
				quote(t.point.s), t.point.line, quote(t.comma.s), t.comma.line)
		}
	}
	return nil
}

// fill makes the m×n matrix X of the columns.
func (t *sheet) fill(d *Data, m int) error {
	if t.comma != nil && !t.certain {
		return t.comma.c.wrong(t.comma.line, "%s can be a number with a decimal comma or with separators of thousands, and no other value tells which: write decimals with a point, and thousands without separators", quote(t.comma.s))
	}
	if t.comma != nil {
		d.Comma = t.comma.s
	}
	d.all = t.all()
	numbers := t.chosen
	for _, c := range t.columns {
		switch {
		case c.chosen:
		case c.numbers != nil:
			numbers = append(numbers, c)
		case c.mixed || c.first == "":
			d.Left = append(d.Left, c.Column)
		default:
			d.Names = append(d.Names, Names{c.Column, c.names, c.of})
		}
	}
	if numbers == nil {
		first := t.columns[0]
		return fmt.Errorf("no column has numbers, the first value is %s: every line needs at least one, such as 2 or 0.5", quote(first.first))
	}
	d.X = matrix.New(m, len(numbers))
	for l, c := range numbers {
		if t.standardize {
			c.SD = standardize(c.numbers)
		}
		for i, v := range c.numbers {
			d.X.Set(i, l, v)
		}
		c.numbers = nil // many points need much memory
		d.Columns = append(d.Columns, c.Column)
	}
	return nil
}

// standardize divides the values by their standard deviation √(Σ(v − mean)²/m), and
// returns it. It leaves equal values alone and returns 0.
func standardize(values []float64) float64 {
	largest := 0.0
	for _, v := range values {
		largest = max(largest, math.Abs(v))
	}
	_, e := math.Frexp(largest) // a power of two keeps the squares in range, and rounds nothing
	m := float64(len(values))
	mean, sum := 0.0, 0.0
	for _, v := range values {
		mean += math.Ldexp(v, -e) / m
	}
	for _, v := range values {
		d := math.Ldexp(v, -e) - mean
		sum += float64(d * d)
	}
	sd := math.Sqrt(sum / m)
	if slices.Min(values) == slices.Max(values) || sd == 0 {
		return 0
	}
	for i, v := range values {
		values[i] = math.Ldexp(v, -e) / sd
	}
	return math.Ldexp(sd, e)
}

func (c *reading) lacks(line int, s string) error {
	return c.wrong(line, "the value is missing (%q): fill it in, delete the line, or leave the column out with -columns", s)
}

func (c *reading) wrong(line int, format string, args ...any) error {
	return fmt.Errorf("line %d, %v: %s", line, c.Column, fmt.Sprintf(format, args...))
}
