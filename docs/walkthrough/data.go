package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode"

	"example.com/kmeans-by-hand/matrix"
)

// Data is a file of points.
type Data struct {
	X       *matrix.Matrix // m×n
	Columns []Column       // n, what X's columns are called
	Names   []Names        // the columns without numbers
	Header  bool           // the first line was the columns' names
}

// A Column is a column of the file.
type Column struct {
	Number int    // from 1
	Name   string // "" without a header
	again  bool   // an earlier column has this name
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
)

func readData(path string) (*Data, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, plain(path, err)
	}
	defer f.Close()
	d, err := parseCSV(f)
	if err != nil {
		return nil, plain(path, err)
	}
	return d, nil
}

// plain is an error of the operating system or of the parser with the path before
// it, once.
func plain(path string, err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// parseCSV reads one point a line. A first line without a number in it is the
// header. A column has a number in every line, or in none: then it holds names.
func parseCSV(r io.Reader) (*Data, error) {
	in := bufio.NewReader(r)
	start, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(start, []byte("\ufeff")):
		in.Discard(3)
	case bytes.IndexByte(start, 0) >= 0 || bytes.HasPrefix(start, []byte{0xff, 0xfe}):
		return nil, errors.New("this is not text in UTF-8: save it as CSV UTF-8")
	}
	records := csv.NewReader(in)
	records.FieldsPerRecord = -1
	records.TrimLeadingSpace = true
	records.ReuseRecord = true

	var columns []*reading
	d := new(Data)
	m, last := 0, 0
	for {
		record, err := records.Read()
		if err == io.EOF {
			break
		}
		if p := (*csv.ParseError)(nil); errors.As(err, &p) {
			return nil, fmt.Errorf("line %d: a quotation mark out of place (%v): a value is quoted as a whole or not at all", p.StartLine, p.Err)
		}
		if err != nil {
			return nil, err
		}
		line, _ := records.FieldPos(0)
		if columns == nil {
			for l := range record {
				columns = append(columns, &reading{Column: Column{Number: l + 1}, index: map[string]int{}})
			}
			if d.Header = isHeader(record); d.Header {
				nameColumns(columns, record)
				last = line
				continue
			}
		}
		if len(record) != len(columns) {
			return nil, fmt.Errorf("line %d: %s, and the first line has %d: every line needs as many", line, count(len(record), "column"), len(columns))
		}
		if len(record) == 1 && last > 0 && line > last+1 {
			return nil, columns[0].wrong(last+1, "the line is empty: fill it in or delete it")
		}
		for l, field := range record {
			line, _ := records.FieldPos(l)
			if err := columns[l].add(line, field, d.Header); err != nil {
				return nil, err
			}
		}
		if m++; m > largest/len(columns) {
			return nil, fmt.Errorf("line %d: there are more than %d values, more than this program tries", line, largest)
		}
		last = line
	}
	switch {
	case columns == nil:
		return nil, errors.New("the file is empty: it needs a line for each point, the numbers separated by commas")
	case m == 0:
		return nil, errors.New("there is only a header: it needs a line for each point below, the numbers separated by commas")
	}
	var numbers []*reading
	for _, c := range columns {
		if c.numbers != nil {
			numbers = append(numbers, c)
			d.Columns = append(d.Columns, c.Column)
		} else {
			d.Names = append(d.Names, Names{c.Column, c.names, c.of})
		}
	}
	if numbers == nil {
		return nil, fmt.Errorf("no column has numbers, the first value is %s: numbers have a decimal point, and commas between them (no semicolons, no tabs)",
			quote(columns[0].first))
	}
	d.X = matrix.New(m, len(numbers))
	for l, c := range numbers {
		for i, v := range c.numbers {
			d.X.Set(i, l, v)
		}
	}
	return d, nil
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

// nameColumns names the columns, and marks those whose name is taken.
func nameColumns(columns []*reading, record []string) {
	taken := map[string]bool{}
	for l, field := range record {
		c := columns[l]
		c.Name = clean(field)
		c.again = taken[c.Name]
		taken[c.Name] = true
	}
}

// number parses s; a number too large for a float64 is ±Inf.
func number(s string) (v float64, ok bool) {
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil || errors.Is(err, strconv.ErrRange)
}

// A reading is a column as far as it has been read.
type reading struct {
	Column
	numbers   []float64
	names     []string       // distinct
	index     map[string]int // of names
	of        []int
	first     string // its first value, and the line of it
	firstLine int
}

func (c *reading) add(line int, field string, header bool) error {
	s := strings.TrimSpace(field)
	v, ok := number(s)
	hint := ""
	if !header && c.firstLine == 1 {
		hint = " (line 1 is not taken as a header, because there is a number in it)"
	}
	switch {
	case s == "":
		return c.wrong(line, "the value is missing (%q): fill it in or delete the line", field)
	case ok && math.IsNaN(v):
		return c.wrong(line, "%s is not a finite number: fill in a number or delete the line", quote(s))
	case ok && math.IsInf(v, 0) && strings.ContainsAny(s, "0123456789"):
		return c.wrong(line, "%s is too large for a float64, whose end is about 1.8e308: divide the column by a power of ten", quote(s))
	case ok && math.IsInf(v, 0):
		return c.wrong(line, "%s is not a finite number: fill in a number or delete the line", quote(s))
	case ok && math.Abs(v) > tooFar:
		return c.wrong(line, "%s is too large: sums of its square overflow in every form of the slides: divide the column by a power of ten", quote(s))
	case ok && c.of != nil:
		return c.wrong(line, "%s is a number, and %s on line %d is not: a column is all numbers or all names%s", quote(s), quote(c.first), c.firstLine, hint)
	case !ok && c.numbers != nil:
		return c.wrong(line, "%s is not a number, and %s on line %d is: a column is all numbers or all names", quote(s), quote(c.first), c.firstLine)
	}
	if c.first == "" {
		c.first, c.firstLine = strings.Clone(s), line
	}
	if ok {
		c.numbers = append(c.numbers, v)
		return nil
	}
	s = clean(s)
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

func (c *reading) wrong(line int, format string, args ...any) error {
	return fmt.Errorf("line %d, %v: %s", line, c.Column, fmt.Sprintf(format, args...))
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
	switch {
	case c.Name == "":
		return fmt.Sprintf("column %d", c.Number)
	case c.again:
		return fmt.Sprintf("%s (column %d)", c.Name, c.Number)
	}
	return c.Name
}

// clean makes a text of the file fit for a line of a terminal: no control
// characters, no line ends, and not too long.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return clip(strings.Join(strings.Fields(s), " "), 60)
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
