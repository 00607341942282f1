package main

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

// A cell is a value of the file, and where it stands. On line 0 there is none.
type cell struct {
	Column
	line int
	text string
}

func (c cell) wrong(format string, args ...any) error {
	return fmt.Errorf("line %d, %v: %s", c.line, c.Column, fmt.Sprintf(format, args...))
}

// first keeps the first cell of a kind.
func (c cell) first(kept *cell) {
	if kept.line == 0 {
		*kept = c
	}
}

// A reading is a column of the file: its numbers, and its names while there is no number.
type reading struct {
	Column
	numbers []float64
	names   Names
	index   map[string]int // of the distinct names

	number, word, gap, point, comma cell // the first of each
	err                             error
}

func (c reading) isNumbers() bool { return c.number.line > 0 && c.word.line == 0 }
func (c reading) isNames() bool   { return c.number.line == 0 && c.word.line > 0 }

// add takes a column's next value.
func (t *sheet) add(c *reading, line int, s string) {
	at := cell{c.Column, line, s}
	v, ok := number(s)
	switch {
	case ok && !math.IsNaN(v):
		at.first(&c.number)
		c.numbers = append(c.numbers, v)
		if strings.Contains(s, ",") {
			at.first(&c.comma)
			t.certain = t.certain || !thousands.MatchString(s)
		} else if strings.Contains(s, ".") {
			at.first(&c.point)
		}
		c.err = cmp.Or(c.err, at.check(v))
		return
	case slices.Contains(missing, s):
		at.first(&c.gap)
	default:
		at.first(&c.word)
		t.confused = t.confused || strings.ContainsAny(s, separators)
		if c.err == nil && thousands.MatchString(s) {
			c.err = at.wrong("%s looks like a number with separators of thousands: leave them out, and write decimals with a point", quote(s))
		}
	}
	if c.number.line > 0 {
		return
	}
	s = cmp.Or(clean(s), "(missing)")
	i, seen := c.index[s]
	if !seen {
		i = len(c.index)
		c.index[s] = i
		c.names.Distinct = append(c.names.Distinct, s)
	}
	c.names.Of = append(c.names.Of, i)
}

// check refuses numbers that are too large.
func (c cell) check(v float64) error {
	switch {
	case math.IsInf(v, 0) && strings.ContainsAny(c.text, "0123456789"):
		return c.wrong("%s is too large for a float64, whose end is about 1.8e308: divide the column by a power of ten", quote(c.text))
	case math.IsInf(v, 0):
		return c.wrong("%s is not a finite number: fill in a number or delete the line", quote(c.text))
	case math.Abs(v) > tooFar:
		return c.wrong("%s is too large: sums of its square overflow in every form of the slides: divide the column by a power of ten", quote(c.text))
	}
	return nil
}

// decide tells what is wrong with a column as a column of X, if it is to be one: it has a
// number in every line, or in none and is not chosen.
func (t *sheet) decide(c reading, chosen bool) error {
	v, w := c.number, c.word
	switch {
	case c.err != nil:
		return c.err
	case w.line > 0 && chosen:
		return w.wrong("%s is not a number, and -columns chooses this column", quote(w.text))
	case c.gap.line > 0 && (chosen || v.line > 0):
		return c.gap.wrong("the value is missing (%q): fill it in, delete the line, or leave the column out with -columns", c.gap.text)
	case w.line == 0 || v.line == 0:
		return nil
	case v.line < w.line:
		return w.wrong("%s is not a number, and %s on line %d is: a column is all numbers or all names, or left out with -columns", quote(w.text), quote(v.text), v.line)
	}
	hint := ""
	if t.head == nil {
		hint = fmt.Sprintf(" (line %d is not taken as a header, because there is a number in it)", w.line)
	}
	return v.wrong("%s is a number, and %s on line %d is not: a column is all numbers or all names, or left out with -columns%s", quote(v.text), quote(w.text), w.line, hint)
}

