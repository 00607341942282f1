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

// A cell is a value of the file, and where it stands.
type cell struct {
	Column
	line int
	text string
}

func (t *sheet) cell(i, l int) cell { return cell{t.columns[l], t.lines[i], t.records[i][l]} }

func (c cell) wrong(format string, args ...any) error {
	return fmt.Errorf("line %d, %v: %s", c.line, c.Column, fmt.Sprintf(format, args...))
}

// parse reads one point a line. A first line without a number in it is the header. A
// column has a number in every line, or in none: then it holds names.
func (o *options) parse(raw []byte) (*Data, error) {
	t, err := readSheet(raw)
	if err != nil {
		return nil, err
	}
	if len(t.records) == 0 {
		return nil, errors.New("the file is empty: it needs a line for each point, the numbers separated by commas")
	}
	width := len(t.records[0])
	if !slices.ContainsFunc(t.records[0], isNumber) {
		t.head, t.records = t.records[0], t.records[1:]
	}
	for l := range width {
		c := Column{Number: l + 1}
		if t.head != nil {
			c.Name = clean(t.head[l])
		}
		t.columns = append(t.columns, c)
	}
	last := 0
	if t.head != nil {
		last, t.lines = t.lines[0], t.lines[1:]
	}
	for i, record := range t.records {
		line := t.lines[i]
		if len(record) != width {
			hint := ""
			if t.separator == ',' && len(record) > width {
				hint = " (if these are decimal commas, write points)"
			}
			return nil, fmt.Errorf("line %d: %s, and the first line has %d: every line needs as many%s", line, count(len(record), "column"), width, hint)
		}
		if width == 1 && last > 0 && line > last+1 && t.comments == 0 {
			return nil, cell{t.columns[0], last + 1, ""}.wrong("the line is empty: fill it in or delete it")
		}
		last = line
	}
	switch m := len(t.records); {
	case m == 0:
		return nil, errors.New("there is only a header: it needs a line for each point below, the numbers separated by commas")
	case m > largest/width:
		return nil, fmt.Errorf("there are more than %d values, more than this program tries", largest)
	}
	return o.pick(t)
}

// pick makes X of the columns that -columns chooses, or of all with numbers.
func (o *options) pick(t *sheet) (*Data, error) {
	d := &Data{sheet: t}
	var order []int // of the columns to read
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
	var X [][]float64 // the columns of X
	used := make([]bool, len(t.columns))
	for _, l := range order {
		values, err := t.numbers(l, o.Columns != "")
		if err != nil {
			return nil, err
		}
		if values != nil {
			used[l] = true
			X = append(X, values)
			d.Columns = append(d.Columns, t.columns[l])
		}
	}
	for l, c := range t.columns {
		if used[l] {
			continue
		}
		if names := t.names(l); names != nil {
			d.Names = append(d.Names, *names)
		} else {
			d.Left = append(d.Left, c)
		}
	}
	if X == nil {
		return nil, fmt.Errorf("no column has numbers, the first value is %s: every line needs at least one, such as 2 or 0.5", quote(t.records[0][0]))
	}
	if c := t.comma; c != nil && !t.certain {
		return nil, c.wrong("%s can be a number with a decimal comma or with separators of thousands, and no other value tells which: write decimals with a point, and thousands without separators", quote(c.text))
	}
	d.X = matrix.FromRows(X).T()
	if o.Standardize {
		d.standardize()
	}
	return d, nil
}

// numbers reads a column. It is nil if there are no numbers in it; what is chosen must
// have them.
func (t *sheet) numbers(l int, chosen bool) ([]float64, error) {
	var values []float64
	value, word, gap := -1, -1, -1 // the first row with each
	for i, record := range t.records {
		s := record[l]
		v, ok := number(s)
		var first *int
		switch {
		case ok && !math.IsNaN(v):
			first = &value
			values = append(values, v)
			if err := t.check(t.cell(i, l), v); err != nil {
				return nil, err
			}
		case slices.Contains(missing, s):
			first = &gap
		case thousands.MatchString(s):
			return nil, t.cell(i, l).wrong("%s looks like a number with separators of thousands: leave them out, and write decimals with a point", quote(s))
		default:
			first = &word
		}
		if *first < 0 {
			*first = i
		}
	}
	switch {
	case word >= 0 && chosen:
		c := t.cell(word, l)
		return nil, c.wrong("%s is not a number, and -columns chooses this column", quote(c.text))
	case gap >= 0 && (chosen || value >= 0):
		c := t.cell(gap, l)
		return nil, c.wrong("the value is missing (%q): fill it in, delete the line, or leave the column out with -columns", c.text)
	case word < 0 || value < 0:
		return values, nil
	}
	v, w := t.cell(value, l), t.cell(word, l)
	if value < word {
		return nil, w.wrong("%s is not a number, and %s on line %d is: a column is all numbers or all names, or left out with -columns", quote(w.text), quote(v.text), v.line)
	}
	hint := ""
	if t.head == nil && word == 0 {
		hint = fmt.Sprintf(" (line %d is not taken as a header, because there is a number in it)", w.line)
	}
	return nil, v.wrong("%s is a number, and %s on line %d is not: a column is all numbers or all names, or left out with -columns%s", quote(v.text), quote(w.text), w.line, hint)
}

// check refuses numbers that are too large, and a file with decimal points and commas.
func (t *sheet) check(c cell, v float64) error {
	switch {
	case math.IsInf(v, 0) && strings.ContainsAny(c.text, "0123456789"):
		return c.wrong("%s is too large for a float64, whose end is about 1.8e308: divide the column by a power of ten", quote(c.text))
	case math.IsInf(v, 0):
		return c.wrong("%s is not a finite number: fill in a number or delete the line", quote(c.text))
	case math.Abs(v) > tooFar:
		return c.wrong("%s is too large: sums of its square overflow in every form of the slides: divide the column by a power of ten", quote(c.text))
	}
	if strings.Contains(c.text, ",") {
		t.certain = t.certain || !thousands.MatchString(c.text)
		if t.comma == nil {
			t.comma = &c
		}
	} else if t.point == nil && strings.Contains(c.text, ".") {
		t.point = &c
	}
	if t.point != nil && t.comma != nil {
		return c.wrong("one number has a decimal point, and another a comma: %s on line %d, %s on line %d: write all with a point, and thousands without separators",
			quote(t.point.text), t.point.line, quote(t.comma.text), t.comma.line)
	}
	return nil
}

// names reads a column that holds no number. It is nil if one is there, or nothing.
func (t *sheet) names(l int) *Names {
	names := &Names{Column: t.columns[l]}
	index := map[string]int{}
	some := false
	for _, record := range t.records {
		s := record[l]
		if v, ok := number(s); ok && !math.IsNaN(v) {
			return nil
		}
		some = some || !slices.Contains(missing, s)
		s = cmp.Or(clean(s), "(missing)")
		i, seen := index[s]
		if !seen {
			i = len(index)
			index[s] = i
			names.Distinct = append(names.Distinct, s)
		}
		names.Of = append(names.Of, i)
	}
	if !some {
		return nil
	}
	return names
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
