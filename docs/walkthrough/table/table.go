// Package table reads a file of points: CSV in the forms that spreadsheets, NumPy and R
// write. Where a file can be read in two ways it is an error that says what to do, so
// that nobody works on numbers that are not those of the file.
//
// [Read] is its door. records.go finds the lines and what separates their values, and
// values.go tells numbers from names.
package table

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Table is a file of points.
type Table struct {
	X       [][]float64 // m×n
	Columns []Column    // n, what X's columns are called
	Names   []Names     // the columns without numbers
	Notes   []string    // what a reader of the points must know about the file

	*records
	columns []Column // all of them
}

// A Column is a column of the file.
type Column struct {
	Number int    // from 1
	Name   string // "" without a header
}

// Names is a column that holds names instead of numbers, such as Iris's species.
type Names struct {
	Column
	Of []string // m
}

// Read reads a point from each line of a file, below a header if the first line has no
// number. A column has a number in each line, or in none: then it holds names. X is made
// of the columns that the choice names, such as "2,3" (from 1) or "x,y", or of all with
// numbers if it is empty. An error names line and column and says what to do.
func Read(file []byte, choice string) (*Table, error) {
	r, notes, err := readRecords(file)
	if err != nil {
		return nil, err
	}
	t := &Table{records: r, Notes: notes}
	if len(r.rows) == 0 {
		return nil, errors.New("the file has no points: it needs a line for each, the numbers separated by commas")
	}
	if r.header == nil {
		t.Note("no header: the first line is the first point, %s", Clip(strings.Join(r.rows[0], " "), 40))
	}
	times := map[string]int{}
	for _, name := range r.header {
		times[clean(name)]++
	}
	for l := range r.width {
		c := Column{Number: l + 1}
		if r.header != nil {
			c.Name = clean(r.header[l])
		}
		if times[c.Name] > 1 && c.Name != "" {
			c.Name += fmt.Sprintf(" (%d)", c.Number)
		}
		t.columns = append(t.columns, c)
	}
	return t, t.choose(choice)
}

// choose makes X of the columns.
func (t *Table) choose(choice string) error {
	order := t.columns // that X may have
	if choice != "" {
		var err error
		if order, err = t.Find(choice); err != nil {
			return fmt.Errorf("-columns %w", err)
		}
	}
	read := make([]*values, len(t.columns))
	for l, c := range t.columns {
		read[l] = t.readColumn(c)
	}
	for _, c := range order {
		v := read[c.Number-1]
		if err := v.check(t.header != nil, choice != ""); err != nil {
			return err
		}
		if v.isNumbers() {
			t.Columns = append(t.Columns, c)
		}
	}
	if t.Columns == nil {
		return fmt.Errorf("no column has numbers: the first point is %s, and each needs at least one number, such as 2 or 0.5", quote(strings.Join(t.rows[0], " ")))
	}
	if err := t.checkMarks(read); err != nil {
		return err
	}
	t.X = make([][]float64, len(t.rows))
	for _, c := range t.columns {
		switch v := read[c.Number-1]; {
		case v.inexact != nil && slices.Contains(t.Columns, c):
			x, _ := parse(v.inexact.text)
			t.Note("whole numbers beyond 2⁵³ lose digits in a float64: %v has %s, which is read as %.0f", c, v.inexact.text, x)
		case v.isNames():
			t.Names = append(t.Names, Names{c, v.texts})
			t.Note("left out of X, because %s is no number: %v", quote(v.word.text), c)
		case v.number == nil:
			t.Note("left out of X, because it is empty: %v", c)
		}
	}
	for i := range t.X {
		t.X[i] = make([]float64, len(t.Columns))
		for l, c := range t.Columns {
			t.X[i][l] = read[c.Number-1].numbers[i]
		}
	}
	return nil
}

// Note adds a sentence to the notes.
func (t *Table) Note(format string, args ...any) {
	t.Notes = append(t.Notes, fmt.Sprintf(format, args...))
}

// Find returns different columns, as "2,3" by their numbers or "x,y" by their names.
func (t *Table) Find(choice string) (found []Column, err error) {
	for _, s := range strings.Split(choice, ",") {
		s = clean(s)
		l := slices.IndexFunc(t.columns, func(c Column) bool { return s != "" && c.Name == s || strconv.Itoa(c.Number) == s })
		switch {
		case l < 0:
			return nil, fmt.Errorf("%s: there is no column %s: there are %s", choice, quote(s), Clip(strings.Trim(fmt.Sprint(t.columns), "[]"), 200))
		case slices.Contains(found, t.columns[l]):
			return nil, fmt.Errorf("%s: %v is there twice", choice, t.columns[l])
		}
		found = append(found, t.columns[l])
	}
	return found, nil
}

// Labelled returns the lines of the file with the label of each, separated as they were,
// below a header if there was one.
func (t *Table) Labelled(Y []int) []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = t.separator
	if t.header != nil {
		out.Write(append(slices.Clone(t.header), "cluster"))
	}
	for i, row := range t.rows {
		out.Write(append(slices.Clone(row), strconv.Itoa(Y[i])))
	}
	out.Flush()
	return b.Bytes()
}

// String is what messages call the column.
func (c Column) String() string {
	if c.Name == "" {
		return fmt.Sprintf("column %d", c.Number)
	}
	return fmt.Sprintf("column %d (%s)", c.Number, c.Name)
}

// Heading is what tables and pictures call the column.
func (c Column) Heading() string { return cmp.Or(c.Name, c.String()) }

// clean makes a text of the file fit for a line of a terminal: no control characters, no
// line ends, and not too long.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) {
			return ' '
		}
		return r
	}, s)
	return Clip(strings.Join(strings.Fields(s), " "), 30)
}

func quote(s string) string { return strconv.Quote(Clip(s, 40)) }

// Clip shortens s to at most n characters.
func Clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