// parse reads one point a line. A first line without a number in it is the header. A
// column has a number in every line, or in none: then it holds names.
func (o *options) parse(raw []byte) (*Data, error) {
	t, err := readSheet(raw)
	switch {
	case err != nil:
		return nil, err
	case t.columns == nil:
		return nil, errors.New("the file is empty: it needs a line for each point, the numbers separated by commas")
	case t.m == 0:
		return nil, errors.New("there is only a header: it needs a line for each point below, the numbers separated by commas")
	}
	return o.pick(t)
}

// pick makes X of the columns that -columns chooses, or of all with numbers.
func (o *options) pick(t *sheet) (*Data, error) {
	d := &Data{sheet: t}
	var order []int // of the columns that X may have
	if o.Columns == "" {
		for l := range t.columns {
			order = append(order, l)
		}
	} else {
		for _, s := range strings.Split(o.Columns, ",") {
			l, err := t.find(strings.TrimSpace(s))
			if err == nil && slices.Contains(order, l) {
				err = fmt.Errorf("%v is there twice", t.columns[l])
			}
			if err != nil {
				return nil, fmt.Errorf("-columns %s: %w", o.Columns, err)
			}
			order = append(order, l)
		}
	}
	used := make([]bool, len(t.columns))
	var X [][]float64 // the columns of X
	for _, l := range order {
		c := t.columns[l]
		if err := t.decide(c, o.Columns != ""); err != nil {
			return nil, err
		}
		if c.isNumbers() {
			used[l] = true
			X = append(X, c.numbers)
			d.Columns = append(d.Columns, c.Column)
			c.point.first(&t.point)
			c.comma.first(&t.comma)
		}
	}
	for l, c := range t.columns {
		switch {
		case used[l]:
		case c.isNames():
			d.Names = append(d.Names, c.names)
		default:
			d.Left = append(d.Left, c.Column)
		}
		t.columns[l].numbers = nil // they are in X
	}
	switch point, comma := t.point, t.comma; {
	case X == nil:
		return nil, fmt.Errorf("no column has numbers, the first value is %s: every line needs at least one, such as 2 or 0.5", quote(t.columns[0].word.text))
	case point.line > 0 && comma.line > 0:
		at := comma
		if point.line > comma.line {
			at = point
		}
		return nil, at.wrong("one number has a decimal point, and another a comma: %s on line %d, %s on line %d: write all with a point, and thousands without separators",
			quote(point.text), point.line, quote(comma.text), comma.line)
	case comma.line > 0 && !t.certain:
		return nil, comma.wrong("%s can be a number with a decimal comma or with separators of thousands, and no other value tells which: write decimals with a point, and thousands without separators", quote(comma.text))
	}
	d.X = matrix.New(t.m, len(X))
	for l, column := range X {
		for i, v := range column {
			d.X.Set(i, l, v)
		}
	}
	if o.Standardize {
		d.standardize()
	}
	return d, nil
}

// find returns the index of the column with a number or a name.
func (t *sheet) find(s string) (int, error) {
	columns := t.columns
	if number, err := strconv.Atoi(s); err == nil {
		if number < 1 || number > len(columns) {
			return 0, fmt.Errorf("there is no column %d: there are %d, counted from 1", number, len(columns))
		}
		return number - 1, nil
	}
	if t.head == nil {
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

// missing are the ways in which programs write that there is no value.
var missing = []string{"", "NA", "N/A", "#N/A", "NaN", "nan", "NAN", "null", "NULL", "None", "none", "?", "-", "."}

// thousands matches numbers with separators that nobody can be sure of.
var thousands = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}([,.' \x{a0}\x{202f}][0-9]{3})+([.,][0-9]*)?$`)

// standardize divides each column of X by its standard deviation √(Σ(v − mean)²/m).
// Columns whose values are all equal are left alone.
func (d *Data) standardize() {
	m, n := d.X.Dims()
	sd := matrix.Ones(1, n)
	for l, s := range spread(d.X) {
		if lo, hi := ends(d.X, l); lo < hi && s > 0 {
			sd.Set(0, l, math.Sqrt(s/float64(m)))
			d.Columns[l].SD = sd.At(0, l)
		}
	}
	d.X = d.X.Div(sd)
}
